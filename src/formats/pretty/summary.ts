import { wishesOf } from '../../fix/wishes.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { Outlook } from '../../model/outcome.ts';
import { statuses } from '../../model/reasons.ts';
import { count, flow, number, pad, wrap } from '../layout.ts';
import { joined, nothing, type Printable, say, shaped, word } from '../printable.ts';
import type { Sanitiser } from '../sanitise.ts';
import { type Mark, markOfStatus, plain, type Theme } from './theme.ts';

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
  readonly clean: Sanitiser['clean'];
  readonly fails: (finding: Finding) => boolean;
}

/** The end of an audit: how many of what, how long it took, what fails the run, and what to do next. */
export function* summaryOf(report: Report, { theme, columns, clean, fails }: Setting): Iterable<Printable> {
  const { summary, notices, complete, findings } = report;
  for (const notice of notices) yield* labelled(say`note`, clean(notice));
  if (!complete) yield* labelled(say`note`, say`interrupted: this is what was known by then, and not all of it`);
  yield* labelled(say`seen`, say`${sizeOf(report)}, in ${duration(report)}${remembered(report)}`);
  yield* tally(
    say`status`,
    statuses.map((status) => [summary.status[status], word(status), markOfStatus[status]]),
  );
  yield* tally(
    say`outlook`,
    outlooks.map(([outlook, words, mark]) => [summary.outlook[outlook], word(words), mark]),
  );
  const failing = findings.filter(fails);
  if (failing.length === 0) yield* labelled(say`fails`, say`nothing`, 'fine');
  else yield* labelled(say`fails`, byCode(failing), 'dead');
  const steps = nextSteps(report);
  if (steps.length > 0) yield* labelled(say`next`, joined(steps, say`; `));

  function* labelled(label: Printable, text: Printable, mark?: Mark): Iterable<Printable> {
    const tone = mark === undefined ? plain : theme.mark[mark];
    yield* below(
      label,
      wrap(text, columns - labelColumns, 9).map((line) => tone(line)),
    );
  }

  function* tally(
    label: Printable,
    parts: readonly (readonly [value: number, words: Printable, mark: Mark])[],
  ): Iterable<Printable> {
    const pieces = parts.map(([value, words, mark]) => {
      const piece = say`${number(value)} ${words}`;
      return [piece, value === 0 ? theme.faint(piece) : theme.mark[mark](piece)] as const;
    });
    yield* below(label, flow(pieces, columns - labelColumns));
  }

  function* below(label: Printable, lines: readonly Printable[]): Iterable<Printable> {
    for (const [index, line] of lines.entries()) {
      yield say`${theme.strong(pad(index === 0 ? label : nothing, labelColumns))}${line}`;
    }
  }
}

const labelColumns = 9;

/** Who reads a report should know that not all of it is of this moment. */
function remembered({ targets }: Report): Printable {
  const earlier = targets.filter(({ observation }) => observation?.from === 'cache').length;
  return earlier === 0 ? nothing : say`; ${count(earlier, say`target`)} as seen by an earlier run (see --max-age)`;
}

/** How much was looked at. */
export function sizeOf({ summary, targets }: Report): Printable {
  const hosts = new Set(targets.flatMap(({ target }) => (target.type === 'web' ? [new URL(target.url).host] : [])));
  const amounts = [
    count(summary.links, say`link`),
    count(summary.targets, say`target`),
    count(hosts.size, say`host`),
    count(summary.documents, say`document`),
  ];
  return joined(amounts, say`, `);
}

function duration({ startedAt, finishedAt }: Report): Printable {
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  if (seconds >= 60) return say`${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return say`${shaped(say`${seconds}`, () => seconds.toFixed(1))} s`;
}

/** `3 dead-link, 1 suspect-link`: the words that `--fail-on` takes. */
function byCode(findings: readonly Finding[]): Printable {
  const codes = [...new Set(findings.map(({ fact }) => fact.code))];
  const amounts = codes.map((code) => {
    const amount = findings.filter(({ fact }) => fact.code === code).length;
    return say`${number(amount)} ${word(code)}`;
  });
  return joined(amounts, say`, `);
}

function nextSteps(report: Report): readonly Printable[] {
  const { findings, summary } = report;
  const fixes = findings.filter(({ fix }) => fix !== undefined).length;
  const atRisk = summary.outlook['at-risk'];
  const lost = summary.outlook.lost;
  return [
    ...(fixes === 0
      ? []
      : [say`put in the ${fixes === 1 ? say`fix` : say`${number(fixes)} fixes`} above${byItself(report)}`]),
    ...(lost === 0 ? [] : [say`cite another source for ${count(lost, say`lost target`)}`]),
    ...(atRisk === 0 ? [] : [say`save a copy of ${count(atRisk, say`target`)} at risk (--save)`]),
    ...(summary.status.unsure === 0
      ? []
      : [say`open ${count(summary.status.unsure, say`unsure target`)} in a browser`]),
  ];
}

/** How many of the fixes the program would write: not those that a person should think about. */
function byItself(report: Report): Printable {
  const amount = [...wishesOf(report).values()].reduce((sum, wishes) => sum + wishes.length, 0);
  return amount === 0 ? nothing : say` (--fix writes ${number(amount)})`;
}
