import { isArchived } from '../model/looks.ts';
import type { FailureCode, Look } from '../model/observation.ts';
import type { Clock } from '../world.ts';
import type { Layer } from './probe.ts';

export interface RetriedOptions {
  readonly clock: Clock;
  readonly retries: number;
  /** As `Math.random`. */
  readonly random: () => number;
}

/** Failures that may be gone the next time. What certificates, NXDOMAIN and the guard say will not change by asking again. */
const passing: ReadonlySet<FailureCode> = new Set([
  'name-server-failed',
  'name-timeout',
  'timeout',
  'refused',
  'unreachable',
  'reset',
]);

/** We did not ask: it says nothing new about the page. */
const unasked: ReadonlySet<FailureCode> = new Set(['host-given-up', 'held-too-long']);

const firstBackoffMs = 1000;
const backoffGrowth = 4;

/**
 * A quarter to three quarters of it: what failed together does not come back together, and nothing comes back at once, when
 * nothing can have changed.
 */
const jittered = (ms: number, chance: number): number => ms * (0.25 + chance / 2);

/** Asks again what may have been a bad moment. It sleeps outside of all slots, so that nobody waits for it. */
export const retried =
  ({ clock, retries, random }: RetriedOptions): Layer =>
  (inner) =>
  async (request, signal) => {
    let look = await inner(request, signal);
    let { nameSince } = request;
    for (let retry = 0; retry < retries && mayPass(look); retry += 1) {
      // What comes of the name now is as old as this look.
      if (isNameTrouble(look)) nameSince = clock.monotonic();
      await clock.sleep(jittered(firstBackoffMs * backoffGrowth ** retry, random()), signal);
      const again = await inner(
        { ...request, stage: 'retry', ...(nameSince === undefined ? {} : { nameSince }) },
        signal,
      );
      if (again.end.type === 'failure' && unasked.has(again.end.failure.code)) return look;
      look = { ...better(look, again), ...together(look, again) };
    }
    return look;
  };

function mayPass({ end }: Look): boolean {
  switch (end.type) {
    case 'failure':
      return passing.has(end.failure.code);
    case 'answer': {
      const { status, body } = end.answer;
      if (isArchived(end.answer)) return body.end === 'broken';
      return (
        body.end === 'broken' || status === 408 || status === 425 || status === 429 || (status >= 500 && status < 600)
      );
    }
    case 'chain':
      return false;
    default:
      return end satisfies never;
  }
}

const isNameTrouble = ({ end }: Look): boolean =>
  end.type === 'failure' && (end.failure.code === 'name-server-failed' || end.failure.code === 'name-timeout');

/** An answer that broke off is worth more than a failure after it; else the newest look counts. */
const better = (before: Look, again: Look): Look =>
  before.end.type === 'answer' && again.end.type === 'failure' ? before : again;

const together = (before: Look, again: Look): Pick<Look, 'at' | 'attempts' | 'durationMs'> => ({
  at: before.at,
  attempts: before.attempts + again.attempts,
  durationMs: before.durationMs + again.durationMs,
});
