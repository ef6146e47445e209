import type { Look } from '../model/observation.ts';
import { type AskedWait, askedWait } from './retry-after.ts';

/** So many starts in any stretch of so long. */
interface Allowance {
  readonly count: number;
  readonly windowMs: number;
}

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
  /** The requests that it served in one go: when the first of them and the last began, and how many they are. */
  countedFrom: number;
  lastServed: number;
  served: number;
  /** The last wait was about asking too often: what it had served was enough for this time. */
  enoughForMs: number;
  /** What it allows, learned from its refusals; and what was believed before the last one. */
  allowance: Allowance | undefined;
  formerAllowance: Allowance | undefined;
  /** The latest starts: as many as its allowance counts. */
  readonly starts: number[];
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
/** However few requests it has allowed, one in this time is patience enough. */
const slowestIntervalMs = 10_000;
/** Most limits are so many a second, and waits are said in seconds: rounded up by as much as one. */
const secondMs = 1000;
/** The first pause after a 429 that does not say how long, from a host that has served nothing. Pauses double. */
const strangersPauseMs = 5000;
/** Requests do not arrive quite as evenly as they start. */
const margin = 1.05;
/** An allowance that was kept and refused has to become this much longer at least. */
const slowdown = 1.1;
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
  waiting: false,
  pauseMs: 0,
  countedFrom: now,
  lastServed: now,
  served: 0,
  enoughForMs: 0,
  allowance: undefined,
  formerAllowance: undefined,
  starts: [],
  answered: false,
  failing: new Set(),
});

/** Takes the start of a request into account, so that the next one comes when it may. */
export function begin(pace: HostPace, now: number): void {
  pace.nextStart = now + pace.intervalMs;
  if (pace.allowance === undefined) return;
  const { count, windowMs } = pace.allowance;
  pace.starts.push(now);
  const earliest = pace.starts.at(-count);
  if (earliest === undefined) return;
  pace.starts.splice(0, pace.starts.length - count);
  pace.nextStart = Math.max(pace.nextStart, earliest + windowMs);
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
  const refused = answer.status === 429;
  if (!refused) count(pace, moment);
  const said = askedWait(answer, moment.time);
  const wait = said !== undefined && said.waitMs > 0 ? said : refused ? unsaidWait(pace, moment) : undefined;
  if (wait !== undefined) hold(pace, { ...wait, refused }, moment);
}

/** Counts what it serves in one go. What began before a wait belongs to the time before it, however late it ends. */
function count(pace: HostPace, { startedAt }: Moment): void {
  const rested = pace.waiting || startedAt > pace.lastServed + secondMs;
  if (rested && startedAt >= pace.heldUntil) {
    pace.waiting = false;
    pace.countedFrom = startedAt;
    pace.served = 0;
  }
  pace.served += 1;
  pace.lastServed = Math.max(pace.lastServed, startedAt);
  if (pace.waiting) allow(pace);
}

/** The pause after a refusal that does not say how long: a second, and twice as long each time that it was not enough. */
function unsaidWait(pace: HostPace, { startedAt }: Moment): AskedWait | undefined {
  // Requests that were under way together are refused together: they count once.
  if (startedAt < pace.heldUntil) return undefined;
  const leastMs = pace.served === 0 ? strangersPauseMs : secondMs;
  pace.pauseMs = pace.waiting ? Math.max(leastMs, 2 * pace.pauseMs) : leastMs;
  return { waitMs: Math.min(pace.pauseMs, longestHoldMs), tooOften: true };
}

/** Waits as long as it wants us to, and learns what it allows if it was asked too often. */
function hold(
  pace: HostPace,
  { waitMs, tooOften, refused }: AskedWait & { readonly refused: boolean },
  { monotonic: now }: Moment,
): void {
  const until = now + waitMs;
  const longerMs = until - Math.max(now, pace.heldUntil);
  if (longerMs <= 0) return;
  if (waitMs > longestHoldMs || pace.heldMs + longerMs > longestHeldMs) {
    pace.closed ??= 'held-too-long';
    return;
  }
  if (!pace.waiting) {
    pace.enoughForMs = 0;
    pace.formerAllowance = refused ? slower(pace.allowance) : pace.allowance;
  }
  if (tooOften) {
    pace.enoughForMs = Math.max(waitMs, until - pace.countedFrom - secondMs);
    allow(pace);
  }
  pace.waiting = true;
  pace.starts.length = 0;
  pace.heldMs += longerMs;
  pace.heldUntil = until;
  pace.nextStart = Math.max(pace.nextStart, until);
}

const slower = (allowance: Allowance | undefined): Allowance | undefined =>
  allowance && { count: allowance.count, windowMs: allowance.windowMs * slowdown };

/** What it has served, it allows for as long as that had to be enough. Where it had kept to an allowance, that becomes slower. */
function allow(pace: HostPace): void {
  const { served, enoughForMs, formerAllowance: former } = pace;
  if (served === 0 || enoughForMs === 0) return;
  const kept = former !== undefined && served >= former.count;
  const count = kept ? former.count : served;
  const windowMs = Math.max((count * enoughForMs * margin) / served, kept ? former.windowMs : 0);
  pace.allowance = { count, windowMs: Math.min(windowMs, count * slowestIntervalMs) };
}
