import type { Finding, Report } from '../../model/report.ts';
import type { Outlook } from '../../model/outcome.ts';
import { statuses, type Status } from '../../model/reasons.ts';
import { count, flow, number, wrap } from '../layout.ts';
import { clean } from '../sanitise.ts';
import type { Mark, Theme } from './theme.ts';

const toneOfStatus: Readonly<Record<Status, Mark>> = {
  dead: 'dead',
  suspect: 'doubtful',
  moved: 'doubtful',
  unsure: 'unsure',
  alive: 'fine',
  skipped: 'skipped',
};

/** In the order of a summary, best first. */
const outlooks = [
  ['safe', 'safe', 'fine'],
  ['recoverable', 'recoverable', 'doubtful'],
  ['at-risk', 'at risk', 'doubtful'],
  ['lost', 'lost', 'dead'],
  ['unchecked', 'unchecked', 'skipped'],
] as const satisfies readonly (readonly [Outlook, string, Mark])[];

interface Setting {
  readonly theme: Theme;
  readonly columns: number;
  readonly fails: (finding: Finding) => boolean;
}

/** The end of an audit: how many of what, how long it took, what fails the run, and what to do next. */
export function* summaryOf(report: Report, { theme, columns, fails }: Setting): Iterable<string> {
  const { summary, notices, complete, findings } = report;
  for (const notice of notices) yield* labelled('note', clean(notice));
  if (!complete) yield* labelled('note', 'interrupted: this is what was known by then, and not all of it');
  yield* labelled('seen', `${sizeOf(report)}, in ${duration(report)}`);
  yield* tally(
    'status',
    statuses.map((status) => [summary.status[status], status, toneOfStatus[status]]),
  );
  yield* tally(
    'outlook',
    outlooks.map(([outlook, words, mark]) => [summary.outlook[outlook], words, mark]),
  );
  const failing = findings.filter(fails);
  yield* labelled('fails', failing.length === 0 ? 'nothing' : byCode(failing), failing.length === 0 ? 'fine' : 'dead');
  const steps = nextSteps(report);
  if (steps.length > 0) yield* labelled('next', steps.join('; '));

  function* labelled(label: string, text: string, mark?: Mark): Iterable<string> {
    const tone = mark === undefined ? (line: string) => line : theme.mark[mark];
    yield* below(
      label,
      wrap(text, columns - labelColumns, 9).map((line) => tone(line)),
    );
  }

  function* tally(
    label: string,
    parts: readonly (readonly [value: number, words: string, mark: Mark])[],
  ): Iterable<string> {
    const pieces = parts.map(([value, words, mark]) => {
      const plain = `${number(value)} ${words}`;
      return [plain, value === 0 ? theme.faint(plain) : theme.mark[mark](plain)] as const;
    });
    yield* below(label, flow(pieces, columns - labelColumns));
  }

  function* below(label: string, lines: readonly string[]): Iterable<string> {
    for (const [index, line] of lines.entries()) {
      yield `${theme.strong((index === 0 ? label : '').padEnd(labelColumns))}${line}`;
    }
  }
}

const labelColumns = 9;

/** How much was looked at. */
export function sizeOf({ summary, targets }: Report): string {
  const hosts = new Set(targets.flatMap(({ target }) => (target.type === 'web' ? [new URL(target.url).host] : [])));
  return [
    count(summary.links, 'link'),
    count(summary.targets, 'target'),
    count(hosts.size, 'host'),
    count(summary.documents, 'document'),
  ].join(', ');
}

function duration({ startedAt, finishedAt }: Report): string {
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** `3 dead-link, 1 suspect-link`: the words that `--fail-on` takes. */
function byCode(findings: readonly Finding[]): string {
  const codes = [...new Set(findings.map(({ fact }) => fact.code))];
  return codes.map((code) => `${number(findings.filter(({ fact }) => fact.code === code).length)} ${code}`).join(', ');
}

function nextSteps({ findings, summary }: Report): readonly string[] {
  const fixes = findings.filter(({ fix }) => fix !== undefined).length;
  const atRisk = summary.outlook['at-risk'];
  const lost = summary.outlook.lost;
  return [
    ...(fixes === 0 ? [] : [fixes === 1 ? 'put in the fix above' : `put in the ${number(fixes)} fixes above`]),
    ...(lost === 0 ? [] : [`cite another source for ${count(lost, 'lost target')}`]),
    ...(atRisk === 0 ? [] : [`save a copy of ${count(atRisk, 'target')} at risk`]),
    ...(summary.status.unsure === 0 ? [] : [`open ${count(summary.status.unsure, 'unsure target')} in a browser`]),
  ];
}
