import { isArchived } from '../model/looks.ts';
import type { Look } from '../model/observation.ts';
import { newRateLimit, noteServed, noteStart, noteTooOften, type RateLimit } from './rate-limit.ts';
import { type AskedWait, askedWait } from './retry-after.ts';

/** What one host lets us do, as far as its answers told. Times are `Clock.monotonic`. */
export interface HostPace {
  /** No request may start before this moment. */
  nextStart: number;
  /** Between two starts, whatever else it allows. */
  readonly intervalMs: number;
  /** It will not be asked any more in this run, and why. */
  closed?: 'host-given-up' | 'held-too-long';
  /** The sum of all waits that it asked for and got. */
  heldMs: number;
  heldUntil: number;
  /** It asked for a wait, and has served nothing since that was asked for after it. */
  waiting: boolean;
  /** The last pause after a refusal that did not say how long. */
  pauseMs: number;
  readonly limit: RateLimit;
  /** It has answered at least once. */
  answered: boolean;
  /** Addresses that failed on it since its last answer. */
  readonly failing: Set<string>;
}

/** When a request began that has ended just now. */
interface Moment {
  readonly startedAt: number;
  readonly monotonic: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The longest wait that a host gets at a time, and all together in a run. */
const longestHoldMs = 60_000;
const longestHeldMs = 120_000;
/** The first pause after a 429 that does not say how long: most limits are per second, but who has served nothing may mean more. */
const pauseMs = 1000;
const strangersPauseMs = 5000;
/**
 * So many different addresses must fail in a row before a host is given up: more than are asked at once, so that one bad moment
 * of ours or theirs is not enough. One that has answered before gets more patience.
 */
const failuresOfStranger = 6;
const failuresOfAcquaintance = 10;

/** Failures that say that nobody is there. After a failed handshake, somebody is. */
const silences: ReadonlySet<string> = new Set(['timeout', 'refused', 'unreachable', 'reset']);

export const newHostPace = (intervalMs: number, now: number): HostPace => ({
  nextStart: now,
  intervalMs,
  heldMs: 0,
  heldUntil: now,
  waiting: false,
  pauseMs: 0,
  limit: newRateLimit(now),
  answered: false,
  failing: new Set(),
});

/** Takes the start of a request into account, so that the next one comes when it may. */
export function begin(pace: HostPace, now: number): void {
  pace.nextStart = Math.max(now + pace.intervalMs, noteStart(pace.limit, now));
}

/** Learns from a look at the host that ended just now. */
export function learn(pace: HostPace, look: Look, moment: Moment): void {
  if (look.end.type === 'failure' && silences.has(look.end.failure.code)) {
    pace.failing.add(look.end.url);
    const patience = pace.answered ? failuresOfAcquaintance : failuresOfStranger;
    if (pace.failing.size >= patience) pace.closed ??= 'host-given-up';
    return;
  }
  pace.failing.clear();
  pace.answered = true;
  if (look.end.type !== 'answer') return;
  const { answer } = look.end;
  // An archived refusal was another server's, at another time.
  if (isArchived(answer)) return serve(pace, moment);
  const refused = answer.status === 429;
  if (!refused) serve(pace, moment);
  const said = askedWait(answer, moment.time);
  const wait = said !== undefined && said.waitMs > 0 ? said : refused ? unsaidWait(pace, moment) : undefined;
  if (wait !== undefined) hold(pace, { ...wait, refused }, moment);
}

/** What began before a wait belongs to the time before it, however late it ends. */
function serve(pace: HostPace, { startedAt }: Moment): void {
  const waitIsOver = pace.waiting && startedAt >= pace.heldUntil;
  if (waitIsOver) pace.waiting = false;
  noteServed(pace.limit, startedAt, waitIsOver);
}

/** The pause after a refusal that does not say how long; twice the last one if that was not enough. */
function unsaidWait(pace: HostPace, { startedAt }: Moment): AskedWait | undefined {
  // Requests that were under way together are refused together: they count once.
  if (startedAt < pace.heldUntil) return undefined;
  const leastMs = pace.limit.served === 0 ? strangersPauseMs : pauseMs;
  pace.pauseMs = pace.waiting ? Math.max(leastMs, 2 * pace.pauseMs) : leastMs;
  return { waitMs: Math.min(pace.pauseMs, longestHoldMs), tooOften: true };
}

/** Waits as long as it wants us to, and notes what it allows if it was asked too often. */
function hold(pace: HostPace, wait: AskedWait & { readonly refused: boolean }, { monotonic: now }: Moment): void {
  const { waitMs, tooOften, refused } = wait;
  const until = now + waitMs;
  const longerMs = until - Math.max(now, pace.heldUntil);
  if (longerMs <= 0) return;
  if (waitMs > longestHoldMs || pace.heldMs + longerMs > longestHeldMs) {
    pace.closed ??= 'held-too-long';
    return;
  }
  if (tooOften) noteTooOften(pace.limit, { waitMs, until, refused });
  pace.waiting = true;
  pace.heldMs += longerMs;
  pace.heldUntil = until;
  pace.nextStart = Math.max(pace.nextStart, until);
}
