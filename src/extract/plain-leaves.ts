import type { Heading, Paragraph, RootContent } from 'mdast';
import { htmlBlockNames } from 'micromark-util-html-tag-name';
import { inkEnd, isBlank, lineEnd, type Line, textOf } from './plain-lines.ts';
import { addText, placed, readLine, readPhrasing } from './plain-phrasing.ts';
import type { References } from './plain-references.ts';

/** Blocks that were read without a parser. */
export interface PlainBlocks {
  readonly nodes: readonly RootContent[];
  /** The line after them. */
  readonly next: number;
}

/** A line that begins so belongs to a paragraph: no other block begins with it, and it neither underlines nor parts columns. */
const paragraphStart =
  /^(?:[^\0-\x20\x7F#>+=~|:`*_<\-\d$]|`(?!``)|\*\*?(?=[^\s*])|<https?:|\$(?!\$)|#(?=[^#\s])|\d+(?!\d|[.)](?:\s|$)))/;
const heading = /^(#{1,6}) +(?=[^ #])(?:.*[^\s#])?$/;
const fence = /^(`{3,}) *(?:([^\s`&\\]+)(?: +([^\s`&\\](?:[^`&\\]*[^\s`&\\])?))?)?[ \t]*$/;
/** A block of HTML that ends at a blank line, whatever stands in it (CommonMark §4.6, the sixth condition). */
const htmlStart = new RegExp(String.raw`^</?(?:${htmlBlockNames.join('|')})(?=[ \t>]|/>|$)`, 'i');

export const isHeading = ({ text }: Line): boolean => heading.test(text);
export const isThematicBreak = ({ text }: Line): boolean => /^(?:-{3,}|\*{3,}|_{3,})$/.test(text);
export const isFence = ({ text }: Line): boolean => text.startsWith('```');
export const isHtml = ({ text }: Line): boolean => htmlStart.test(text);

/** Reads a paragraph; `undefined` where it takes a parser to tell what a line of it means. */
export const readParagraph = (lines: readonly Line[], references: References): Paragraph | undefined => {
  const position = placed(lines[0]?.start ?? 0, lines.at(-1)?.end ?? 0);
  const paragraph: Paragraph = { type: 'paragraph', children: [], position };
  const last = (sign: string): number =>
    lines.reduce((found, { text, start }) => (text.includes(sign) ? start + text.lastIndexOf(sign) : found), -1);
  let before: Line | undefined;
  for (const line of lines) {
    const { text, start } = line;
    if (!paragraphStart.test(text)) return undefined;
    if (before !== undefined) {
      const ink = inkEnd(before);
      const spaces = before.text.slice(before.text.length - (before.end - ink));
      if (spaces.includes('\t')) return undefined;
      if (spaces.length < 2) addText(paragraph, lineEnd(before), before.end);
      // Two spaces at the end of a line break it.
      else paragraph.children.push({ type: 'break', position: placed(ink, before.next) });
    }
    if (!readPhrasing(paragraph, text.slice(0, inkEnd(line) - start), start, { references, last })) return undefined;
    before = line;
  }
  return paragraph;
};

/** Reads a heading of one line. */
export const readHeading = ({ text, start, end }: Line, references: References): Heading | undefined => {
  const marks = /^#+ +/.exec(text)?.[0] ?? '';
  const depth = marks.trimEnd().length as Heading['depth'];
  const node: Heading = { type: 'heading', depth, children: [], position: placed(start, end) };
  return readLine(node, text.slice(marks.length), start + marks.length, references) ? node : undefined;
};

/** Reads fenced code, to the fence that closes it. */
export const readFence = (lines: readonly Line[], at: number): PlainBlocks | undefined => {
  const first = lines[at];
  const [, marks, lang = null, meta = null] = fence.exec(first?.text ?? '') ?? [];
  if (first === undefined || marks === undefined) return undefined;
  const closer = new RegExp(`^ {0,3}${marks}\`*[ \\t]*$`);
  for (let index = at + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || !closer.test(line.text)) continue;
    const value = textOf(lines.slice(at + 1, index));
    return { nodes: [{ type: 'code', lang, meta, value, position: placed(first.start, line.end) }], next: index + 1 };
  }
  return undefined;
};

/** Reads a block of HTML, which goes on to the next blank line. */
export const readHtml = (lines: readonly Line[], at: number): PlainBlocks => {
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next]?.text ?? '')) next += 1;
  const written = lines.slice(at, next);
  const position = placed(written[0]?.start ?? 0, written.at(-1)?.end ?? 0);
  return { nodes: [{ type: 'html', value: textOf(written), position }], next };
};
