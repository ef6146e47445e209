/** So many starts in any stretch of so long. */
interface Allowance {
  readonly count: number;
  readonly windowMs: number;
}

/**
 * How often one host lets itself be asked, as far as it has shown. A limit is seldom said and never the same: what a host
 * serves before it refuses is taken for what it allows. Times are `Clock.monotonic`.
 */
export interface RateLimit {
  /** The requests that it served in one go: when the first of them and the last began, and how many they are. */
  countedFrom: number;
  lastServed: number;
  served: number;
  /** Once it has refused more: for how long those have to do. 0 before. */
  enoughForMs: number;
  /** What it allows, and what was believed before those. */
  allowance: Allowance | undefined;
  former: Allowance | undefined;
  /** The latest starts: as many as its allowance counts. */
  starts: readonly number[];
}

/** Most limits are so many a second, and waits are said in seconds: rounded up by as much as one. */
const secondMs = 1000;
/** However few requests it has allowed, one in this time is patience enough. */
const slowestIntervalMs = 10_000;
/** Requests do not arrive quite as evenly as they start. */
const margin = 1.05;
/** An allowance that was kept and refused has to become this much longer at least. */
const slowdown = 1.1;

export const newRateLimit = (now: number): RateLimit => ({
  countedFrom: now,
  lastServed: now,
  served: 0,
  enoughForMs: 0,
  allowance: undefined,
  former: undefined,
  starts: [],
});

/** Notes that a request starts, and tells when the next one may. */
export function noteStart(limit: RateLimit, now: number): number {
  if (limit.allowance === undefined) return now;
  const { count, windowMs } = limit.allowance;
  limit.starts = [...limit.starts, now].slice(-count);
  const [earliest = now] = limit.starts;
  return limit.starts.length < count ? now : earliest + windowMs;
}

/** Notes that a request was served; `anew` if it is the first that began after a wait. After a rest, counting begins anew as well. */
export function noteServed(limit: RateLimit, startedAt: number, anew: boolean): void {
  const rested = limit.enoughForMs === 0 && startedAt > limit.lastServed + secondMs;
  if (anew || rested) {
    limit.countedFrom = startedAt;
    limit.served = 0;
    limit.enoughForMs = 0;
  }
  limit.served += 1;
  limit.lastServed = Math.max(limit.lastServed, startedAt);
  // It may have begun before a refusal that came sooner.
  learnAllowance(limit);
}

/** Notes that it wants us to wait because it was asked too often; `refused` if it has not served the request that told. */
export function noteTooOften(limit: RateLimit, wait: { waitMs: number; until: number; refused: boolean }): void {
  const { waitMs, until, refused } = wait;
  if (limit.enoughForMs === 0) limit.former = refused ? slower(limit.allowance) : limit.allowance;
  limit.enoughForMs = Math.max(waitMs, until - limit.countedFrom - secondMs);
  limit.starts = [];
  learnAllowance(limit);
}

const slower = (allowance: Allowance | undefined): Allowance | undefined =>
  allowance && { count: allowance.count, windowMs: allowance.windowMs * slowdown };

/** As many as it has served, in the time for which those have to do. Where it had kept to an allowance, that becomes slower. */
function learnAllowance(limit: RateLimit): void {
  const { served, enoughForMs, former } = limit;
  if (served === 0 || enoughForMs === 0) return;
  const kept = former !== undefined && served >= former.count;
  const count = kept ? former.count : served;
  const windowMs = Math.max((count * enoughForMs * margin) / served, kept ? former.windowMs : 0);
  limit.allowance = { count, windowMs: Math.min(windowMs, count * slowestIntervalMs) };
}
