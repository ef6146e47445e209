import { shared } from './shared.ts';

/** Does a piece of work once a run for each key, however many ask for it and whenever they do: all get what came of it. */
export interface Once<T> {
  (key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** What came of it is kept elsewhere from now on. */
  forget(key: string): void;
}

export function once<T>(): Once<T> {
  const begun = new Map<string, (signal: AbortSignal) => Promise<T>>();
  const ask = (key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
    const work = begun.get(key) ?? shared(start);
    begun.set(key, work);
    return work(signal);
  };
  return Object.assign(ask, { forget: (key: string) => void begun.delete(key) });
}
