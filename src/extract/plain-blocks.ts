import type { Blockquote, Heading, Html, List, Paragraph, RootContent } from 'mdast';
import { htmlBlockNames } from 'micromark-util-html-tag-name';
import { addText, placed, readPhrasing } from './plain-phrasing.ts';

/** Blocks that stand between two blank lines, read without a parser. */
export interface PlainBlocks {
  readonly nodes: readonly RootContent[];
  readonly end: number;
}

/** What is known of the document around a block. */
interface Circumstances {
  /** There is no definition that brackets could refer to. */
  readonly noReferences: boolean;
  /** Nothing is open that a fence could close. */
  readonly mayFence: boolean;
}

/** A line without its end. */
interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the next one begins. */
  readonly next: number;
}

/** A line that begins so belongs to a paragraph: no other block begins with it, and it neither underlines nor parts columns. */
const paragraphStart =
  /^(?:[^\0-\x20\x7F#>+=~|:`*_<\-\d$]|`(?!``)|\*\*?(?![\s*])|<https?:|\$(?!\$)|#(?=[^#\s])|\d+(?!\d|[.)](?:\s|$)))/;
const heading = /^(#{1,6}) +(?=[^ #])(?:.*[^\s#])?$/;
const thematicBreak = /^(?:-{3,}|\*{3,}|_{3,})$/;
const item = /^(?:([-*+])|(\d{1,9})([.)])) (?=\S)/;
const fence = /^(`{3,}) *(?:([^\s`&\\]+)(?: +([^\s`&\\](?:[^`&\\]*[^\s`&\\])?))?)?[ \t]*$/;
/** A block of HTML that ends at a blank line, whatever stands in it (CommonMark §4.6, the sixth condition). */
const htmlStart = new RegExp(String.raw`^</?(?:${htmlBlockNames.join('|')})(?=[ \t>]|/>|$)`, 'i');

/** Tells whether a line, with or without its carriage return, holds nothing. */
export const isBlank = (line: string): boolean => /^[ \t]*\r?$/.test(line);

const lineAt = (source: string, start: number): Line => {
  const found = source.indexOf('\n', start);
  const feed = found === -1 ? source.length : found;
  const end = source[feed - 1] === '\r' && feed > start && found !== -1 ? feed - 1 : feed;
  return { text: source.slice(start, end), start, end, next: feed + 1 };
};

/** The parser replaces NUL, and a carriage return alone is a line end to it. */
const isOdd = (text: string): boolean => /\0|\r(?!\n)/.test(text);

const growTo = ({ position }: RootContent, end: number): void => {
  if (position !== undefined) position.end.offset = end;
};

const paragraphAt = (start: number, end: number): Paragraph => ({
  type: 'paragraph',
  children: [],
  position: placed(start, end),
});

/** Where the spaces at the end of a line begin. */
const inkEnd = ({ text, end }: Line): number => {
  let length = text.length;
  while (text[length - 1] === ' ' || text[length - 1] === '\t') length -= 1;
  return end - text.length + length;
};

/** Adds a line to a paragraph, after the line before it. */
const addLine = (paragraph: Paragraph, line: Line, { noReferences }: Circumstances, before?: Line): boolean => {
  const { text, start, end } = line;
  if (!paragraphStart.test(text)) return false;
  if (before !== undefined) {
    const ink = inkEnd(before);
    const spaces = before.text.slice(ink - before.start);
    if (spaces.includes('\t')) return false;
    if (spaces.length < 2) addText(paragraph, before.next - before.end === 2 ? '\r\n' : '\n', before.end);
    // Two spaces at the end of a line break it.
    else paragraph.children.push({ type: 'break', position: placed(ink, before.next) });
  }
  growTo(paragraph, end);
  return readPhrasing(paragraph, text.slice(0, inkEnd(line) - start), start, noReferences);
};

const readHeading = ({ text, start, end }: Line, { noReferences }: Circumstances): Heading | undefined => {
  const marks = /^#+ +/.exec(text)?.[0] ?? '';
  const depth = marks.trimEnd().length as Heading['depth'];
  const node: Heading = { type: 'heading', depth, children: [], position: placed(start, end) };
  return readPhrasing(node, text.slice(marks.length), start + marks.length, noReferences) ? node : undefined;
};

const readFence = (source: string, { text, start, end }: Line): PlainBlocks | undefined => {
  const [, marks, lang = null, meta = null] = fence.exec(text) ?? [];
  if (marks === undefined) return undefined;
  const closer = new RegExp(`\\r?\\n {0,3}${marks}\`*[ \\t]*(?=\\r?\\n|$)`, 'g');
  closer.lastIndex = end;
  const close = closer.exec(source);
  if (close === null) return undefined;
  const value = source.slice(end, close.index).replace(/^\r?\n/, '');
  const last = close.index + close[0].length;
  if (isOdd(source.slice(start, last))) return undefined;
  return { nodes: [{ type: 'code', lang, meta, value, position: placed(start, last) }], end: last };
};

const readList = (lines: readonly Line[], circumstances: Circumstances): List | undefined => {
  const [first] = lines;
  const [, bullet, number, delimiter] = item.exec(first?.text ?? '') ?? [];
  const list: List = {
    type: 'list',
    ordered: bullet === undefined,
    start: number === undefined ? null : Number(number),
    spread: false,
    children: [],
    position: placed(first?.start ?? 0, lines.at(-1)?.end ?? 0),
  };
  for (const { text, start, end, next } of lines) {
    const [marker, sign, , point] = item.exec(text) ?? [];
    if (marker === undefined || sign !== bullet || point !== delimiter) return undefined;
    const at = start + marker.length;
    const paragraph = paragraphAt(at, end);
    if (!addLine(paragraph, { text: text.slice(marker.length), start: at, end, next }, circumstances)) return undefined;
    list.children.push({
      type: 'listItem',
      spread: false,
      checked: null,
      children: [paragraph],
      position: placed(start, end),
    });
  }
  return list;
};

const readQuote = (lines: readonly Line[], circumstances: Circumstances): Blockquote | undefined => {
  const [first] = lines;
  const [start, end] = [first?.start ?? 0, lines.at(-1)?.end ?? 0];
  const paragraph = paragraphAt(start + 2, end);
  let before: Line | undefined;
  for (const line of lines) {
    if (!line.text.startsWith('> ')) return undefined;
    const inner = { ...line, text: line.text.slice(2), start: line.start + 2 };
    if (!addLine(paragraph, inner, circumstances, before)) return undefined;
    before = inner;
  }
  return { type: 'blockquote', children: [paragraph], position: placed(start, end) };
};

/** The lines up to the next blank one. */
const linesFrom = (source: string, first: Line): readonly [Line, ...Line[]] => {
  const lines: [Line, ...Line[]] = [first];
  for (let from = first.next; from < source.length;) {
    const line = lineAt(source, from);
    if (isBlank(line.text)) break;
    lines.push(line);
    from = line.next;
  }
  return lines;
};

const readHtml = (source: string, lines: readonly Line[]): Html | undefined => {
  const [start, end] = [lines[0]?.start ?? 0, lines.at(-1)?.end ?? 0];
  const value = source.slice(start, end);
  return isOdd(value) ? undefined : { type: 'html', value, position: placed(start, end) };
};

/** Reads a block that goes on to the next blank line. */
const readLast = (source: string, first: Line, circumstances: Circumstances): PlainBlocks | undefined => {
  const lines = linesFrom(source, first);
  const node = item.test(first.text)
    ? readList(lines, circumstances)
    : first.text.startsWith('>')
      ? readQuote(lines, circumstances)
      : readHtml(source, lines);
  return node === undefined ? undefined : { nodes: [node], end: lines.at(-1)?.end ?? first.end };
};

/** Reads the blocks from a line at the margin to the next blank line; `undefined` where that takes a parser. */
export const readPlain = (source: string, start: number, circumstances: Circumstances): PlainBlocks | undefined => {
  const nodes: RootContent[] = [];
  let open: { readonly paragraph: Paragraph; readonly last: Line } | undefined;
  let end = start;
  for (let from = start; from < source.length;) {
    const line = lineAt(source, from);
    const { text } = line;
    if (isBlank(text)) break;
    const isLast = htmlStart.test(text) || (open === undefined && (item.test(text) || text.startsWith('> ')));
    if (isLast) {
      const last = readLast(source, line, circumstances);
      return last === undefined ? undefined : { nodes: [...nodes, ...last.nodes], end: last.end };
    }
    if (text.startsWith('```')) {
      const fenced = circumstances.mayFence ? readFence(source, line) : undefined;
      if (fenced === undefined) return undefined;
      nodes.push(...fenced.nodes);
      open = undefined;
      end = fenced.end;
    } else if (heading.test(text)) {
      const node = readHeading(line, circumstances);
      if (node === undefined) return undefined;
      nodes.push(node);
      open = undefined;
      ({ end } = line);
    } else if (open === undefined && thematicBreak.test(text)) {
      nodes.push({ type: 'thematicBreak', position: placed(line.start, line.end) });
      ({ end } = line);
    } else {
      const paragraph: Paragraph = open?.paragraph ?? paragraphAt(line.start, line.end);
      if (open === undefined) nodes.push(paragraph);
      if (!addLine(paragraph, line, circumstances, open?.last)) return undefined;
      open = { paragraph, last: line };
      ({ end } = line);
    }
    from = source.indexOf('\n', end) === -1 ? source.length : source.indexOf('\n', end) + 1;
  }
  return { nodes, end };
};
