import * as z from 'zod/mini';
import { type Fields, optional, text } from '../inspect/answer-schema.ts';
import { capture } from '../inspect/kept-conclusion.ts';
import { observation } from '../inspect/read-observation.ts';
import type { ArchiveAnswer, ArchiveRecord } from '../model/capture.ts';
import { type CitationDate, citedAtBases, type DocumentProblem } from '../model/document.ts';
import { driftBands, type ImageDrift, type ImageFacts, type Quote, type TextDrift } from '../model/drift.ts';
import type { CitedLink, ReportDocument, ReportTarget } from '../model/report.ts';
import type { Place } from '../model/link.ts';
import { type Reason, reasons, statuses } from '../model/reasons.ts';
import type { Saving } from '../model/saving.ts';
import type { ArchivedAddress } from '../model/target.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import type { Part } from './part.ts';

const amount = z.int().check(z.gte(0));
const position = z.int().check(z.gte(1));
const instant = z.iso.datetime();
const day = z.iso.date();
const share = z.number().check(z.gte(0), z.lte(1));

const verdict = z.object({
  status: z.enum(statuses),
  reason: z.enum(Object.keys(reasons) as [Reason, ...Reason[]]),
  evidence: z.tuple([evidence()], evidence()),
  replacement: optional(text),
} satisfies Fields<Verdict>);

function evidence() {
  return z.object({ code: text, detail: text } satisfies Fields<Evidence>);
}

const target = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('web'),
    url: text,
    archived: optional(
      z.object({ archive: text, url: optional(text), timestamp: optional(text) } satisfies Fields<ArchivedAddress>),
    ),
  }),
  z.object({
    type: z.literal('skipped'),
    url: text,
    reason: z.enum(['excluded', 'scheme', 'relative', 'private-address', 'bad-port', 'budget']),
    detail: text,
  }),
  z.object({ type: z.literal('malformed'), url: text, problem: text, repair: optional(text) }),
]);

const archive = z.object({
  state: z.enum(['captured', 'none', 'unusable', 'excluded', 'unknown', 'not-asked']),
  asked: z.array(
    z.object({
      archive: text,
      answer: z.enum(['captured', 'none', 'unusable', 'excluded', 'unknown']),
      detail: text,
      from: optional(z.literal('cache')),
    } satisfies Fields<ArchiveAnswer>),
  ),
  captures: z.array(capture),
} satisfies Fields<ArchiveRecord>);

const image = z.object({
  mediaType: text,
  bytes: optional(amount),
  pixels: optional(z.object({ width: amount, height: amount })),
  digest: optional(text),
} satisfies Fields<ImageFacts>);

const drift = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    capture: text,
    score: share,
    band: z.enum(driftBands),
    containment: share,
    jaccard: share,
    title: optional(share),
    partial: optional(z.literal(true)),
    quotes: z.array(z.object({ text, archived: z.boolean(), live: z.boolean() } satisfies Fields<Quote>)),
  } satisfies Fields<TextDrift>),
  z.object({
    type: z.literal('image'),
    capture: text,
    band: z.enum(['stable', 'edited', 'changed']),
    archived: image,
    live: image,
  } satisfies Fields<ImageDrift>),
]);

const link = z.object({
  kind: z.enum(['link', 'image', 'frame', 'media']),
  syntax: z.enum(['inline', 'reference', 'definition', 'autolink', 'bare', 'html', 'front-matter']),
  href: text,
  text,
  heading: z.array(text),
  sentence: text,
  place: z.object({
    line: position,
    column: position,
    offset: amount,
    endLine: position,
    endColumn: position,
    endOffset: amount,
  } satisfies Fields<Place>),
  address: optional(z.object({ offset: amount, endOffset: amount })),
  ignored: optional(z.literal(true)),
  path: text,
  fragment: optional(text),
  credentials: z.boolean(),
} satisfies Fields<CitedLink>);

const reportTarget = z.object({
  target,
  verdict,
  archive,
  outlook: optional(z.enum(['safe', 'at-risk', 'recoverable', 'lost', 'unchecked'])),
  drift: optional(drift),
  original: optional(z.object({ url: text, verdict })),
  saving: optional(z.object({ state: z.enum(['saved', 'failed', 'left']), detail: text } satisfies Fields<Saving>)),
  observation: optional(observation),
  links: z.tuple([link], link),
} satisfies Fields<ReportTarget>);

const document = z.object({
  path: text,
  title: optional(text),
  cited: optional(
    z.object({
      date: day,
      basis: z.enum(citedAtBases),
      doubted: optional(z.object({ date: day, basis: z.enum(['front-matter', 'file-name', 'text', 'git']) })),
    } satisfies Fields<CitationDate>),
  ),
  links: amount,
  digest: optional(text),
  problem: optional(
    z.object({
      code: z.enum(['unreadable', 'too-large', 'not-utf-8', 'parse-timeout', 'parse-memory', 'parse-failed']),
      detail: text,
    } satisfies Fields<DocumentProblem>),
  ),
} satisfies Fields<ReportDocument>);

const part = z
  .object({
    index: position,
    count: position,
    run: text,
    mode: z.enum(['audit', 'list']),
    documents: z.array(document),
    targets: z.array(reportTarget),
  } satisfies Fields<Part>)
  .check(z.refine(({ index, count }) => index <= count, 'its index is beyond its count'));

const shardReport = z.object({
  startedAt: instant,
  finishedAt: instant,
  complete: z.boolean(),
  notices: z.array(text),
  shard: part,
});

/** The report of a shard, as far as it is merged. */
export type ShardReport = z.output<typeof shardReport>;

/** Says whose report it is, before it is read as a whole. */
const anyReport = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: z.literal('audit-links'), version: text }),
  shard: z.optional(z.unknown()),
});

/** Reads a JSON report, which may be anybody's file; a half sentence where it is not the report of a shard by this version. */
export function readShardReport(json: string, version: string): ShardReport | { readonly problem: string } {
  const value = parsed(json);
  const known = anyReport.safeParse(value).data;
  if (known === undefined) return { problem: 'is no JSON report of audit-links (--format json)' };
  const { tool, shard } = known;
  if (shard === undefined)
    return { problem: 'is the report of a whole run: only those of runs with --shard are merged' };
  if (tool.version !== version) return { problem: `was made by version ${tool.version}, and this is ${version}` };
  const read = shardReport.safeParse(value);
  if (read.success) return read.data;
  return { problem: `is damaged at ${read.error.issues[0]?.path.join('.') ?? 'its start'}` };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
