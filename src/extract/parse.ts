import type { Math } from 'mdast-util-math';
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

const markdown = unified().use(remarkParse).use(remarkFrontmatter, ['yaml', 'toml']).use(gfm).freeze();
// One dollar is money far oftener than mathematics; `templates.ts` judges it with more care.
const markdownWithMath = markdown().use(remarkMath, { singleDollarTextMath: false }).freeze();

const isOpenMath = (node: RootContent, source: string): node is Math =>
  node.type === 'math' &&
  !/\$\$[ \t]*$/.test(source.slice(node.position?.start.offset, node.position?.end.offset).slice(2));

/** Markdown → syntax tree, for `extract`. Positions count from the first unit of `source`, which has no byte order mark. */
export const parse = (source: string): Root => {
  const tree = markdownWithMath.parse(source);
  // A `$$` that nothing closes runs to the end of the document, and would take every link after it along: it was prose.
  return tree.children.some((node) => isOpenMath(node, source)) ? markdown.parse(source) : tree;
};
