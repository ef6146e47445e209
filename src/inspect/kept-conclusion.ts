import * as z from 'zod/mini';
import type { ArchiveAnswer, Capture } from '../model/capture.ts';
import type { Answer, BodyFacts, PageFacts } from '../model/observation.ts';

/** A schema for each field of a type: one that is forgotten, or of another kind, does not compile. */
type Fields<Type> = { readonly [Name in keyof Type]-?: z.ZodMiniType<Type[Name]> };

const text = z.string();
const count = z.number().check(z.gte(0));
const optional = z.exactOptional;

const pageFacts = z.object({
  title: optional(text),
  h1: optional(text),
  canonical: optional(text),
  refresh: optional(z.object({ seconds: z.number(), url: text })),
  charset: text,
  charsetFrom: z.enum(['bom', 'header', 'meta', 'default']),
  language: optional(text),
  textLength: count,
  text,
  mainText: optional(text),
  wholeText: optional(text),
  linkShare: optional(z.number()),
  scripts: count,
  passwordField: z.boolean(),
  marks: z.array(text),
  accessibleForFree: optional(z.boolean()),
} satisfies Fields<PageFacts>);

const bodyFacts = z.object({
  bytes: count,
  end: z.enum(['complete', 'truncated', 'broken']),
  coding: z.enum(['ok', 'unknown-coding', 'corrupt']),
  sniffed: optional(text),
  pixels: optional(z.object({ width: count, height: count })),
  digest: optional(text),
} satisfies Fields<BodyFacts>);

const answer = z.object({
  url: text,
  status: z.int(),
  headers: z.record(text, text),
  contentType: optional(text),
  body: bodyFacts,
  page: optional(pageFacts),
  text: optional(text),
} satisfies Fields<Answer>);

const capture = z.object({
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
