import { lookup, Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { unlessAborted } from '../inspect/unless-aborted.ts';
import type { Dns, NameAnswer } from '../world.ts';
import { type HostsFile, readHostsFile } from './hosts-file.ts';

export interface DnsOptions {
  /** `address` or `address:port`; the system's name servers if left out. */
  readonly servers?: readonly string[];
  /** How long one question may take, and how often it is sent. */
  readonly timeoutMs?: number;
  readonly tries?: number;
  /** The system's, read once, if left out. */
  readonly hosts?: HostsFile;
}

/** Names that no name server knows, but the system may: from mDNS, search domains and other sources of its own. */
const systemName = /^[^.]+$|\.(?:local|lan|internal|home\.arpa)$/;

type Family = 4 | 6;

/**
 * Name look-up by c-ares, which asks many names at once and tells "does not exist" from "no answer". The system's own resolver
 * runs two look-ups at a time on the thread pool and can't be stopped, so it is asked only for names that nothing else knows.
 */
export function createDns({ servers, timeoutMs = 2000, tries = 2, hosts }: DnsOptions = {}): Dns {
  const families = familiesInOrder();
  let hostsFile: Promise<HostsFile> | undefined;

  /**
   * Puts one question. Each has a resolver of its own: c-ares gives up on a slow answer the sooner, the faster those before
   * it were, and a resolver can only cancel all its questions.
   */
  async function question<Answer>(put: (resolver: Resolver) => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await put(resolver);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  const ask = (host: string, family: Family, signal: AbortSignal): Promise<readonly string[]> =>
    question((resolver) => (family === 4 ? resolver.resolve4(host) : resolver.resolve6(host)), signal);

  /**
   * One question where the first kind of address exists, else two. That the name exists either answer may say; that it does
   * not, both must: some servers say so of a name that has addresses of the other kind (RFC 4074 §4.2).
   */
  async function askNameServers(host: string, signal: AbortSignal): Promise<NameAnswer> {
    const [first, second] = families;
    const answer = await asAnswer(ask(host, first, signal));
    if (answer.type !== 'no-address' && answer.type !== 'not-found') return answer;
    const other = await asAnswer(ask(host, second, signal));
    return other.type === 'not-found' ? answer : other;
  }

  async function answerFor(host: string, signal: AbortSignal): Promise<NameAnswer> {
    hostsFile ??= hosts === undefined ? readHostsFile() : Promise.resolve(hosts);
    const addresses = (await hostsFile).get(host);
    if (addresses !== undefined) return { type: 'addresses', addresses };
    return systemName.test(host) ? asAnswer(askSystem(host)) : askNameServers(host, signal);
  }

  return {
    resolve: (host, signal) => unlessAborted(answerFor(host.toLowerCase(), signal), signal),
    async alive(host, signal) {
      // The servers of its top-level domain, or of the root: records that every working name server has.
      const zones = [host.slice(host.lastIndexOf('.') + 1), '.'];
      const answers = zones.map((zone) =>
        question(async (resolver) => (await resolver.resolveNs(zone)).length > 0, signal),
      );
      return unlessAborted(
        Promise.any(answers).catch(() => false),
        signal,
      );
    },
  };
}

async function askSystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

async function asAnswer(question: Promise<readonly string[]>): Promise<NameAnswer> {
  try {
    const [first, ...others] = await question;
    return first === undefined ? { type: 'no-address' } : { type: 'addresses', addresses: [first, ...others] };
  } catch (error) {
    const code = codeOf(error);
    switch (code) {
      case 'ENOTFOUND':
        return { type: 'not-found' };
      case 'ENODATA':
        return { type: 'no-address' };
      case 'ETIMEOUT':
        return { type: 'timeout' };
      case undefined:
        throw error;
      default:
        return { type: 'failed', detail: code };
    }
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** IPv4 first, but on a machine that has only IPv6: then an IPv4 address would be of no use to it. */
function familiesInOrder(): readonly [Family, Family] {
  const outside = Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  const onlyIpv6 = outside.length > 0 && outside.every(({ family }) => family === 'IPv6');
  return onlyIpv6 ? [6, 4] : [4, 6];
}
