import { performance } from 'node:perf_hooks';
import { onAbort } from '../on-abort.ts';
import type { Clock } from '../world.ts';

/** Timers count in 32 bits; a longer delay would end at once. */
const longestDelayMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const createClock = (): Clock => ({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wake = (): void => {
        callOff?.();
        resolve();
      };
      const timer = setTimeout(wake, Math.min(ms, longestDelayMs));
      if (signal?.aborted === true) return cancel();
      const callOff = signal && onAbort(signal, cancel);
    }),
});
