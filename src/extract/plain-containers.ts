import type { BlockContent, Blockquote, List, ListItem, RootContent } from 'mdast';
import { isHeading, type PlainBlocks } from './plain-leaves.ts';
import { inside, isBlank, type Line } from './plain-lines.ts';
import { placed } from './plain-phrasing.ts';

/** All blocks of some lines. */
export interface Content {
  readonly nodes: readonly RootContent[];
  /** There are blank lines between two of them. */
  readonly isSpread: boolean;
}

/** Reads what stands inside of a block: with the reader of all blocks, to which this file's belong. */
export type ReadContent = (lines: readonly Line[]) => Content | undefined;

const item = /^( {0,3})(?:([-*+])|(\d{1,9})([.)])) {1,4}(?=\S)/;
/** Such a line is no item, whatever it looks like. */
const thematicBreak = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,})$/;

/** How a line begins that begins an item. */
interface Marker {
  readonly length: number;
  readonly indent: number;
  readonly number?: number;
  /** Items with the same sign belong to one list. */
  readonly sign: string;
}

const markerOf = ({ text }: Line): Marker | undefined => {
  const [whole, indent = '', bullet, number, delimiter = ''] = item.exec(text) ?? [];
  if (whole === undefined || thematicBreak.test(text)) return undefined;
  return {
    length: whole.length,
    indent: indent.length,
    sign: bullet ?? delimiter,
    ...(number === undefined ? {} : { number: Number(number) }),
  };
};

export const isItem = (line: Line): boolean => markerOf(line) !== undefined;

/** Tells whether a line begins a list though a paragraph is open before it (CommonMark §5.3). */
export const interruptsParagraph = (line: Line): boolean => /^ {0,3}(?:[-*+]|1[.)]) /.test(line.text) && isItem(line);

/** To the parser, this may be no item where it comes first in another block, after what only the parser knows. */
export const mayBeNoItem = (line: Line | undefined): boolean =>
  line !== undefined && /^ {0,3}(?!1[.)])\d+[.)] /.test(line.text);

/** Where the lines of an item end: the first that is neither blank nor indented. */
const itemEnd = (lines: readonly Line[], at: number, width: number): number => {
  let end = at + 1;
  let next = end;
  for (; next < lines.length; next += 1) {
    const { text } = lines[next] ?? { text: '' };
    if (isBlank(text)) continue;
    if (text.slice(0, width).trimStart() !== '' || text.length <= width) break;
    if (text.slice(0, width).includes('\t')) break;
    end = next + 1;
  }
  return end;
};

const skipBlank = (lines: readonly Line[], from: number): number => {
  let next = from;
  while (next < lines.length && isBlank(lines[next]?.text ?? '')) next += 1;
  return next;
};

/** Reads a list with all that is in it, where every line of an item but the first is indented as far as its text. */
export const readList = (lines: readonly Line[], at: number, read: ReadContent): PlainBlocks | undefined => {
  const first = lines[at];
  const marker = first === undefined ? undefined : markerOf(first);
  if (first === undefined || marker === undefined) return undefined;
  const list: List = {
    type: 'list',
    ordered: marker.number !== undefined,
    start: marker.number ?? null,
    spread: false,
    children: [],
    position: placed(first.start + marker.indent, first.end),
  };
  for (let from = at; ;) {
    const line = lines[from];
    const own = line === undefined ? undefined : markerOf(line);
    if (line === undefined || own === undefined) return undefined;
    const end = itemEnd(lines, from, own.length);
    const content = read(lines.slice(from, end).map((each) => inside(each, own.length)));
    if (content === undefined) return undefined;
    const place = placed(line.start + own.indent, lines[end - 1]?.end ?? line.end);
    const node: ListItem = { type: 'listItem', spread: content.isSpread, checked: null, children: [], position: place };
    for (const child of content.nodes) node.children.push(child as BlockContent);
    list.children.push(node);
    if (list.position !== undefined) list.position.end.offset = place.end.offset;

    from = skipBlank(lines, end);
    const after = lines[from];
    if (after === undefined) return { nodes: [list], next: end };
    const other = markerOf(after);
    const goesOn = other?.sign === marker.sign && other.indent === marker.indent;
    if (goesOn) list.spread ||= from > end;
    else if (other?.sign === marker.sign) return undefined;
    // A line that is indented may belong to any block before it, and one right below the list to its last paragraph.
    else if (/^\s/.test(after.text) || (from === end && !isHeading(after))) return undefined;
    else if (/^[-*+](?:\s|$)|^\d{1,9}[.)](?:\s|$)/.test(after.text) && other === undefined) return undefined;
    else return { nodes: [list], next: end };
  }
};

/** Somewhere a list is followed by another container: in a quotation the parser has such a list end later than it does. */
const hasListBeforeContainer = (nodes: readonly RootContent[]): boolean =>
  nodes.some((node, index) => {
    const after = nodes[index + 1]?.type;
    if (node.type === 'list' && (after === 'list' || after === 'blockquote')) return true;
    return (node.type === 'list' || node.type === 'listItem') && hasListBeforeContainer(node.children);
  });

/** Reads a quotation whose every line has its mark. */
export const readQuote = (lines: readonly Line[], at: number, read: ReadContent): PlainBlocks | undefined => {
  let next = at;
  const own: Line[] = [];
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || !/^>(?: |$)/.test(line.text)) break;
    own.push(inside(line, 2));
  }
  const [first, last, after] = [lines[at], own.at(-1), lines[next]];
  if (first === undefined || last === undefined || isBlank(last.text)) return undefined;
  if (after !== undefined && !isBlank(after.text) && !isHeading(after)) return undefined;
  const content = read(own);
  if (content === undefined || hasListBeforeContainer(content.nodes)) return undefined;
  const quote: Blockquote = { type: 'blockquote', children: [], position: placed(first.start, last.end) };
  for (const child of content.nodes) quote.children.push(child as BlockContent);
  return { nodes: [quote], next };
};
