import type { Archive, ArchiveLookup } from '../archives/archive.ts';
import type { ArchiveConclusion } from '../archives/conversation.ts';
import type { Capture } from '../model/capture.ts';
import type { ArchiveMemory } from './archives.ts';

/** The memory of a run that has pages saved. */
export interface SavingMemory extends ArchiveMemory {
  /** A capture of this address was made: the archive's answer to what was asked before is another one now. */
  readonly saved: (url: string, capture: Capture) => void;
}

/**
 * Believes no negative of an earlier run, as one that is a day old is no reason to make a copy; and puts right what this run
 * was answered before it had a page saved.
 */
export const createSavingMemory = (memory: ArchiveMemory): SavingMemory => {
  const negatives = new Map<string, readonly [Archive, ArchiveLookup, ArchiveConclusion]>();
  return {
    async recall(archive, lookup) {
      const kept = await memory.recall(archive, lookup);
      return kept?.answer.answer === 'captured' ? kept : undefined;
    },
    async keep(archive, lookup, conclusion) {
      if (conclusion.answer.answer !== 'captured')
        negatives.set(keyOf(archive.name, lookup.url), [archive, lookup, conclusion]);
      await memory.keep(archive, lookup, conclusion);
    },
    saved(url, capture) {
      const [archive, lookup, conclusion] = negatives.get(keyOf(capture.archive, url)) ?? [];
      if (archive === undefined || lookup === undefined || conclusion === undefined) return;
      const captures = [capture, ...conclusion.captures];
      const answer = { archive: archive.name, answer: 'captured', detail: '' } as const;
      void memory.keep(archive, lookup, { ...conclusion, answer, captures });
    },
  };
};

const keyOf = (archive: string, url: string): string => `${archive} ${url}`;
