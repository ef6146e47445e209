import { UsageError } from '../usage-error.ts';
import { runExpiresMs } from './names.ts';

/** What is seen of the other side, every now and then. */
interface Sight {
  readonly redisAnswers: boolean;
  /** Redis still knows of this run. */
  readonly isKnown: boolean;
  /** Somebody works for the queue. */
  readonly works: boolean;
  /** Something that a worker should do is not done. */
  readonly waits: boolean;
}

const noticeMs = 10_000;
const endMs = 300_000;

/**
 * Sees to it that a run does not wait for ever: for a Redis that is away, or for workers that are none. Takes a sight and its
 * moment (`Clock.monotonic`); throws `UsageError` when it is enough.
 */
export function createWatch(place: string, onNotice: (text: string) => void): (sight: Sight, now: number) => void {
  const workerWanted = `start “audit-links work ${place}” on this machine or others`;
  let isTold = false;
  let silentSince: number | undefined;
  let aloneSince: number | undefined;
  return ({ redisAnswers, isKnown, works, waits }, now) => {
    silentSince = redisAnswers ? undefined : (silentSince ?? now);
    if (silentSince !== undefined) {
      if (now - silentSince < runExpiresMs) return;
      throw new UsageError(`Redis at ${place} has not answered for ${runExpiresMs / 1000} s.`);
    }
    if (!isKnown) throw new UsageError(`Redis at ${place} has lost this run: it was emptied, or had not heard of us.`);
    aloneSince = works || !waits ? undefined : (aloneSince ?? now);
    if (aloneSince === undefined) return;
    if (now - aloneSince >= endMs) {
      throw new UsageError(`No worker was there for ${endMs / 1000} s: ${workerWanted}, then try again.`);
    }
    if (now - aloneSince < noticeMs || isTold) return;
    isTold = true;
    onNotice(`No worker takes the jobs of this run: ${workerWanted}`);
  };
}
