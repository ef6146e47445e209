import type { RootContent } from 'mdast';
import { type Content, interruptsParagraph, isItem, mayBeNoItem, readList, readQuote } from './plain-containers.ts';
import { readDefinitions } from './plain-definitions.ts';
import {
  isFence,
  isHeading,
  isHtml,
  isThematicBreak,
  type PlainBlocks,
  readFence,
  readHeading,
  readHtml,
  readParagraph,
} from './plain-leaves.ts';
import { isBlank, type Line } from './plain-lines.ts';
import { placed } from './plain-phrasing.ts';
import type { References } from './plain-references.ts';
import { readTable } from './plain-table.ts';

/** What is known of the document around a block. */
export interface Circumstances {
  readonly references: References;
  /** Definitions are read too: all that refers to them is. */
  readonly mayDefine: boolean;
  /** Nothing is open that a fence could close. */
  readonly mayFence: boolean;
  /** No list is open that an item could belong to. */
  readonly mayList: boolean;
}

/** Blocks inside of blocks are read to this depth; what is nested deeper is left to the parser, and to those who watch over it. */
const deepest = 8;

/** Reads the block that begins with a line, but for paragraphs; `none` where it is one, or the rest of one. */
const readBlock = (
  lines: readonly Line[],
  at: number,
  isOpen: boolean,
  circumstances: Circumstances,
  depth: number,
): PlainBlocks | 'none' | undefined => {
  const line = lines[at];
  if (line === undefined) return undefined;
  const read = (own: readonly Line[]): Content | undefined => readContent(own, circumstances, depth + 1);
  if (isFence(line)) return circumstances.mayFence ? readFence(lines, at) : undefined;
  if (isHeading(line)) {
    const node = readHeading(line, circumstances.references);
    return node && { nodes: [node], next: at + 1 };
  }
  if (isHtml(line)) return readHtml(lines, at);
  if (line.text.startsWith('> ')) return readQuote(lines, at, read);
  if (isOpen) return interruptsParagraph(line) ? readList(lines, at, read) : 'none';
  if (isThematicBreak(line)) {
    return { nodes: [{ type: 'thematicBreak', position: placed(line.start, line.end) }], next: at + 1 };
  }
  if (depth === 0 && line.text.startsWith('[') && circumstances.mayDefine) {
    const definitions = readDefinitions(lines, at);
    if (definitions !== undefined) return definitions;
  }
  if (line.text.startsWith('|')) return readTable(lines, at, circumstances.references);
  if (!isItem(line)) return 'none';
  return circumstances.mayList ? readList(lines, at, read) : undefined;
};

/** Reads the blocks from a line on to the next blank one, or beyond where a block runs on; `undefined` where that takes a parser. */
export const readPlain = (
  lines: readonly Line[],
  start: number,
  circumstances: Circumstances,
  depth = 0,
): PlainBlocks | undefined => {
  if (depth > deepest) return undefined;
  const nodes: RootContent[] = [];
  let paragraph: Line[] = [];
  const closeParagraph = (): boolean => {
    if (paragraph.length === 0) return true;
    const read = readParagraph(paragraph, circumstances.references);
    paragraph = [];
    if (read !== undefined) nodes.push(read);
    return read !== undefined;
  };
  let at = start;
  for (let line = lines[at]; line !== undefined && !isBlank(line.text); line = lines[at]) {
    const block = readBlock(lines, at, paragraph.length > 0, circumstances, depth);
    if (block === undefined) return undefined;
    if (block === 'none') {
      paragraph.push(line);
      at += 1;
    } else {
      if (!closeParagraph()) return undefined;
      for (const node of block.nodes) nodes.push(node);
      at = block.next;
    }
  }
  return closeParagraph() ? { nodes, next: at } : undefined;
};

/** Reads all that stands inside of a block. */
const readContent = (lines: readonly Line[], circumstances: Circumstances, depth: number): Content | undefined => {
  if (mayBeNoItem(lines[0])) return undefined;
  const nodes: RootContent[] = [];
  let isSpread = false;
  for (let at = 0; at < lines.length;) {
    if (isBlank(lines[at]?.text ?? '')) {
      isSpread ||= nodes.length > 0;
      at += 1;
      continue;
    }
    const plain = readPlain(lines, at, { ...circumstances, mayList: true }, depth);
    if (plain === undefined) return undefined;
    for (const node of plain.nodes) nodes.push(node);
    at = plain.next;
  }
  return { nodes, isSpread };
};
