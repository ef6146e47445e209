import type { Answer, Hop, Look, LookEnd } from '../model/observation.ts';
import type { Clock } from '../world.ts';
import { createCookieJar } from './cookies.ts';
import { failedLook } from './failed-look.ts';
import { redirectStatuses, withoutFragment } from './next-address.ts';
import type { Layer, ProbeRequest } from './probe.ts';

export interface FollowedOptions {
  readonly clock: Clock;
  readonly maxRedirects: number;
}

/**
 * Follows redirects and immediate refreshes by hand: each hop is a request of its own, which passes all layers inside, under
 * one budget of time, with the cookies of this chain.
 */
export const followed =
  ({ clock, maxRedirects }: FollowedOptions): Layer =>
  (inner) =>
  async (request, signal) => {
    const jar = createCookieJar(() => clock.now());
    const at = clock.now();
    const seen = new Set<string>();
    const hops: Hop[] = [];
    let durationMs = 0;
    let url = withoutFragment(request.url);

    const ended = (end: LookEnd): Look => ({
      purpose: request.purpose,
      at: new Date(at).toISOString(),
      durationMs,
      attempts: 1,
      hops,
      end,
    });

    /** Servers that fill the jar may not stand what comes back: then the page may be had without it. */
    const withoutCookiesIfNeedBe = async (hopRequest: ProbeRequest): Promise<Look> => {
      const look = await inner(hopRequest, signal);
      if (!isTooMuch(look) || jar.header(hopRequest.url) === undefined) return look;
      const again = await inner({ ...hopRequest, jar: createCookieJar(() => clock.now()) }, signal);
      return isServed(again) ? { ...again, durationMs: look.durationMs + again.durationMs } : look;
    };

    while (true) {
      seen.add(stateOf(url, jar.header(url)));
      const stage = hops.length > 0 ? ({ stage: 'hop' } as const) : {};
      const hopRequest: ProbeRequest = { ...request, ...stage, url, jar, budgetMs: request.budgetMs - durationMs };
      const look =
        hopRequest.budgetMs > 0
          ? await withoutCookiesIfNeedBe(hopRequest)
          : failedLook(hopRequest, { at, code: 'timeout', detail: 'its redirects took all the time there was' });
      durationMs += look.durationMs;
      const previous = hops.at(-1);
      hops.push(...look.hops);

      const hop = look.hops.at(-1);
      if (look.end.type !== 'answer' || hop === undefined) return ended(endOf(look.end, previous));
      const { answer } = look.end;
      const problem = trouble(answer, hop);
      if (problem !== undefined) return ended(problem);
      if (hop.next === undefined) return ended(look.end);

      const next = withoutFragment(hop.next.url);
      const repeated = seen.has(stateOf(next, jar.header(next)));
      // A page that was served and reloads in circles is still a page.
      if (repeated && hop.next.by === 'refresh') return ended(look.end);
      if (repeated) return ended({ type: 'chain', problem: 'loop', detail: next, status: answer.status });
      // A gate that wants more than cookies: it sends back whoever has not got it, and would let others in.
      if (hops.length > maxRedirects && hops.some((earlier) => earlier.url === next)) return ended(look.end);
      if (hops.length > maxRedirects) {
        return ended({
          type: 'chain',
          problem: 'too-long',
          detail: `more than ${maxRedirects}`,
          status: answer.status,
        });
      }
      url = next;
    }
  };

/** The same address with other cookies is another question: sites redirect to themselves to see whether theirs come back. */
const stateOf = (url: string, cookies = ''): string => `${url}\n${cookies}`;

/** It may be our cookies that it cannot read (400), or that are too long for it (431, RFC 6585 §5). */
const isTooMuch = ({ end }: Look): boolean =>
  end.type === 'answer' && (end.answer.status === 400 || end.answer.status === 431);

const isServed = ({ end, hops }: Look): boolean =>
  end.type === 'answer' && end.answer.status < 400 && hops.at(-1)?.next === undefined;

/** A redirect that leads nowhere. */
function trouble({ status, headers }: Answer, { next }: Hop): LookEnd | undefined {
  if (!redirectStatuses.has(status) || next !== undefined) return undefined;
  const location = headers['location']?.trim() ?? '';
  return location === ''
    ? { type: 'chain', problem: 'no-location', detail: `${status} without an address`, status }
    : { type: 'chain', problem: 'unusable-location', detail: location, status };
}

/** What the guard refuses behind a redirect is the redirect's fault, not the cited address's. */
function endOf(end: LookEnd, previous: Hop | undefined): LookEnd {
  if (end.type !== 'failure' || previous === undefined) return end;
  const { code } = end.failure;
  if (code !== 'private-address' && code !== 'bad-port') return end;
  const problem = code === 'bad-port' ? 'unusable-location' : 'into-private-address';
  return { type: 'chain', problem, detail: end.url, status: previous.status };
}
