import { unlessAborted } from './unless-aborted.ts';

/** Work that several wait for: begun once, and stopped when nobody waits for it any more. */
export function shared<T>(start: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  const controller = new AbortController();
  let isDone = false;
  const work = start(controller.signal).finally(() => {
    isDone = true;
  });
  let waiting = 0;
  return async (signal) => {
    waiting += 1;
    try {
      return await unlessAborted(work, signal);
    } finally {
      waiting -= 1;
      if (waiting === 0 && !isDone) controller.abort();
    }
  };
}
