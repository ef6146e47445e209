import type { Nodes, Root, RootContent } from 'mdast';
import { definedIn } from './plain-definitions.ts';
import { readPlain } from './plain-blocks.ts';
import { isBlank, type Line, linesFrom } from './plain-lines.ts';
import { placed } from './plain-phrasing.ts';
import { referencesIn } from './plain-references.ts';

/** A document without the stretches whose blocks are known: a letter of private use stands for each, as a paragraph of its own. */
export interface Abridged {
  /** What is left for a parser: nothing but space, where all is known. */
  readonly text: string;
  /** There was front matter, which is known too: what is left can't begin with it. */
  readonly isMiddle: boolean;
  /** Makes the tree of the abridged text that of the whole. */
  readonly restore: (tree: Root) => Root;
}

/** Blocks between blank lines; the nodes of those that are plain. */
interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly RootContent[] | undefined;
}

/** Chunks that follow each other, known to the last. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly RootContent[];
}

const firstLetter = 0xe000;
const privateUse = /[\uE000-\uF8FF]/g;
/** The parser replaces NUL, and takes a carriage return alone for the end of a line. */
const odd = /[\uE000-\uF8FF\0]|\r(?!\n)/;
const mostStretches = 0xf8ff - firstLetter;

const frontMatter = /^(---|\+\+\+)[ \t]*\r?\n(?:([^\0]*?)\r?\n)??\1[ \t]*(?=\r?\n|$)/;
/** The beginning of a block that may run on over blank lines, if in an item or a quotation. */
const runOn = /^(?:[ \t>*+-]|\d+[.)])*(?:```|~~~|\$\$|<(?:[!?]|(?:script|pre|style|textarea)(?=[\s>]|$)))/im;

/** Where front matter is, a parser is not asked about it. */
const frontMatterOf = (source: string): Stretch | undefined => {
  const [whole, sign, value = ''] = frontMatter.exec(source) ?? [];
  if (whole === undefined) return undefined;
  // The tree's types know YAML alone.
  const type = (sign === '---' ? 'yaml' : 'toml') as 'yaml';
  return { start: 0, end: whole.length, nodes: [{ type, value, position: placed(0, whole.length) }] };
};

/**
 * Where all of a document is known, its definitions are, and what refers to them. Of a part of it nobody can tell: what is left for the
 * parser may swallow a definition.
 */
const chunksOf = (source: string, start: number): readonly Chunk[] => {
  const lines = linesFrom(source, start);
  const defined = definedIn(lines);
  if (defined.size > 0) {
    const chunks = readChunks(source, lines, defined);
    const found = new Set<string>();
    for (const { nodes = [] } of chunks)
      for (const node of nodes) if (node.type === 'definition') found.add(node.identifier);
    if (found.size === defined.size && chunks.every(({ nodes }) => nodes !== undefined)) return chunks;
  }
  return readChunks(source, lines, new Set());
};

const readChunks = (source: string, lines: readonly Line[], defined: ReadonlySet<string>): readonly Chunk[] => {
  const chunks: Chunk[] = [];
  const references = referencesIn(source, defined);
  const mayDefine = defined.size > 0;
  // Where a block may have run on, what looks like a block can be a part of it. It is still one if it can't end the other.
  let mayBeInside = false;
  for (let at = 0; at < lines.length;) {
    const first = lines[at];
    if (first === undefined || isBlank(first.text)) {
      at += 1;
      continue;
    }
    // An item may belong to a list before it. One that is not known ends with the next known block.
    const mayList = chunks.at(-1)?.nodes !== undefined || chunks.length === 0;
    const plain = readPlain(lines, at, { references, mayDefine, mayFence: !mayBeInside, mayList });
    const next = plain?.next ?? nextBlank(lines, at);
    const end = lines[next - 1]?.end ?? source.length;
    const written = source.slice(first.start, end);
    const isKnown = plain !== undefined && !(mayBeInside && written.includes('>'));
    if (!isKnown) mayBeInside ||= runOn.test(written);
    chunks.push({ start: first.start, end, nodes: isKnown ? plain.nodes : undefined });
    at = next;
  }
  return chunks;
};

const nextBlank = (lines: readonly Line[], from: number): number => {
  let at = from;
  while (at < lines.length && !isBlank(lines[at]?.text ?? '')) at += 1;
  return at;
};

const stretchesOf = (chunks: readonly Chunk[]): readonly Stretch[] => {
  const stretches: { start: number; end: number; nodes: RootContent[] }[] = [];
  let open: (typeof stretches)[number] | undefined;
  for (const { start, end, nodes } of chunks) {
    if (nodes === undefined) open = undefined;
    else {
      if (open === undefined) stretches.push((open = { start, end, nodes: [] }));
      for (const node of nodes) open.nodes.push(node);
      open.end = end;
    }
  }
  return stretches.slice(0, mostStretches);
};

/**
 * Finds the stretches of a document whose blocks can be told without a parser. A parser still says where they stand: what it takes
 * for a paragraph at the margin is one, and what it takes for a part of code or HTML is that. `undefined` where there are none.
 */
export const abridged = (source: string, mayHaveFrontMatter: boolean): Abridged | undefined => {
  // The parser drops a byte order mark at the beginning.
  if (odd.test(source) || source.startsWith('\uFEFF')) return undefined;
  const front = mayHaveFrontMatter ? frontMatterOf(source) : undefined;
  // Front matter that is none of ours is the parser's.
  if (mayHaveFrontMatter && front === undefined && /^(?:---|\+\+\+)/.test(source)) return undefined;
  const begin = front?.end ?? 0;
  const stretches = stretchesOf(chunksOf(source, begin));

  let text = '';
  let copied = begin;
  /** Where each part of the abridged text begins, and how much farther on it stands in the whole. */
  const parts: { readonly at: number; readonly shift: number }[] = [{ at: 0, shift: begin }];
  for (const [index, { start, end }] of stretches.entries()) {
    text += source.slice(copied, start) + String.fromCharCode(firstLetter + index);
    copied = end;
    parts.push({ at: text.length, shift: end - text.length });
  }
  text += source.slice(copied);
  const isAllKnown = stretches.length <= 1 && isBlank(text.replace(privateUse, '').replace(/[\r\n]/g, ''));

  const offsets = (): Int32Array => {
    const table = new Int32Array(text.length + 1);
    for (const [index, { at, shift }] of parts.entries()) {
      const end = parts[index + 1]?.at ?? table.length;
      for (let offset = at; offset < end; offset += 1) table[offset] = offset + shift;
    }
    return table;
  };
  const stretchOf = (letter: string): Stretch | undefined => stretches[letter.charCodeAt(0) - firstLetter];
  const whole = (value: string): string =>
    value.replace(privateUse, (letter) => source.slice(stretchOf(letter)?.start, stretchOf(letter)?.end));
  const known = (node: RootContent): Stretch | undefined => {
    const [only] = node.type === 'paragraph' ? node.children : [];
    return only?.type === 'text' ? stretchOf(only.value) : undefined;
  };

  return {
    text: isAllKnown ? '' : text,
    isMiddle: front !== undefined,
    restore: (tree) => {
      const children: RootContent[] = [...(front?.nodes ?? [])];
      if (isAllKnown) return { ...tree, children: [...children, ...(stretches[0]?.nodes ?? [])] };
      const work: Nodes[] = [];
      for (const node of tree.children) {
        const nodes = known(node)?.nodes;
        for (const each of nodes ?? [node]) children.push(each);
        if (nodes === undefined) work.push(node);
      }
      const places = offsets();
      for (let node = work.pop(); node !== undefined; node = work.pop()) {
        for (const point of [node.position?.start, node.position?.end])
          if (point?.offset !== undefined) point.offset = places[point.offset] ?? 0;
        if ('value' in node) node.value = whole(node.value);
        if ('children' in node) for (const child of node.children) work.push(child);
      }
      return { ...tree, children };
    },
  };
};
