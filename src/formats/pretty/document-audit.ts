import type { Finding, ReportDocument } from '../../model/report.ts';
import { usableCapture } from '../../findings/rescue.ts';
import { count, cutAddress, number, wrap } from '../layout.ts';
import { addressOf, archiveCell, type Citation, daysCell, reasonCell, remarksOf, textOf } from './citation.ts';
import { headOf, problemOf } from './head.ts';
import { layTable } from './table.ts';
import { glyphs, type Theme } from './theme.ts';

interface Setting {
  readonly theme: Theme;
  readonly columns: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly fails: (finding: Finding) => boolean;
}

/** One document's part of an audit: its head, a row for each link that wants attention, a line for those that don't. */
export function* documentAudit(
  document: ReportDocument,
  citations: readonly Citation[],
  setting: Setting,
): Iterable<string> {
  const { theme, columns, quiet } = setting;
  const shown = citations.filter((citation) => wantsRow(citation, setting));
  yield* headOf({ document, kinds: citations.map(({ link }) => link.kind), dated: true, theme, columns });
  yield* problemOf(document, theme, columns);
  if (shown.length > 0) {
    yield '';
    yield* layTable<Citation>(
      {
        columns: [
          { title: 'line', tone: 'plain', cell: ({ link }) => `${link.place.line}:${link.place.column}` },
          { title: 'status', tone: 'mark', cell: ({ target }) => target.verdict.status },
          { title: 'reason', tone: 'mark', cell: ({ target }) => reasonCell(target) },
          { title: 'archive', tone: 'plain', cell: ({ target }) => archiveCell(target) },
          { title: 'days', tone: 'faint', cell: ({ target }) => daysCell(target.archive) },
        ],
        text: { title: 'text', tone: 'plain', cell: ({ link }) => textOf(link) },
        rows: shown,
        markOf: ({ mark }) => mark,
        below: (citation, room) => linesBelow(citation, room, setting),
      },
      theme,
      columns,
    );
  }
  const others = citations.filter((citation) => !wantsRow(citation, setting));
  if (quiet || others.length === 0) return;
  yield '';
  yield* folded(others, shown, setting);
}

/** Is there something to say about this document? */
export const wantsAttention = (document: ReportDocument, citations: readonly Citation[], setting: Setting): boolean =>
  document.problem !== undefined || citations.some((citation) => wantsRow(citation, setting));

const wantsRow = ({ findings }: Citation, { verbose, quiet, fails }: Setting): boolean =>
  quiet ? findings.some((finding) => finding.severity !== 'note' || fails(finding)) : verbose || findings.length > 0;

/** A remark longer than this is cut: it is made of strangers' text. */
const linesOfRemark = 3;

function* linesBelow(citation: Citation, columns: number, { theme, fails }: Setting): Iterable<string> {
  yield theme.faint(cutAddress(addressOf(citation), columns));
  for (const { label, text } of remarksOf(citation, fails)) {
    if (label === 'fix' || label === 'copy') {
      // Never broken by us: a terminal that breaks it still copies it whole.
      yield `${theme.strong(label.padEnd(4))}  ${label === 'fix' ? theme.fix(text) : text}`;
      continue;
    }
    const [first = '', ...others] = wrap(text, columns - 6, linesOfRemark);
    yield `${theme.strong(label.padEnd(4))}  ${first}`;
    for (const line of others) yield `      ${line}`;
  }
}

/** Days between a capture and the citation within which the one is taken to show what the other saw. */
const near = 30;

/** The links that have no row, counted. */
function* folded(
  citations: readonly Citation[],
  shown: readonly Citation[],
  { theme, columns }: Setting,
): Iterable<string> {
  const alive = citations.filter(({ mark }) => mark === 'fine');
  const skipped = citations.filter(({ mark }) => mark === 'skipped');
  if (alive.length > 0) {
    const captures = alive.flatMap(({ target }) => usableCapture(target.archive) ?? []);
    const dated = captures.filter(({ daysFromCitation }) => daysFromCitation !== undefined);
    const close = dated.filter(({ daysFromCitation = 0 }) => Math.abs(daysFromCitation) <= near);
    const kept = captures.length === 0 ? '' : `, ${number(captures.length)} with a capture`;
    const when = dated.length === 0 ? '' : `, ${number(close.length)} of them within ${near} days of the citation`;
    const more = shown.some(({ target }) => target.verdict.status === 'alive') ? 'more ' : '';
    yield* line('fine', `${count(alive.length, `${more}link`)} alive${kept}${when}`);
  }
  if (skipped.length > 0) {
    const reasons = [...new Set(skipped.map(({ target }) => target.verdict.reason))].toSorted();
    const parts = reasons.map(
      (reason) => `${number(skipped.filter(({ target }) => target.verdict.reason === reason).length)} ${reason}`,
    );
    yield* line('skipped', `${count(skipped.length, 'link')} skipped: ${parts.join(', ')}`);
  }

  function* line(mark: 'fine' | 'skipped', words: string): Iterable<string> {
    const [first = '', ...others] = wrap(words, columns - 4, 9);
    yield `  ${theme.mark[mark](glyphs[mark])} ${first}`;
    for (const other of others) yield `    ${other}`;
  }
}
