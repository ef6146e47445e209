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
  ];
}

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

/** Markdown → syntax tree. Positions count from the first unit of `source`, which has no byte order mark. */
export const parse = (source: string, position: Position = 'beginning'): Root => {
  const tree = withMath[position].parse(source);
  // A `$$` that nothing closes runs to the end of the document, and would take every link after it along: it was prose.
  return tree.children.some((node) => isOpenMath(node, source)) ? withoutMath[position].parse(source) : tree;
};
