import type { Look } from '../model/observation.ts';
import { type AskedWait, askedWait } from './retry-after.ts';

/** What one host lets us do, as far as its answers told. Times are `Clock.monotonic`. */
export interface HostPace {
  /** No request may start before this moment. */
  nextStart: number;
  /** Between two starts. */
  intervalMs: number;
  /** It will not be asked any more in this run, and why. */
  closed?: 'host-given-up' | 'held-too-long';
  /** The sum of all waits that it asked for and got. */
  heldMs: number;
  heldUntil: number;
  /** How often it refused us without saying for how long. */
  refusals: number;
  /** Since when requests are counted, and how many it has served since. */
  countedFrom: number;
  served: number;
  /** It has answered at least once. */
  answered: boolean;
  /** Addresses that failed on it since its last answer. */
  readonly failing: Set<string>;
}

/** The longest wait that a host gets at a time, and all together in a run. */
const longestHoldMs = 60_000;
const longestHeldMs = 120_000;
/** However few requests it has allowed, one in this time is patience enough. */
const slowestIntervalMs = 10_000;
/** The pause after a 429 that does not say how long; doubled each time. */
const unsaidPauseMs = 5000;
/** So many different addresses must fail in a row before a host is given up; one that has answered before gets more patience. */
const failuresOfStranger = 4;
const failuresOfAcquaintance = 10;

/** Failures that say that nobody is there. After a failed handshake, somebody is. */
const silences: ReadonlySet<string> = new Set(['timeout', 'refused', 'unreachable', 'reset']);

export const newHostPace = (intervalMs: number, now: number): HostPace => ({
  nextStart: now,
  intervalMs,
  heldMs: 0,
  heldUntil: now,
  refusals: 0,
  countedFrom: now,
  served: 0,
  answered: false,
  failing: new Set(),
});

/** Learns from a look at the host that ended just now. */
export function learn(pace: HostPace, look: Look, now: { readonly monotonic: number; readonly time: number }): void {
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
  if (answer.status !== 429) pace.served += 1;
  const wait = askedWait(answer, now.time) ?? (answer.status === 429 ? unsaidPause(pace, now.monotonic) : undefined);
  if (wait !== undefined) hold(pace, wait, now.monotonic);
}

/** Requests that were under way together are refused together: they count once. */
function unsaidPause(pace: HostPace, now: number): AskedWait | undefined {
  if (now < pace.heldUntil) return undefined;
  pace.refusals += 1;
  return { waitMs: Math.min(unsaidPauseMs * 2 ** (pace.refusals - 1), longestHoldMs), tooOften: true };
}

function hold(pace: HostPace, { waitMs, tooOften }: AskedWait, now: number): void {
  const until = now + waitMs;
  const longerMs = until - Math.max(now, pace.heldUntil);
  if (longerMs <= 0) return;
  if (waitMs > longestHoldMs || pace.heldMs + longerMs > longestHeldMs) {
    pace.closed ??= 'held-too-long';
    return;
  }
  if (tooOften && now >= pace.heldUntil) {
    // What it served since the last hold, it allowed for that time and this wait together.
    const allowedMs = (until - pace.countedFrom) / Math.max(1, pace.served);
    pace.intervalMs = Math.max(pace.intervalMs, Math.min(allowedMs, slowestIntervalMs));
  }
  pace.heldMs += longerMs;
  pace.heldUntil = until;
  pace.nextStart = Math.max(pace.nextStart, until);
  pace.countedFrom = until;
  pace.served = 0;
}
