// The polite ideal: how long the same links take, in the same order and under the same manners, if network slots are without
// number and nothing costs CPU. Nobody who is as polite can be faster; what a tool takes beyond it is the tool's own.

/** @import { Plan, PlannedLink } from './plan.js' */

/**
 * @typedef {object} Manners
 * @property {number} hostConcurrency
 * @property {number} hostIntervalMs
 * @property {number} timeoutMs
 * @property {number} retries
 */

/** Before each retry a random part of this is waited for: half of it, on average. */
const backoffsMs = [1_000, 4_000, 16_000];
/** A 404 is asked for again after this. */
const confirmAfterMs = 1_000;

/** Whose turn it is when a link that was asked for and one that never was are both ready: no order is the best for every host. */
const orders = /** @type {const} */ (['begun first', 'quick first', 'fresh first']);

/**
 * Milliseconds from the first request to the last answer. Hosts have nothing to do with each other, so the longest one tells; each in
 * the order that is the better for it.
 *
 * @param {Plan} plan
 * @param {Manners} manners
 */
export function politeIdealMs({ links, allowedPerSecond }, manners) {
  /** @type {Map<number, PlannedLink[]>} */
  const byHost = new Map();
  for (const link of links) {
    const known = byHost.get(link.host);
    if (known === undefined) byHost.set(link.host, [link]);
    else known.push(link);
  }
  const times = [...byHost].map(([host, ofHost]) => {
    const allowed = allowedPerSecond[host];
    const hostIntervalMs = Math.max(manners.hostIntervalMs, allowed === undefined ? 0 : 1_000 / allowed);
    return Math.min(...orders.map((order) => hostMs(ofHost, { ...manners, hostIntervalMs }, order)));
  });
  return Math.max(0, ...times);
}

/**
 * @param {readonly PlannedLink[]} links
 * @param {Manners} manners
 * @param {typeof orders[number]} order
 */
function hostMs(links, manners, order) {
  const fresh = links.map((link) => ({ readyAt: 0, steps: stepsOf(link, manners) }));
  /** What has been asked for and is to be asked for again: the soonest first. @type {typeof fresh} */
  const begun = [];
  /** When each slot is free. @type {number[]} */
  const slots = Array.from({ length: manners.hostConcurrency }, () => 0);
  let mayStartAt = 0;
  let lastEnd = 0;
  /** @type {(job: typeof fresh[number]) => boolean} */
  const isQuick = ({ steps: [step] }) => step !== undefined && step.takesMs < manners.timeoutMs;
  while (fresh.length > 0 || begun.length > 0) {
    const slot = slots.indexOf(Math.min(...slots));
    const now = Math.max(slots[slot] ?? 0, mayStartAt);
    const next = order === 'quick first' ? begun.findIndex(isQuick) : 0;
    const isReady = order !== 'fresh first' && (begun[next]?.readyAt ?? Infinity) <= now;
    const job = isReady ? begun.splice(next, 1)[0] : (fresh.shift() ?? begun.shift());
    const [step, ...rest] = job?.steps ?? [];
    if (job === undefined || step === undefined) continue;
    const start = Math.max(now, job.readyAt);
    const end = start + step.takesMs;
    slots[slot] = end;
    mayStartAt = start + manners.hostIntervalMs;
    lastEnd = Math.max(lastEnd, end);
    if (rest.length === 0) continue;
    const again = { readyAt: end + step.thenWaitMs, steps: rest };
    const place = begun.findIndex(({ readyAt }) => readyAt > again.readyAt);
    begun.splice(place === -1 ? begun.length : place, 0, again);
  }
  return lastEnd;
}

/**
 * The requests that a link costs, one after the other.
 *
 * @param {PlannedLink} link
 * @param {Manners} manners
 * @returns {readonly { takesMs: number, thenWaitMs: number }[]}
 */
function stepsOf({ answer, latencyMs }, { timeoutMs, retries }) {
  const once = { takesMs: latencyMs, thenWaitMs: 0 };
  switch (answer) {
    case 'hanging':
      return Array.from({ length: 1 + retries }, (_, index) => ({
        takesMs: timeoutMs,
        thenWaitMs: (backoffsMs[index] ?? 0) / 2,
      }));
    case 'missing':
      return [{ ...once, thenWaitMs: confirmAfterMs }, once];
    case 'moved':
      return [once, once];
    case 'page':
    case 'image':
      return [once];
    default:
      return answer;
  }
}
