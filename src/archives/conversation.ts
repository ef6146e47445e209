import type { Archive, ArchiveLookup, ArchiveQuestion, ArchiveResponse, ArchiveStep } from './archive.ts';

/** A talk with an archive: it yields questions, is handed the responses, and returns what it learnt. */
export type Talk<Result> = Generator<ArchiveQuestion, Result, ArchiveResponse>;

/** What an archive has answered in the end. */
export type ArchiveConclusion = Extract<ArchiveStep, { type: 'done' }>;

/**
 * Makes an archive's `next` of a talk, so that a plan of several questions reads from top to bottom. The talk is led
 * anew through all that was answered so far: nothing is remembered between two calls.
 */
export const conversation =
  (talk: (lookup: ArchiveLookup) => Talk<ArchiveConclusion>): Archive['next'] =>
  (lookup, exchanges) => {
    const talking = talk(lookup);
    let step = talking.next();
    for (const { response } of exchanges) {
      if (step.done === true) break;
      step = talking.next(response);
    }
    return step.done === true ? step.value : { type: 'ask', question: step.value };
  };
