import * as z from 'zod/mini';
import { archiveNames } from '../archives/archive-list.ts';
import { parseDate } from '../cited-at.ts';
import { durationPattern } from '../duration.ts';
import { formatNames } from '../formats/names.ts';
import { parseShard } from '../shards/shard.ts';

z.config(z.locales.en());

/** How an option is written on the command line and shown in help, README and JSON Schema. */
interface Flag {
  /** As commander wants it: `-f, --format <name[:path]>`. */
  readonly flags: string;
  readonly group: (typeof groups)[number];
  /** One line, no full stop. */
  readonly help: string;
  /** Shown in place of the default value, where that says more. */
  readonly defaultText?: string;
  /** May be given again, and collects. */
  readonly repeatable?: true;
  /**
   * Never read from a configuration file, because that file may come with a stranger's pull request:
   * what widens the program's rights, or names files of the machine. The text says so to whoever tries.
   */
  readonly commandLineOnly?: true;
}

/** The groups of the help text, in their order. */
export const groups = ['Output', 'Selection', 'Judging', 'Network', 'Archives', 'State', 'Change', 'Big runs'] as const;

/** Ties each option's schema to its flag. */
export const flagOf = z.registry<Flag>();

const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));
const list = z._default(z.array(z.string().check(z.minLength(1))), []);

const output = {
  format: z
    ._default(z.array(z.string().check(z.regex(formatPattern(), formatMessage()))), ['pretty'])
    .register(flagOf, {
      flags: '-f, --format <name[:path]>',
      group: 'Output',
      help: `${formatNames.join(', ')}: to stdout or to a file`,
      repeatable: true,
    }),
  warc: z.optional(z.string().check(z.minLength(1))).register(flagOf, {
    flags: '--warc <file.warc.gz>',
    group: 'Output',
    help: 'Write what was fetched to this file, as evidence that can be replayed',
    commandLineOnly: true,
  }),
  quiet: z._default(z.boolean(), false).register(flagOf, {
    flags: '-q, --quiet',
    group: 'Output',
    help: 'Print problems only',
  }),
  verbose: z._default(z.boolean(), false).register(flagOf, {
    flags: '-v, --verbose',
    group: 'Output',
    help: 'Also list what is alive',
  }),
  progress: z._default(z.boolean(), true).register(flagOf, {
    flags: '--no-progress',
    group: 'Output',
    help: 'Show no progress on stderr',
    defaultText: 'shown',
  }),
  color: z.optional(z.boolean()).register(flagOf, {
    flags: '--color, --no-color',
    group: 'Output',
    help: 'Colour always, or never',
    defaultText: 'if it is a terminal; NO_COLOR and FORCE_COLOR are heeded',
  }),
};

const selection = {
  include: list.clone().register(flagOf, {
    flags: '--include <pattern>',
    group: 'Selection',
    help: 'Look only at addresses like this: a host (example.org), a start (https://example.org/news/), * for any text',
    repeatable: true,
  }),
  exclude: list.clone().register(flagOf, {
    flags: '--exclude <pattern>',
    group: 'Selection',
    help: 'Leave out addresses like this',
    repeatable: true,
  }),
  only: z.optional(z.enum(['link', 'image'])).register(flagOf, {
    flags: '--only <link|image>',
    group: 'Selection',
    help: 'Look only at links, or only at images',
    defaultText: 'both',
  }),
  list: z._default(z.boolean(), false).register(flagOf, {
    flags: '--list',
    group: 'Selection',
    help: 'List the links and ask nobody about them',
  }),
};

const judging = {
  failOn: z._default(z.string(), 'error').register(flagOf, {
    flags: '--fail-on <codes or severities>',
    group: 'Judging',
    help: 'Exit with 1 on these findings, with commas between: error, warning, note, never, or codes such as dead-link',
  }),
  citedAt: z
    .optional(
      z.pipe(
        z.string().check(z.refine((text) => parseDate(text) !== undefined, 'expected a date such as 2022-01-06')),
        z.transform((text) => parseDate(text) ?? text),
      ),
    )
    .register(flagOf, {
      flags: '--cited-at <date>',
      group: 'Judging',
      help: 'The day on which the documents cite their links',
      defaultText: 'front matter, file name, a dated line, the first commit, the dates in the links',
    }),
  drift: z._default(z.boolean(), false).register(flagOf, {
    flags: '--drift',
    group: 'Judging',
    help: 'Compare each page with its archived copy: does it still say what was cited?',
  }),
};

const network = {
  concurrency: z._default(whole(1, 1024), 256).register(flagOf, {
    flags: '--concurrency <n>',
    group: 'Network',
    help: 'Requests under way at once',
  }),
  hostConcurrency: z._default(whole(1, 64), 4).register(flagOf, {
    flags: '--host-concurrency <n>',
    group: 'Network',
    help: 'Requests under way at once on one host',
  }),
  hostInterval: z._default(whole(0, 60_000), 50).register(flagOf, {
    flags: '--host-interval <ms>',
    group: 'Network',
    help: 'Least time between the starts of two requests to one host',
  }),
  timeout: z._default(z.number().check(z.gt(0), z.maximum(600)), 20).register(flagOf, {
    flags: '--timeout <s>',
    group: 'Network',
    help: 'Patience for one attempt, from connecting to the body, all redirects',
  }),
  retries: z._default(whole(0, 10), 2).register(flagOf, {
    flags: '--retries <n>',
    group: 'Network',
    help: 'Further attempts after a failure that may pass',
  }),
  maxRedirects: z._default(whole(0, 50), 20).register(flagOf, {
    flags: '--max-redirects <n>',
    group: 'Network',
    help: 'Longest chain of redirects that is followed',
  }),
  userAgent: z.optional(z.string().check(z.regex(/^[\x20-\x7e]+$/, 'expected printable ASCII'))).register(flagOf, {
    flags: '--user-agent <text>',
    group: 'Network',
    help: 'What the program calls itself',
    defaultText: 'audit-links/<version> (+<homepage>)',
  }),
  header: z
    ._default(z.array(z.string().check(z.regex(/^[^=\s]+=[!#$%&'*+.^_`|~\w-]+:[^\r\n\0]*$/, headerMessage()))), [])
    .register(flagOf, {
      flags: '--header <host=Name: value>',
      group: 'Network',
      help: 'Send this header to that host, and to no other',
      repeatable: true,
      commandLineOnly: true,
    }),
  resolve: z
    ._default(z.array(z.string().check(z.regex(/^[^\s:]+:\d{1,5}:\S+$/, 'expected host:port:address'))), [])
    .register(flagOf, {
      flags: '--resolve <host:port:address>',
      group: 'Network',
      help: "Use this address for that host and port, as curl's option does",
      repeatable: true,
      commandLineOnly: true,
    }),
  caFile: z.optional(z.string()).register(flagOf, {
    flags: '--ca-file <pem>',
    group: 'Network',
    help: "Trust the certificates in this file, besides the system's",
    commandLineOnly: true,
  }),
  allowPrivate: z._default(z.boolean(), false).register(flagOf, {
    flags: '--allow-private',
    group: 'Network',
    help: 'Also look at addresses inside private networks',
    commandLineOnly: true,
  }),
};

const archives = {
  archive: z._default(z.enum(['all', 'failing', 'none']), 'all').register(flagOf, {
    flags: '--archive <all|failing|none>',
    group: 'Archives',
    help: 'Which links to look up in the archive',
  }),
  archives: z._default(z.string().check(z.regex(archivesPattern(), archivesMessage())), 'wayback').register(flagOf, {
    flags: '--archives <names>',
    group: 'Archives',
    help: `The archives to ask, in this order, with commas between: ${archiveNames.join(', ')}; none for those of --memento only`,
  }),
  memento: z
    ._default(
      z.array(
        z
          .url({ protocol: /^https?$/, error: 'expected an http(s) address' })
          // It stands in the address of every capture, and in every report.
          .check(z.regex(/^[^/]*\/\/[^/@]*(?:\/|$)/, 'expected an address without user name and password')),
      ),
      [],
    )
    .register(flagOf, {
      flags: '--memento <timegate>',
      group: 'Archives',
      help: 'Then ask the archive, or the aggregator of archives, with this TimeGate (RFC 7089)',
      repeatable: true,
    }),
  waybackUrl: z
    ._default(z.url({ protocol: /^https?$/, error: 'expected an http(s) address' }), 'https://web.archive.org')
    .register(flagOf, {
      flags: '--wayback-url <base>',
      group: 'Archives',
      help: 'Where the Wayback Machine is',
    }),
  save: z._default(z.boolean(), false).register(flagOf, {
    flags: '--save',
    group: 'Archives',
    help: 'Ask the Internet Archive to save what is at risk; see “Saving”',
    commandLineOnly: true,
  }),
};

const state = {
  cacheDir: z.optional(z.string().check(z.minLength(1))).register(flagOf, {
    flags: '--cache-dir <dir>',
    group: 'State',
    help: 'Keep what was seen, and what archives answer, in this folder, for later runs',
    defaultText: "the user's cache folder",
    commandLineOnly: true,
  }),
  maxAge: z
    ._default(z.string().check(z.regex(durationPattern, 'expected 0, or a number with s, m, h or d behind it')), '1d')
    .register(flagOf, {
      flags: '--max-age <duration>',
      group: 'State',
      help: 'Believe for so long what an earlier run saw; 0 looks at everything anew',
    }),
  rejudge: z._default(z.boolean(), false).register(flagOf, {
    flags: '--rejudge',
    group: 'State',
    help: 'Ask nobody: judge what earlier runs saw, by the rules of today',
    commandLineOnly: true,
  }),
};

/** Only of the program: a caller of the API keeps nothing without naming a folder. */
const programState = {
  cache: z._default(z.boolean(), true).register(flagOf, {
    flags: '--no-cache',
    group: 'State',
    help: 'Ask everybody anew, and keep nothing',
    defaultText: 'kept',
  }),
};

/** Only of the program, and only where somebody typed it. */
const change = {
  fix: z._default(z.boolean(), false).register(flagOf, {
    flags: '--fix',
    group: 'Change',
    help: 'Write new addresses into the documents: of what has moved, and of the captures of what is lost',
    commandLineOnly: true,
  }),
  dryRun: z._default(z.boolean(), false).register(flagOf, {
    flags: '--dry-run',
    group: 'Change',
    help: 'Print what --fix would change, as a unified diff, and change nothing',
    commandLineOnly: true,
  }),
};

const sharding = {
  shard: z
    .optional(
      z.string().check(z.refine((text) => parseShard(text) !== undefined, 'expected i/n with i from 1 to n: 2/3')),
    )
    .register(flagOf, {
      flags: '--shard <i/n>',
      group: 'Big runs',
      help: 'Look only at the i-th of n shares of the hosts; audit-links merge joins the reports',
      commandLineOnly: true,
    }),
};

/** Only of the program: what it takes to spread a run is not brought along by a caller. */
const bigRuns = {
  queue: z.optional(z.string().check(z.regex(/^rediss?:\/\/./, 'expected redis://host:port'))).register(flagOf, {
    flags: '--queue <redis://host:port>',
    group: 'Big runs',
    help: 'Have workers (audit-links work redis://…) look at the links; see “Big runs”',
    commandLineOnly: true,
  }),
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

/** What the command line and the configuration file can be told: the audit's options and how to print. */
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
});

/** What the audit gets: complete. */
export type AuditOptions = z.output<typeof auditOptionsSchema>;
/** What a caller may write. */
export type AuditOptionsInput = z.input<typeof auditOptionsSchema>;
/** What the program gets: complete. */
export type Options = z.output<typeof optionsSchema>;
export type OptionName = keyof Options;

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
