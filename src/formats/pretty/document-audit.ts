import type { Finding, ReportDocument } from '../../model/report.ts';
import { usableCapture } from '../../findings/rescue.ts';
import { count, cutAddress, number, pad, wrap } from '../layout.ts';
import { joined, nothing, type Printable, say, word } from '../printable.ts';
import type { Sanitiser } from '../sanitise.ts';
import {
  type Citation,
  type Remark,
  addressOf,
  archiveCell,
  daysCell,
  driftOf,
  originalOf,
  pastesOf,
  reasonCell,
  remarksOf,
  textOf,
} from './citation.ts';
import { headOf, problemOf } from './head.ts';
import { layTable } from './table.ts';
import { glyphs, type Theme } from './theme.ts';

interface Setting {
  readonly theme: Theme;
  readonly columns: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly sanitiser: Sanitiser;
  readonly fails: (finding: Finding) => boolean;
}

/** One document's part of an audit: its head, a row for each link that wants attention, a line for those that don't. */
export function* documentAudit(
  document: ReportDocument,
  citations: readonly Citation[],
  setting: Setting,
): Iterable<Printable> {
  const { theme, columns, quiet, sanitiser } = setting;
  const { clean } = sanitiser;
  const shown = citations.filter((citation) => wantsRow(citation, setting));
  yield* headOf({ document, kinds: citations.map(({ link }) => link.kind), theme, columns, clean });
  yield* problemOf({ document, theme, columns, clean });
  if (shown.length > 0) {
    yield nothing;
    yield* layTable<Citation>(
      {
        columns: [
          { title: say`line`, tone: 'plain', cell: ({ link }) => say`${link.place.line}:${link.place.column}` },
          { title: say`status`, tone: 'mark', cell: ({ target }) => word(target.verdict.status) },
          { title: say`reason`, tone: 'mark', cell: ({ target }) => reasonCell(target) },
          { title: say`archive`, tone: 'plain', cell: ({ target }) => archiveCell(target, sanitiser) },
          { title: say`days`, tone: 'faint', cell: ({ target }) => daysCell(target.archive) },
        ],
        text: { title: say`text`, tone: 'plain', cell: ({ link }) => textOf(link, sanitiser) },
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
  yield nothing;
  yield* folded(others, shown, setting);
}

/** Is there something to say about this document? */
export const wantsAttention = (document: ReportDocument, citations: readonly Citation[], setting: Setting): boolean =>
  document.problem !== undefined || citations.some((citation) => wantsRow(citation, setting));

const wantsRow = ({ findings }: Citation, { verbose, quiet, fails }: Setting): boolean =>
  quiet ? findings.some((finding) => finding.severity !== 'note' || fails(finding)) : verbose || findings.length > 0;

/** A remark longer than this is cut: it is made of strangers' text. */
const linesOfRemark = 3;

/** What is to be pasted: it is never broken or cut. */
const pasted: ReadonlySet<Remark['label']> = new Set(['fix', 'copy', 'md', 'html', 'wiki']);

function* linesBelow(citation: Citation, columns: number, setting: Setting): Iterable<Printable> {
  const { theme, sanitiser, fails, verbose } = setting;
  yield theme.faint(cutAddress(addressOf(citation, sanitiser), columns));
  const original = originalOf(citation);
  if (original !== undefined) yield theme.faint(original);
  const drift = driftOf(citation);
  if (drift !== undefined) yield theme.faint(drift);
  const pastes = verbose ? pastesOf(citation, sanitiser) : [];
  for (const { label, text } of [...remarksOf(citation, sanitiser, fails), ...pastes]) {
    const title = theme.strong(pad(word(label), 4));
    if (pasted.has(label)) {
      // Never broken by us: a terminal that breaks it still copies it whole.
      yield say`${title}  ${label === 'fix' ? theme.fix(text) : text}`;
      continue;
    }
    const [first = nothing, ...others] = wrap(text, columns - 6, linesOfRemark);
    yield say`${title}  ${first}`;
    for (const line of others) yield say`      ${line}`;
  }
}

/** Days between a capture and the citation within which the one is taken to show what the other saw. */
const near = 30;

/** The links that have no row, counted. */
function* folded(
  citations: readonly Citation[],
  shown: readonly Citation[],
  { theme, columns }: Setting,
): Iterable<Printable> {
  const alive = citations.filter(({ mark }) => mark === 'fine');
  const skipped = citations.filter(({ mark }) => mark === 'skipped');
  if (alive.length > 0) {
    const captures = alive.flatMap(({ target }) => usableCapture(target.archive) ?? []);
    const dated = captures.filter(({ daysFromCitation }) => daysFromCitation !== undefined);
    const close = dated.filter(({ daysFromCitation = 0 }) => Math.abs(daysFromCitation) <= near);
    const kept = captures.length === 0 ? nothing : say`, ${number(captures.length)} with a capture`;
    const when =
      dated.length === 0 ? nothing : say`, ${number(close.length)} of them within ${near} days of the citation`;
    const noun = shown.some(({ target }) => target.verdict.status === 'alive') ? say`more link` : say`link`;
    yield* line('fine', say`${count(alive.length, noun)} alive${kept}${when}`);
  }
  if (skipped.length > 0) {
    const reasons = [...new Set(skipped.map(({ target }) => target.verdict.reason))].toSorted();
    const parts = reasons.map((reason) => {
      const amount = skipped.filter(({ target }) => target.verdict.reason === reason).length;
      return say`${number(amount)} ${word(reason)}`;
    });
    yield* line('skipped', say`${count(skipped.length, say`link`)} skipped: ${joined(parts, say`, `)}`);
  }

  function* line(mark: 'fine' | 'skipped', words: Printable): Iterable<Printable> {
    const [first = nothing, ...others] = wrap(words, columns - 4, 9);
    yield say`  ${theme.mark[mark](glyphs[mark])} ${first}`;
    for (const other of others) yield say`    ${other}`;
  }
}
