import { onAbort } from '../on-abort.ts';

/** Waits for work that others may wait for too: an abort ends the waiting, not the work. */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const callOff = onAbort(signal, () => reject(signal.reason));
    if (signal.aborted) reject(signal.reason);
    void work.then(resolve, reject).finally(callOff);
  });
