import { archiveNames } from '../archives/archive-list.ts';
import { formatNames } from '../formats/names.ts';

/** How an option is written on the command line and shown in help, README and JSON Schema. */
interface Flag {
  /** As commander wants it: `-f, --format <name[:path]>`. */
  readonly flags: string;
  readonly group: (typeof groups)[number];
  /** One line, no full stop. */
  readonly help: string;
  /** Its value where nobody gives one; an option without this may have none. */
  readonly initial?: string | number | boolean | readonly string[];
  /** Shown in place of `initial`, where that says more. */
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

/**
 * Every option, in the order of help and README; what it may be is in `schema.ts`. Apart from there because `--help` has nothing
 * to check: to load what checks takes longer than all the rest of it.
 */
export const flags = {
  format: {
    flags: '-f, --format <name[:path]>',
    group: 'Output',
    help: `${formatNames.join(', ')}: to stdout or to a file`,
    repeatable: true,
    initial: ['pretty'],
  },
  warc: {
    flags: '--warc <file.warc.gz>',
    group: 'Output',
    help: 'Write what was fetched to this file, as evidence that can be replayed',
    commandLineOnly: true,
  },
  quiet: {
    flags: '-q, --quiet',
    group: 'Output',
    help: 'Print problems only',
    initial: false,
  },
  verbose: {
    flags: '-v, --verbose',
    group: 'Output',
    help: 'Also list what is alive',
    initial: false,
  },
  progress: {
    flags: '--no-progress',
    group: 'Output',
    help: 'Show no progress on stderr',
    defaultText: 'shown',
    initial: true,
  },
  color: {
    flags: '--color, --no-color',
    group: 'Output',
    help: 'Colour always, or never',
    defaultText: 'if it is a terminal; NO_COLOR and FORCE_COLOR are heeded',
  },
  include: {
    flags: '--include <pattern>',
    group: 'Selection',
    help: 'Look only at addresses like this: a host (example.org), a start (https://example.org/news/), * for any text',
    repeatable: true,
    initial: [],
  },
  exclude: {
    flags: '--exclude <pattern>',
    group: 'Selection',
    help: 'Leave out addresses like this',
    repeatable: true,
    initial: [],
  },
  only: {
    flags: '--only <link|image>',
    group: 'Selection',
    help: 'Look only at links, or only at images',
    defaultText: 'both',
  },
  list: {
    flags: '--list',
    group: 'Selection',
    help: 'List the links and ask nobody about them',
    initial: false,
  },
  failOn: {
    flags: '--fail-on <codes or severities>',
    group: 'Judging',
    help: 'Exit with 1 on these findings, with commas between: error, warning, note, never, or codes such as dead-link',
    initial: 'error',
  },
  citedAt: {
    flags: '--cited-at <date>',
    group: 'Judging',
    help: 'The day on which the documents cite their links',
    defaultText: 'front matter, file name, a dated line, the first commit, the dates in the links',
  },
  drift: {
    flags: '--drift',
    group: 'Judging',
    help: 'Compare each page with its archived copy: does it still say what was cited?',
    initial: false,
  },
  concurrency: {
    flags: '--concurrency <n>',
    group: 'Network',
    help: 'Requests under way at once',
    initial: 256,
  },
  hostConcurrency: {
    flags: '--host-concurrency <n>',
    group: 'Network',
    help: 'Requests under way at once on one host',
    initial: 4,
  },
  hostInterval: {
    flags: '--host-interval <ms>',
    group: 'Network',
    help: 'Least time between the starts of two requests to one host',
    initial: 50,
  },
  timeout: {
    flags: '--timeout <s>',
    group: 'Network',
    help: 'Patience for one attempt, from connecting to the body, all redirects',
    initial: 20,
  },
  retries: {
    flags: '--retries <n>',
    group: 'Network',
    help: 'Further attempts after a failure that may pass',
    initial: 2,
  },
  maxRedirects: {
    flags: '--max-redirects <n>',
    group: 'Network',
    help: 'Longest chain of redirects that is followed',
    initial: 20,
  },
  userAgent: {
    flags: '--user-agent <text>',
    group: 'Network',
    help: 'What the program calls itself',
    defaultText: 'audit-links/<version> (+<homepage>)',
  },
  header: {
    flags: '--header <host=Name: value>',
    group: 'Network',
    help: 'Send this header to that host, and to no other',
    repeatable: true,
    commandLineOnly: true,
    initial: [],
  },
  resolve: {
    flags: '--resolve <host:port:address>',
    group: 'Network',
    help: "Use this address for that host and port, as curl's option does",
    repeatable: true,
    commandLineOnly: true,
    initial: [],
  },
  caFile: {
    flags: '--ca-file <pem>',
    group: 'Network',
    help: "Trust the certificates in this file, besides the system's",
    commandLineOnly: true,
  },
  allowPrivate: {
    flags: '--allow-private',
    group: 'Network',
    help: 'Also look at addresses inside private networks',
    commandLineOnly: true,
    initial: false,
  },
  archive: {
    flags: '--archive <all|failing|none>',
    group: 'Archives',
    help: 'Which links to look up in the archive',
    initial: 'all' as const,
  },
  archives: {
    flags: '--archives <names>',
    group: 'Archives',
    help: `The archives to ask, in this order, with commas between: ${archiveNames.join(', ')}; none for those of --memento only`,
    initial: 'wayback',
  },
  memento: {
    flags: '--memento <timegate>',
    group: 'Archives',
    help: 'Then ask the archive, or the aggregator of archives, with this TimeGate (RFC 7089)',
    repeatable: true,
    initial: [],
  },
  waybackUrl: {
    flags: '--wayback-url <base>',
    group: 'Archives',
    help: 'Where the Wayback Machine is',
    initial: 'https://web.archive.org',
  },
  save: {
    flags: '--save',
    group: 'Archives',
    help: 'Ask the Internet Archive to save what is at risk; see “Saving”',
    commandLineOnly: true,
    initial: false,
  },
  cacheDir: {
    flags: '--cache-dir <dir>',
    group: 'State',
    help: 'Keep what was seen, and what archives answer, in this folder, for later runs',
    defaultText: "the user's cache folder",
    commandLineOnly: true,
  },
  maxAge: {
    flags: '--max-age <duration>',
    group: 'State',
    help: 'Believe for so long what an earlier run saw; 0 looks at everything anew',
    initial: '1d',
  },
  rejudge: {
    flags: '--rejudge',
    group: 'State',
    help: 'Ask nobody: judge what earlier runs saw, by the rules of today',
    commandLineOnly: true,
    initial: false,
  },
  cache: {
    flags: '--no-cache',
    group: 'State',
    help: 'Ask everybody anew, and keep nothing',
    defaultText: 'kept',
    initial: true,
  },
  fix: {
    flags: '--fix',
    group: 'Change',
    help: 'Write new addresses into the documents: of what has moved, and of the captures of what is lost',
    commandLineOnly: true,
    initial: false,
  },
  dryRun: {
    flags: '--dry-run',
    group: 'Change',
    help: 'Print what --fix would change, as a unified diff, and change nothing',
    commandLineOnly: true,
    initial: false,
  },
  shard: {
    flags: '--shard <i/n>',
    group: 'Big runs',
    help: 'Look only at the i-th of n shares of the hosts; audit-links merge joins the reports',
    commandLineOnly: true,
  },
  queue: {
    flags: '--queue <redis://host:port>',
    group: 'Big runs',
    help: 'Have workers (audit-links work redis://…) look at the links; see “Big runs”',
    commandLineOnly: true,
  },
} satisfies Record<string, Flag>;

export type OptionName = keyof typeof flags;

/** All options, in their order. */
export const optionNames = Object.keys(flags) as readonly OptionName[];

/** An option's flag, seen as any other's. */
export const flagOf = (name: OptionName): Flag => flags[name];

/** What an option is called on the command line. */
export const flagNameOf = (name: OptionName): string => longFlag(flagOf(name).flags);

/** The long one of a flag's forms: `--format` of `-f, --format <name[:path]>`. */
const longFlag = (forms: string): string => /--[\w-]+/.exec(forms)?.[0] ?? forms;
