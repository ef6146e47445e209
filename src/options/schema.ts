import * as z from 'zod/mini';
import { archiveNames } from '../archives/archive-list.ts';
import { parseDate } from '../documents/cited-at.ts';
import { durationPattern } from '../duration.ts';
import { formatNames } from '../formats/names.ts';
import { parseShard } from '../shards/shard.ts';
import { flags, type OptionName } from './flags.ts';

// Options are read once: to compile a function for it takes longer.
z.config({ ...z.locales.en(), jitless: true });

const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));
const texts = z.array(z.string().check(z.minLength(1)));

const output = {
  format: z._default(z.array(z.string().check(z.regex(formatPattern(), formatMessage()))), flags.format.initial),
  warc: z.optional(z.string().check(z.minLength(1))),
  quiet: z._default(z.boolean(), flags.quiet.initial),
  verbose: z._default(z.boolean(), flags.verbose.initial),
  progress: z._default(z.boolean(), flags.progress.initial),
  color: z.optional(z.boolean()),
};

const selection = {
  include: z._default(texts, flags.include.initial),
  exclude: z._default(texts, flags.exclude.initial),
  only: z.optional(z.enum(['link', 'image'])),
  list: z._default(z.boolean(), flags.list.initial),
};

const judging = {
  failOn: z._default(z.string(), flags.failOn.initial),
  citedAt: z.optional(
    z.pipe(
      z.string().check(z.refine((text) => parseDate(text) !== undefined, 'expected a date such as 2022-01-06')),
      z.transform((text) => parseDate(text) ?? text),
    ),
  ),
  drift: z._default(z.boolean(), flags.drift.initial),
};

const network = {
  concurrency: z._default(whole(1, 1024), flags.concurrency.initial),
  hostConcurrency: z._default(whole(1, 64), flags.hostConcurrency.initial),
  hostInterval: z._default(whole(0, 60_000), flags.hostInterval.initial),
  timeout: z._default(z.number().check(z.gt(0), z.maximum(600)), flags.timeout.initial),
  retries: z._default(whole(0, 10), flags.retries.initial),
  maxRedirects: z._default(whole(0, 50), flags.maxRedirects.initial),
  userAgent: z.optional(z.string().check(z.regex(/^[\x20-\x7e]+$/, 'expected printable ASCII'))),
  header: z._default(
    z.array(z.string().check(z.regex(/^[^=\s]+=[!#$%&'*+.^_`|~\w-]+:[^\r\n\0]*$/, headerMessage()))),
    flags.header.initial,
  ),
  resolve: z._default(
    z.array(z.string().check(z.regex(/^[^\s:]+:\d{1,5}:\S+$/, 'expected host:port:address'))),
    flags.resolve.initial,
  ),
  caFile: z.optional(z.string()),
  allowPrivate: z._default(z.boolean(), flags.allowPrivate.initial),
};

const archives = {
  archive: z._default(z.enum(['all', 'failing', 'none']), flags.archive.initial),
  archives: z._default(z.string().check(z.regex(archivesPattern(), archivesMessage())), flags.archives.initial),
  memento: z._default(
    z.array(
      z
        .url({ protocol: /^https?$/, error: 'expected an http(s) address' })
        // It stands in the address of every capture, and in every report.
        .check(z.regex(/^[^/]*\/\/[^/@]*(?:\/|$)/, 'expected an address without user name and password')),
    ),
    flags.memento.initial,
  ),
  waybackUrl: z._default(
    z.url({ protocol: /^https?$/, error: 'expected an http(s) address' }),
    flags.waybackUrl.initial,
  ),
  save: z._default(z.boolean(), flags.save.initial),
};

const state = {
  cacheDir: z.optional(z.string().check(z.minLength(1))),
  maxAge: z._default(
    z.string().check(z.regex(durationPattern, 'expected 0, or a number with s, m, h or d behind it')),
    flags.maxAge.initial,
  ),
  rejudge: z._default(z.boolean(), flags.rejudge.initial),
};

/** Only of the program: a caller of the API keeps nothing without naming a folder. */
const programState = {
  cache: z._default(z.boolean(), flags.cache.initial),
};

/** Only of the program, and only where somebody typed it. */
const change = {
  fix: z._default(z.boolean(), flags.fix.initial),
  dryRun: z._default(z.boolean(), flags.dryRun.initial),
};

const sharding = {
  shard: z.optional(
    z.string().check(z.refine((text) => parseShard(text) !== undefined, 'expected i/n with i from 1 to n: 2/3')),
  ),
};

/** Only of the program: what it takes to spread a run is not brought along by a caller. */
const bigRuns = {
  queue: z.optional(z.string().check(z.regex(/^rediss?:\/\/./, 'expected redis://host:port'))),
};

/** What an audit can be told, from whatever side. */
export const auditOptionsSchema = z.strictObject({
  ...selection,
  ...judging,
  ...network,
  ...archives,
  ...state,
  ...sharding,
});

/** What the command line and the configuration file can be told: the audit's options and how to print. Each has its flag in `flags.ts`. */
export const optionsSchema = z.strictObject({
  ...output,
  ...selection,
  ...judging,
  ...network,
  ...archives,
  ...state,
  ...programState,
  ...change,
  ...sharding,
  ...bigRuns,
} satisfies Record<OptionName, z.ZodMiniType>);

/** What the audit gets: complete. */
export type AuditOptions = z.output<typeof auditOptionsSchema>;
/** What a caller may write. */
export type AuditOptionsInput = z.input<typeof auditOptionsSchema>;
/** What the program gets: complete. */
export type Options = z.output<typeof optionsSchema>;

function formatPattern(): RegExp {
  return new RegExp(`^(?:${formatNames.join('|')})(?::.+)?$`);
}

function formatMessage(): string {
  return `expected one of ${formatNames.join(', ')}, or one with a path behind a colon (json:report.json)`;
}

function archivesPattern(): RegExp {
  const name = `(?:${archiveNames.join('|')})`;
  return new RegExp(`^(?:none|${name}(?:, *${name})*)$`);
}

function archivesMessage(): string {
  return `expected none, or names with commas between: ${archiveNames.join(', ')}`;
}

function headerMessage(): string {
  return 'expected host=Name: value';
}
