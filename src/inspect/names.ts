import { isIP } from 'node:net';
import pLimit from 'p-limit';
import type { FailureCode } from '../model/observation.ts';
import type { Clock, Dns, NameAnswer } from '../world.ts';
import { failedLook } from './failed-look.ts';
import { type GuardOptions, guardAddresses, guardUrl } from './guard.ts';
import { hostOf } from './host.ts';
import type { AddressOverride } from './overrides.ts';
import type { Layer } from './probe.ts';
import { shared } from './shared.ts';

export interface NamesOptions {
  readonly clock: Clock;
  readonly dns: Dns;
  readonly overrides: readonly AddressOverride[];
}

/** What a run knows of names. */
export interface Names {
  /**
   * The addresses of an address's host. A host is asked about once, however many wait for it; without an address, it is asked
   * about again for those who want an answer younger than `since` (`Clock.monotonic`).
   */
  resolve(url: string, signal: AbortSignal, since?: number): Promise<NameAnswer>;
  /** Is the name service known to work, so that NXDOMAIN means something? Asks only if no name of the run has proved it. */
  proven(host: string, signal: AbortSignal): Promise<boolean>;
}

/** Questions under way at once: more of them lose packets to each other. */
const questionsAtOnce = 64;
/** How long one name may take, all its questions together. */
const deadlineMs = 10_000;
/** How often a name is asked for whose name servers don't answer: each time costs seconds. */
const temporaryFailures = 3;

interface Entry {
  readonly ask: (signal: AbortSignal) => Promise<NameAnswer>;
  answeredAt: number;
  failures: number;
}

/** Looks names up before any attempt's time begins to run. */
export function createNames({ clock, dns, overrides }: NamesOptions): Names {
  const entries = new Map<string, Entry>();
  const slots = pLimit(questionsAtOnce);
  let seenAddresses = false;

  async function question(host: string, signal: AbortSignal): Promise<NameAnswer> {
    const end = new AbortController();
    const deadline = clock.sleep(deadlineMs, end.signal).then((): NameAnswer => ({ type: 'timeout' }));
    try {
      return await Promise.race([dns.resolve(host, AbortSignal.any([signal, end.signal])), deadline]);
    } finally {
      end.abort();
    }
  }

  function begin(host: string, former: Entry | undefined): Entry {
    const entry: Entry = {
      answeredAt: Infinity,
      failures: former?.failures ?? 0,
      ask: shared(async (signal) => {
        try {
          const answer = await slots(() => question(host, signal));
          entry.answeredAt = answer.type === 'addresses' ? Infinity : clock.monotonic();
          if (answer.type === 'addresses') seenAddresses = true;
          if (answer.type === 'failed' || answer.type === 'timeout') entry.failures += 1;
          return answer;
        } catch (error) {
          entries.delete(host);
          throw error;
        }
      }),
    };
    entries.set(host, entry);
    return entry;
  }

  return {
    async resolve(url, signal, since = 0) {
      const host = hostOf(url);
      const given = overrides.find((override) => fits(override, host, portOf(url)));
      if (given !== undefined) return { type: 'addresses', addresses: given.addresses };
      if (isIP(host) !== 0) return { type: 'addresses', addresses: [host] };
      const known = entries.get(host);
      const usable = known !== undefined && (known.answeredAt >= since || known.failures >= temporaryFailures);
      return (usable ? known : begin(host, known)).ask(signal);
    },
    proven: async (host, signal) => seenAddresses || dns.alive(host, signal),
  };
}

const portOf = (url: string): number => {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
};

const fits = (override: AddressOverride, host: string, port: number): boolean =>
  override.port === port && (override.host === host || override.host === '*');

export interface NamedOptions {
  readonly clock: Clock;
  readonly names: Names;
  readonly guard: GuardOptions;
  /** Does this address go through a proxy? Then the proxy looks its name up, and its addresses are the proxy's to judge. */
  readonly viaProxy: (url: string) => boolean;
}

/** Puts the host's addresses into the request, after the guard has seen the address and each of them. */
export const named =
  ({ clock, names, guard, viaProxy }: NamedOptions): Layer =>
  (inner) =>
  async (request, signal) => {
    const { url } = request;
    const fail = (code: FailureCode, detail: string) => failedLook(request, { at: clock.now(), code, detail });

    const refusal = guardUrl(url, guard);
    if (refusal !== undefined) return fail(refusal.code === 'unusable' ? 'protocol' : refusal.code, refusal.detail);
    if (viaProxy(url)) return inner({ ...request, addresses: [] }, signal);

    const answer = await names.resolve(url, signal, request.nameSince);
    const host = hostOf(url);
    switch (answer.type) {
      case 'addresses': {
        const { addresses } = answer;
        const refused = guardAddresses(addresses, guard);
        return refused === undefined
          ? inner({ ...request, addresses }, signal)
          : fail('private-address', `${host}: ${refused.detail}`);
      }
      case 'not-found':
        return fail('name-not-found', 'NXDOMAIN');
      case 'no-address':
        return fail('name-without-address', 'no A and no AAAA record');
      case 'failed':
        return fail('name-server-failed', answer.detail);
      case 'timeout':
        return fail('name-timeout', '');
      default:
        return answer satisfies never;
    }
  };

/**
 * May others be told this address? Only if the guard finds nothing private in it. Where the user lifted the guard, all of
 * the run counts as public.
 */
export async function isPublic(
  url: string,
  { names, viaProxy, guard }: Pick<NamedOptions, 'names' | 'viaProxy' | 'guard'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (guard.allowPrivate) return true;
  if (guardUrl(url, guard) !== undefined) return false;
  if (viaProxy(url)) return true;
  const answer = await names.resolve(url, signal);
  return answer.type !== 'addresses' || guardAddresses(answer.addresses, guard) === undefined;
}
