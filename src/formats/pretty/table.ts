import { cut, flow, pad, spaces, trimmed, widthOf } from '../layout.ts';
import { joined, nothing, type Printable, say } from '../printable.ts';
import { glyphs, type Mark, plain, type Theme } from './theme.ts';

/** A column under its title, as wide as its widest cell. */
export interface Column<Row> {
  readonly title: Printable;
  readonly cell: (row: Row) => Printable;
  /** `mark`: in the colour of the row's mark. */
  readonly tone: 'plain' | 'mark' | 'faint';
}

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  /** What stands last in a row, and is cut to what room is left: strangers' text, whose real width no one can promise. */
  readonly text: Column<Row>;
  readonly rows: readonly Row[];
  /** Rows are marked where there is something to mark. */
  readonly markOf?: (row: Row) => Mark;
  /** The lines below a row, ready for this many columns. */
  readonly below: (row: Row, columns: number) => Iterable<Printable>;
}

/** Less room than this, and the text gets a line of its own. */
const narrowestText = 20;

/** Lays a table out: all in one line where there is room, else the text below, else the cells one after the other. */
export function* layTable<Row>(table: Table<Row>, theme: Theme, columns: number): Iterable<Printable> {
  const { rows, text, markOf, below } = table;
  const sized = table.columns.flatMap((column) => {
    const width = rows.reduce((widest, row) => Math.max(widest, widthOf(column.cell(row))), 0);
    return width === 0 ? [] : [{ ...column, width: Math.max(width, column.title.length) }];
  });
  const filled = sized.reduce((sum, { width }) => sum + width + gap.length, 0);
  const aligned = filled + 4 <= columns;
  const margin = aligned ? gap : nothing;
  const indent = say`${margin}  `;
  // What stands below a row leaves its first column free, which the eye runs down.
  const deeper = aligned ? spaces(indent.length + (sized[0]?.width ?? 0) + gap.length) : indent;
  const room = columns - indent.length;
  const beside = room - filled >= narrowestText;

  if (aligned) {
    const titles = [...sized.map(({ title, width }) => pad(title, width)), ...(beside ? [text.title] : [])];
    yield theme.faint(trimmed(say`${indent}${joined(titles, gap)}`));
  }
  for (const row of rows) {
    const mark = markOf?.(row);
    const tones = { plain, mark: mark === undefined ? plain : theme.mark[mark], faint: theme.faint };
    const sign = say`${margin}${mark === undefined ? say` ` : tones.mark(glyphs[mark])} `;
    const words = text.cell(row);
    if (aligned) {
      const cells = sized.map(({ cell, tone, width }) => {
        const shown = cell(row);
        return say`${tones[tone](shown)}${spaces(width - widthOf(shown))}`;
      });
      if (beside) cells.push(cut(words, room - filled));
      yield trimmed(say`${sign}${joined(cells, gap)}`);
    } else {
      const cells = sized.map(({ cell, tone }) => [cell(row), tones[tone](cell(row))] as const);
      const [first = nothing, ...others] = flow(
        cells.filter(([cell]) => cell !== ''),
        room,
      );
      yield say`${sign}${first}`;
      for (const other of others) yield say`${indent}${other}`;
    }
    if (!beside && words !== '') yield say`${deeper}${cut(words, columns - deeper.length)}`;
    for (const line of below(row, columns - deeper.length)) yield say`${deeper}${line}`;
  }
}

const gap = say`  `;
