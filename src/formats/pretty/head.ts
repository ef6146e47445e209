import type { CitedAtBasis } from '../../model/document.ts';
import type { LinkKind } from '../../model/link.ts';
import type { ReportDocument } from '../../model/report.ts';
import { count, widthOf, wrap } from '../layout.ts';
import { joined, nothing, type Printable, say, word } from '../printable.ts';
import type { Sanitiser } from '../sanitise.ts';
import { glyphs, type Theme } from './theme.ts';

const basisWords = {
  option: 'by --cited-at',
  'front-matter': 'by its front matter',
  'file-name': 'by its file name',
  text: 'by a dated line',
  git: 'by its first commit',
  links: 'by the dates in its links',
} as const satisfies Record<CitedAtBasis, string>;

const kindWords = {
  link: ['link', 'links'],
  image: ['image', 'images'],
  frame: ['frame', 'frames'],
  media: ['media file', 'media files'],
} as const satisfies Record<LinkKind, readonly [string, string]>;

interface Head {
  readonly document: ReportDocument;
  readonly kinds: readonly LinkKind[];
  readonly theme: Theme;
  readonly columns: number;
  readonly clean: Sanitiser['clean'];
}

/** A document's path, its day of citation, and what it holds. */
export function* headOf({ document, kinds, theme, columns, clean }: Head): Iterable<Printable> {
  const path = clean(document.path);
  const parts = [
    citedWords(document, clean),
    ...Object.entries(kindWords).flatMap(([kind, [one, many]]) => {
      const amount = kinds.filter((each) => each === kind).length;
      return amount === 0 ? [] : [count(amount, word(one), word(many))];
    }),
  ];
  const facts = joined(parts, say`, `);
  if (facts === '') yield theme.strong(path);
  else if (widthOf(path) + 3 + widthOf(facts) <= columns) yield say`${theme.strong(path)}   ${theme.faint(facts)}`;
  else {
    yield theme.strong(path);
    for (const line of wrap(facts, columns - 2, 3)) yield say`  ${theme.faint(line)}`;
  }
}

const citedWords = ({ cited }: ReportDocument, clean: Sanitiser['clean']): Printable => {
  if (cited === undefined) return say`day of citation not known`;
  const { date, basis, doubted } = cited;
  const instead = doubted && say` (not ${clean(doubted.date)} ${word(basisWords[doubted.basis])})`;
  return say`cited ${clean(date)} ${word(basisWords[basis])}${instead ?? nothing}`;
};

/** Why a document is not in the report. */
export function* problemOf({ document: { problem }, theme, columns, clean }: Omit<Head, 'kinds'>): Iterable<Printable> {
  if (problem === undefined) return;
  const [first = nothing, ...others] = wrap(clean(`${problem.code}: ${problem.detail}`), columns - 4, 4);
  yield say`  ${theme.mark.dead(glyphs.dead)} ${first}`;
  for (const line of others) yield say`    ${line}`;
}
