import { setMaxListeners } from 'node:events';
import type { Clock } from '../../src/world.ts';

/** A clock for tests: nobody really waits. */
export interface VirtualClock extends Clock {
  /** Milliseconds gone since it was made. */
  elapsed(): number;
}

/** Turns of the event loop without a new sleeper after which all that can be done now is done. */
const quietTurns = 10;

/**
 * Time that stands still while anybody works, and jumps to the next sleeper when all are idle. It sees work that goes on in
 * microtasks and immediates, not sockets and threads: for those, `busy` says that somebody still works.
 */
export function virtualClock({
  start = Date.UTC(2026, 0, 1),
  busy = () => false,
}: { start?: number; busy?: () => boolean } = {}): VirtualClock {
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  let time = 0;
  let quiet = 0;
  let turning = false;

  function turn(): void {
    quiet = busy() ? 0 : quiet + 1;
    if (quiet >= quietTurns) {
      quiet = 0;
      const at = Math.min(...[...sleepers].map((sleeper) => sleeper.at));
      if (at !== Infinity) time = Math.max(time, at);
      for (const sleeper of [...sleepers].filter((sleeper) => sleeper.at <= time)) sleeper.wake();
    }
    turning = sleepers.size > 0;
    if (turning) setImmediate(turn);
  }

  return {
    now: () => start + time,
    monotonic: () => time,
    elapsed: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = {
          at: time + Math.max(0, ms),
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', cancel);
            resolve();
          },
        };
        const cancel = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        if (signal?.aborted === true) return cancel();
        // Any number may sleep until one signal ends them, and that is no leak.
        if (signal !== undefined) setMaxListeners(0, signal);
        signal?.addEventListener('abort', cancel, { once: true });
        sleepers.add(sleeper);
        quiet = 0;
        if (!turning) setImmediate(turn);
        turning = true;
        return undefined;
      }),
  };
}
