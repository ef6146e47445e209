import * as z from 'zod/mini';
import type { Answer, BodyFacts, PageFacts } from '../model/observation.ts';

/** A schema for each field of a type: one that is forgotten, or of another kind, does not compile. */
export type Fields<Type> = { readonly [Name in keyof Type]-?: z.ZodMiniType<Type[Name]> };

export const text = z.string();
export const count = z.number().check(z.gte(0));
export const optional = z.exactOptional;

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

/** An answer as it was kept or sent, perhaps damaged or of another making. */
export const answer = z.object({
  url: text,
  status: z.int(),
  headers: z.record(text, text),
  contentType: optional(text),
  body: bodyFacts,
  page: optional(pageFacts),
  text: optional(text),
} satisfies Fields<Answer>);
