import type { ReportDocument } from '../../model/report.ts';
import { cutAddress } from '../layout.ts';
import { addressOf, type Citation } from './citation.ts';
import { nothing, type Printable, say, word } from '../printable.ts';
import type { Sanitiser } from '../sanitise.ts';
import { headOf, problemOf } from './head.ts';
import { layTable } from './table.ts';
import type { Theme } from './theme.ts';

interface Setting {
  readonly theme: Theme;
  readonly columns: number;
  readonly sanitiser: Sanitiser;
}

/** One document's links as they stand in it, without any verdict. */
export function* documentList(
  document: ReportDocument,
  citations: readonly Citation[],
  { theme, columns, sanitiser }: Setting,
): Iterable<Printable> {
  const { clean } = sanitiser;
  yield* headOf({ document, kinds: citations.map(({ link }) => link.kind), theme, columns, clean });
  yield* problemOf({ document, theme, columns, clean });
  if (citations.length === 0) return;
  yield nothing;
  yield* layTable<Citation>(
    {
      columns: [
        { title: say`line`, tone: 'plain', cell: ({ link }) => say`${link.place.line}:${link.place.column}` },
        { title: say`kind`, tone: 'plain', cell: ({ link }) => word(link.kind) },
        { title: say`written`, tone: 'faint', cell: ({ link }) => word(link.syntax) },
        { title: say`left out`, tone: 'faint', cell: ({ target }) => leftOut(target.target) },
      ],
      text: { title: say`text`, tone: 'plain', cell: ({ link }) => clean(link.text.trim()) },
      rows: citations.toSorted((a, b) => a.link.place.offset - b.link.place.offset),
      below: function* (citation, room) {
        yield theme.faint(cutAddress(addressOf(citation, sanitiser), room));
      },
    },
    theme,
    columns,
  );
}

/** Why an audit would not look at it, which is known without asking anybody. */
const leftOut = (target: Citation['target']['target']): Printable => {
  switch (target.type) {
    case 'web':
      return nothing;
    case 'skipped':
      return word(target.reason);
    case 'malformed':
      return word(target.type);
    default:
      return target satisfies never;
  }
};
