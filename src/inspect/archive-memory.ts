import type { Archive, ArchiveLookup } from '../archives/archive.ts';
import type { Clock, Store } from '../world.ts';
import type { ArchiveMemory } from './archives.ts';
import { type KeptConclusion, readKeptConclusion } from './kept-conclusion.ts';

const dayMs = 86_400_000;

/** How long an answer is believed. A capture stays; what is not archived today may be tomorrow. */
const daysKept = { captured: 30, none: 1, unusable: 1, excluded: 1 } as const;

/** Its number goes up when what is kept comes to mean something else. */
const kind = 'archive-answers-1';

interface ArchiveMemoryOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** The captures of this run are read for their main text, which those of other runs lack. */
  readonly mainText?: boolean;
}

/** Keeps the answers of archives in a store, so that the next run does not ask the same again. */
export const createArchiveMemory = ({ store, clock, mainText = false }: ArchiveMemoryOptions): ArchiveMemory => ({
  async recall(archive, lookup) {
    const kept = readKeptConclusion(await store.get(kind, keyOf(archive, lookup, mainText)));
    // A clock that was set back makes no answer younger.
    if (kept === undefined || kept.at > clock.now() || expiryOf(kept) <= clock.now()) return undefined;
    const { answer, detail, captures } = kept;
    return {
      type: 'done',
      answer: { archive: archive.name, answer, detail, from: 'cache' },
      captures,
      limited: false,
    };
  },
  keep(archive, lookup, { answer: { answer, detail }, captures }) {
    if (answer === 'unknown') return;
    const kept: KeptConclusion = { at: clock.now(), answer, detail, captures };
    void store.put(kind, keyOf(archive, lookup, mainText), kept, expiryOf(kept));
  },
});

const expiryOf = ({ at, answer }: Pick<KeptConclusion, 'at' | 'answer'>): number => at + daysKept[answer] * dayMs;

/** The same question on another day is the same question. */
const keyOf = ({ name, home }: Archive, lookup: ArchiveLookup, mainText: boolean): string =>
  JSON.stringify([name, home, { ...lookup, today: undefined }, mainText]);
