import type { Archive, ArchiveLookup } from '../archives/archive.ts';
import type { ArchiveConclusion } from '../archives/conversation.ts';
import type { Clock, Store } from '../world.ts';
import type { ArchiveMemory } from './archives.ts';
import { type KeptConclusion, readKeptConclusion } from './kept-conclusion.ts';

const dayMs = 86_400_000;

/** How long an answer is believed. A capture stays; what is not archived today may be tomorrow. */
const daysBelieved = { captured: 30, none: 1, unusable: 1, excluded: 1 } as const;

/** All are kept for so long: they can be judged again. */
const daysKept = 30;

/** Its number goes up when what is kept comes to mean something else. */
const kind = 'archive-answers-1';

interface ArchiveMemoryOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  /** The captures of this run are read for their main text, which those of other runs lack. */
  readonly mainText?: boolean;
  /** Nobody is to be asked (`--rejudge`): an answer of any age will do, and none is `unknown`. */
  readonly askNobody?: boolean;
}

/** Keeps the answers of archives in a store, so that the next run does not ask the same again. */
export const createArchiveMemory = ({
  store,
  clock,
  mainText = false,
  askNobody = false,
}: ArchiveMemoryOptions): ArchiveMemory => ({
  async recall(archive, lookup) {
    const kept = readKeptConclusion(await store.get(kind, keyOf(archive, lookup, mainText)));
    if (kept === undefined) return askNobody ? nothingKept(archive) : undefined;
    // A clock that was set back makes no answer younger.
    if (!askNobody && (kept.at > clock.now() || believedUntil(kept) <= clock.now())) return undefined;
    const { answer, detail, captures } = kept;
    return {
      type: 'done',
      answer: { archive: archive.name, answer, detail, from: 'cache' },
      captures,
      limited: false,
    };
  },
  async keep(archive, lookup, { answer: { answer, detail }, captures }) {
    if (answer === 'unknown') return;
    const kept: KeptConclusion = { at: clock.now(), answer, detail, captures };
    await store.put(kind, keyOf(archive, lookup, mainText), kept, kept.at + daysKept * dayMs);
  },
});

const believedUntil = ({ at, answer }: KeptConclusion): number => at + daysBelieved[answer] * dayMs;

const nothingKept = ({ name }: Archive): ArchiveConclusion => ({
  type: 'done',
  answer: { archive: name, answer: 'unknown', detail: 'not asked: no earlier run left an answer' },
  captures: [],
  limited: false,
});

/** The same question on another day is the same question. */
const keyOf = ({ name, home }: Archive, lookup: ArchiveLookup, mainText: boolean): string =>
  JSON.stringify([name, home, { ...lookup, today: undefined }, mainText]);
