import type { ReportDocument } from '../../model/report.ts';
import { cutAddress } from '../layout.ts';
import { addressOf, type Citation } from './citation.ts';
import { clean } from '../sanitise.ts';
import { headOf, problemOf } from './head.ts';
import { layTable } from './table.ts';
import type { Theme } from './theme.ts';

/** One document's links as they stand in it, without any verdict. */
export function* documentList(
  document: ReportDocument,
  citations: readonly Citation[],
  { theme, columns }: { readonly theme: Theme; readonly columns: number },
): Iterable<string> {
  yield* headOf({ document, kinds: citations.map(({ link }) => link.kind), dated: false, theme, columns });
  yield* problemOf(document, theme, columns);
  if (citations.length === 0) return;
  yield '';
  yield* layTable<Citation>(
    {
      columns: [
        { title: 'line', tone: 'plain', cell: ({ link }) => `${link.place.line}:${link.place.column}` },
        { title: 'kind', tone: 'plain', cell: ({ link }) => link.kind },
        { title: 'written', tone: 'faint', cell: ({ link }) => link.syntax },
        { title: 'left out', tone: 'faint', cell: ({ target }) => leftOut(target.target) },
      ],
      text: { title: 'text', tone: 'plain', cell: ({ link }) => clean(link.text).trim() },
      rows: citations.toSorted((a, b) => a.link.place.offset - b.link.place.offset),
      below: function* (citation, room) {
        yield theme.faint(cutAddress(addressOf(citation), room));
      },
    },
    theme,
    columns,
  );
}

/** Why an audit would not look at it, which is known without asking anybody. */
const leftOut = (target: Citation['target']['target']): string => {
  switch (target.type) {
    case 'web':
      return '';
    case 'skipped':
      return target.reason;
    case 'malformed':
      return target.type;
    default:
      return target satisfies never;
  }
};
