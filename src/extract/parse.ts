import type { Root, RootContent } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import { abridged } from './abridged.ts';

/** GFM without its literal autolinks: bare addresses are found by `bare-urls.ts`, whose boundaries hold in CJK text too. */
function gfm(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [
    ...(data.micromarkExtensions ?? []),
    gfmFootnote(),
    gfmStrikethrough(),
    gfmTable(),
    gfmTaskListItem(),
  ];
  data.fromMarkdownExtensions = [
    ...(data.fromMarkdownExtensions ?? []),
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    addressPlaces,
  ];
}

declare module 'mdast' {
  /** Where the bytes of its address stand, counted from where the node begins, so that a node may be moved. */
  interface AddressData {
    address?: { readonly from: number; readonly to: number };
  }
  interface LinkData extends AddressData {}
  interface ImageData extends AddressData {}
  interface DefinitionData extends AddressData {}
}

type Extension = ReturnType<typeof gfmTableFromMarkdown>;

/** Keeps what the tree leaves out: where an address stands, told by the tokens, as no second look at the text could tell it. */
const addressPlaces = ((): Extension => {
  const keep = (inset: 0 | 1): NonNullable<Extension['enter']>[string] =>
    function ({ start, end }) {
      const node = this.stack.at(-1);
      const begin = node?.position?.start.offset;
      if (begin === undefined) return;
      if (node?.type === 'link' || node?.type === 'image' || node?.type === 'definition')
        node.data = { address: { from: start.offset + inset - begin, to: end.offset - inset - begin } };
    };
  return {
    enter: {
      resourceDestinationRaw: keep(0),
      resourceDestinationLiteral: keep(1),
      definitionDestinationRaw: keep(0),
      definitionDestinationLiteral: keep(1),
    },
  };
})();

/** A document can begin with front matter, a piece of it cannot. */
type Position = 'beginning' | 'middle';

const withoutMath = {
  beginning: unified().use(remarkParse).use(gfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze(),
  middle: unified().use(remarkParse).use(gfm).freeze(),
};
// One dollar is money far oftener than mathematics; `templates.ts` judges it with more care.
const math = { singleDollarTextMath: false };
const withMath = {
  beginning: withoutMath.beginning().use(remarkMath, math).freeze(),
  middle: withoutMath.middle().use(remarkMath, math).freeze(),
};

const isOpenMath = (node: RootContent, source: string): boolean =>
  node.type === 'math' &&
  !/\$\$[ \t]*$/.test(source.slice((node.position?.start.offset ?? 0) + 2, node.position?.end.offset));

type Reader = (processors: typeof withMath, source: string, position: Position) => Root;

/** Leaves all to the parser: the reference, and nothing that is read faster may be read otherwise. */
export const readWhole: Reader = (processors, source, position) => processors[position].parse(source);

/** Leaves to the parser what takes one. */
const readAbridged: Reader = (processors, source, position) => {
  const { text, isMiddle, restore } = abridged(source, position === 'beginning') ?? {};
  if (text === undefined || restore === undefined) return readWhole(processors, source, position);
  if (text === '') return restore({ type: 'root', children: [] });
  return restore(readWhole(processors, text, isMiddle === true ? 'middle' : position));
};

/**
 * Markdown → syntax tree. Positions count from the first unit of `source`, which has no byte order mark; only their offsets are to
 * be relied on.
 */
export const parse = (source: string, position: Position = 'beginning', read: Reader = readAbridged): Root => {
  const tree = read(withMath, source, position);
  // A `$$` that nothing closes runs to the end of the document, and would take every link after it along: it was prose.
  return tree.children.some((node) => isOpenMath(node, source)) ? read(withoutMath, source, position) : tree;
};
