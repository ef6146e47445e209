import * as z from 'zod/mini';
import type { ArchiveAnswer, Capture } from '../model/capture.ts';
import { answer, type Fields, optional, text } from './answer-schema.ts';

/** A capture, as it was kept or sent. */
export const capture = z.object({
  archive: text,
  url: z.url({ protocol: /^https?$/ }),
  capturedAt: z.iso.datetime(),
  httpStatus: optional(z.int()),
  daysFromCitation: optional(z.int()),
  usable: z.boolean(),
  fit: optional(z.enum(['near', 'far', 'after-death'])),
  problem: optional(text),
  answer: optional(answer),
} satisfies Fields<Capture>);

/** What is kept of an archive's conclusion. An archive without an answer has told nothing to keep. */
export interface KeptConclusion {
  /** When it was made (`Clock.now`). */
  readonly at: number;
  readonly answer: Exclude<ArchiveAnswer['answer'], 'unknown'>;
  readonly detail: string;
  readonly captures: readonly Capture[];
}

const keptConclusion = z.object({
  at: z.number(),
  answer: z.enum(['captured', 'none', 'unusable', 'excluded']),
  detail: text,
  captures: z.array(capture),
} satisfies Fields<KeptConclusion>);

/** Reads what a store gave back, which may be damaged or of another making; `undefined` unless all of it is right. */
export function readKeptConclusion(value: unknown): KeptConclusion | undefined {
  return keptConclusion.safeParse(value).data;
}
