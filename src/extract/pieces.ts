import type { Definition, Nodes, RootContent } from 'mdast';
import { parse } from './parse.ts';

/** UTF-16 units of a piece, at least. The parser's time and memory grow faster than its input; pieces of this size keep them in step. */
const pieceLength = 65_536;

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly RootContent[];
}

/** A line that stands at the margin after a blank one: it closes every list, quote and footnote before it (CommonMark §5). */
const margin = /\n[ \t]*\r?\n(?=[^\s\uFEFF])/g;

const marginAfter = (source: string, from: number): number => {
  margin.lastIndex = from;
  const match = margin.exec(source);
  return match === null ? source.length : match.index + match[0].length;
};

/** What may run on over blank lines: fenced code, comments and raw elements, mathematics. */
const mayRunOn = (node: RootContent | undefined): boolean =>
  node?.type === 'code' || node?.type === 'html' || node?.type === 'math';

/** Moves nodes to where their piece stands in the document. */
const moved = (nodes: readonly RootContent[], by: number): readonly RootContent[] => {
  const work: Nodes[] = [...nodes];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    for (const point of [node.position?.start, node.position?.end]) if (point?.offset !== undefined) point.offset += by;
    if ('children' in node) for (const child of node.children) work.push(child);
  }
  return nodes;
};

const read = (source: string, start: number, end: number, definitions = ''): Piece => {
  const own = source.slice(start, end);
  // At its end they change no place, and front matter stays first.
  const { children } = parse(
    definitions === '' ? own : `${own}\n\n${definitions}`,
    start === 0 ? 'beginning' : 'middle',
  );
  const nodes = children.filter((node) => (node.position?.start.offset ?? 0) < own.length);
  return { start, end, nodes: moved(nodes, start) };
};

/** Cuts a document where no block runs on, and reads the pieces each for itself. */
const piecesOf = (source: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let start = 0; start < source.length;) {
    let length = pieceLength;
    let piece = read(source, start, marginAfter(source, start + length));
    // Twice as much each time, so that a fence that is never closed costs no more than a few readings.
    while (mayRunOn(piece.nodes.at(-1)) && piece.end < source.length) {
      length *= 2;
      piece = read(source, start, marginAfter(source, start + length));
    }
    pieces.push(piece);
    start = piece.end;
  }
  return pieces;
};

/** A label as references are matched by it (CommonMark §4.7). */
const normal = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase();

const definitionsIn = (nodes: readonly RootContent[]): readonly Definition[] => {
  const found: Definition[] = [];
  const work: Nodes[] = nodes.toReversed();
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node.type === 'definition') found.push(node);
    else if ('children' in node) for (const child of node.children.toReversed()) work.push(child);
  }
  return found;
};

/**
 * The top-level blocks of a document of any length. A long one is read in pieces; a piece that uses definitions of others is read
 * again with these added to it.
 */
export const blocksIn = (source: string): readonly RootContent[] => {
  if (source.length < 2 * pieceLength) return parse(source).children;
  const pieces = piecesOf(source);
  const labels = new Map<string, Piece>();
  for (const piece of pieces.toReversed())
    for (const { label } of definitionsIn(piece.nodes)) labels.set(normal(label ?? ''), piece);

  return pieces.flatMap((piece) => {
    const bracketed = source.slice(piece.start, piece.end).matchAll(/\[([^[\]]{1,999})\]/g);
    const used = new Set([...bracketed].map(([, label = '']) => normal(label)));
    const foreign = [...used].filter((label) => (labels.get(label) ?? piece) !== piece);
    if (foreign.length === 0) return piece.nodes;
    return read(source, piece.start, piece.end, foreign.map((label) => `[${label}]: <>\n`).join('')).nodes;
  });
};
