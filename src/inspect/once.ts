import { shared } from './shared.ts';

/** Does a piece of work once a run for each key, however many ask for it and whenever they do: all get what came of it. */
export type Once<T> = (key: string, start: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

export function once<T>(): Once<T> {
  const begun = new Map<string, (signal: AbortSignal) => Promise<T>>();
  return (key, start, signal) => {
    const work = begun.get(key) ?? shared(start);
    begun.set(key, work);
    return work(signal);
  };
}
