import type { AlignType, Table, TableRow } from 'mdast';
import type { PlainBlocks } from './plain-leaves.ts';
import { isBlank, type Line } from './plain-lines.ts';
import { placed, readLine } from './plain-phrasing.ts';
import type { References } from './plain-references.ts';

/** A row between two bars; no bar in it is escaped. */
const row = /^\|(?:[^|\\]|\\[^|])*\|(?:(?:[^|\\]|\\[^|])*\|)*[ \t]*$/;
const delimiterRow = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;

const cellsOf = (line: string): readonly string[] => line.trimEnd().slice(1, -1).split('|');

const alignOf = (delimiter: string): AlignType => {
  const [left, right] = [delimiter.trimStart().startsWith(':'), delimiter.trimEnd().endsWith(':')];
  if (left) return right ? 'center' : 'left';
  return right ? 'right' : null;
};

const readRow = ({ text, start, end }: Line, columns: number, references: References): TableRow | undefined => {
  const cells = cellsOf(text);
  if (!row.test(text) || cells.length !== columns) return undefined;
  const node: TableRow = { type: 'tableRow', children: [], position: placed(start, end) };
  // The bar before a cell belongs to it, and the last bar to the last cell.
  let from = start;
  for (const [index, written] of cells.entries()) {
    const to = index === columns - 1 ? end : from + 1 + written.length;
    const [indent = ''] = /^[ \t]*/.exec(written) ?? [];
    const ink = written.slice(indent.length).replace(/[ \t]+$/, '');
    const cell: TableRow['children'][number] = { type: 'tableCell', children: [], position: placed(from, to) };
    if (!readLine(cell, ink, from + 1 + indent.length, references)) return undefined;
    node.children.push(cell);
    from = to;
  }
  return node;
};

/** Reads a table of GFM whose every row stands between two bars, as nearly all do, and has as many cells as the first. */
export const readTable = (lines: readonly Line[], at: number, references: References): PlainBlocks | undefined => {
  const [first, second] = [lines[at], lines[at + 1]];
  if (first === undefined || second === undefined || !delimiterRow.test(second.text)) return undefined;
  const align = cellsOf(second.text).map(alignOf);
  const table: Table = { type: 'table', align, children: [], position: placed(first.start, second.end) };
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || isBlank(line.text)) break;
    if (next === at + 1) continue;
    const read = readRow(line, align.length, references);
    if (read === undefined) return undefined;
    table.children.push(read);
    if (table.position !== undefined && next > at) table.position.end.offset = line.end;
  }
  return { nodes: [table], next };
};
