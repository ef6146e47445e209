import { hostOf } from '../inspect/host.ts';
import type { About } from '../inspect/inspect.ts';
import type { Observation } from '../model/observation.ts';

/** A target that waits for an observation. */
interface Waiting {
  readonly url: string;
  readonly about: About;
  readonly resolve: (observation: Observation) => void;
  readonly reject: (error: unknown) => void;
}

/** The targets of a run that others look at. */
export interface Wanted {
  want(url: string, about: About): Promise<Observation>;
  /** How many there ever were. */
  count(): number;
  /** Those that nobody was told of yet, by host, in the order in which they came. */
  next(): ReadonlyMap<string, readonly Pick<Waiting, 'url' | 'about'>[]>;
  come(url: string, observation: Observation): void;
  /** Does anybody wait for what others were told of? */
  isWaiting(): boolean;
  /** No more will come. */
  fail(error: unknown): void;
}

/** Each address is wanted once. */
export function createWanted(): Wanted {
  const untold: Waiting[] = [];
  const told = new Map<string, Waiting>();
  let count = 0;
  return {
    want(url, about) {
      count += 1;
      return new Promise((resolve, reject) => void untold.push({ url, about, resolve, reject }));
    },
    count: () => count,
    next() {
      const hosts = new Map<string, Waiting[]>();
      for (const waiting of untold.splice(0)) {
        told.set(waiting.url, waiting);
        const host = hostOf(waiting.url);
        hosts.set(host, hosts.get(host) ?? []);
        hosts.get(host)?.push(waiting);
      }
      return hosts;
    },
    come(url, observation) {
      told.get(url)?.resolve(observation);
      told.delete(url);
    },
    isWaiting: () => told.size > 0,
    fail(error) {
      for (const { reject } of [...untold.splice(0), ...told.values()]) reject(error);
      told.clear();
    },
  };
}
