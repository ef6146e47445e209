import { redactAddress } from '../redact.ts';
import type { Observation } from '../model/observation.ts';
import type { WebTarget } from '../model/target.ts';
import type { Store } from '../world.ts';
import type { OriginHeader } from './headers.ts';
import type { About } from './inspect.ts';
import { readObservation } from './read-observation.ts';

/** After so long nothing that was seen is of use: neither believed, nor compared with what is there now. */
export const keptMs = 30 * 86_400_000;

/** Its number goes up when what is kept comes to mean something else. */
const kind = 'observations-1';

/** What was seen of targets, by this run and by those before it. Neither throws: a run that remembers nothing is a run. */
export interface ObservationMemory {
  /** What was last seen of a target that was asked for in the same way, however long ago. */
  recall(target: WebTarget, about: About): Promise<Observation | undefined>;
  /** Resolves when a run that comes after a sudden death of this one can see it. */
  keep(target: WebTarget, about: About, observation: Observation): Promise<void>;
}

interface ObservationMemoryOptions {
  readonly store: Store;
  /** What else shapes what is seen: options. Another way of asking is another question. */
  readonly ways: readonly unknown[];
  /** Headers of the user's own: what is seen with them is kept nowhere. */
  readonly own: readonly OriginHeader[];
}

/** Keeps what was seen of targets in a store. Of its verdict nothing is kept: that is made anew each time. */
export function createObservationMemory({ store, ways, own }: ObservationMemoryOptions): ObservationMemory {
  const keyOf = ({ url }: WebTarget, { language, embeddedFrom }: About): string =>
    JSON.stringify([url, language, embeddedFrom, ways]);
  const isSecret = (url: string): boolean =>
    redactAddress(url) !== url || own.some(({ origin }) => new URL(url).origin === origin);
  const mayBeKept = ({ url }: WebTarget, { looks }: Observation): boolean =>
    ![url, ...looks.flatMap(({ hops }) => hops.map((hop) => hop.url))].some(isSecret);
  return {
    async recall(target, about) {
      const kept = readObservation(await store.get(kind, keyOf(target, about)));
      return kept !== undefined && mayBeKept(target, kept) ? { ...kept, from: 'cache' } : undefined;
    },
    async keep(target, about, observation) {
      if (!mayBeKept(target, observation)) return;
      await store.put(kind, keyOf(target, about), observation, momentOf(observation) + keptMs);
    },
  };
}

/** When it was seen, or was last found to be still as it was seen. Milliseconds since 1970. */
export const momentOf = ({ looks: [first], unchangedAt }: Observation): number => Date.parse(unchangedAt ?? first.at);
