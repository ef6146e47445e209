// @ts-nocheck: its libraries are installed beside it, for the benchmark alone.
// What anybody would write in ten lines: unified, remark-parse, remark-gfm, visit. `node plain.js <folder>` prints how many
// external links it found, for `list.bench.js` to stand beside.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const [folder = '.'] = process.argv.slice(2);
const processor = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm);
/** @type {Set<string>} */
const found = new Set();
for (const name of readdirSync(folder)) {
  visit(processor.parse(readFileSync(join(folder, name), 'utf8')), ['link', 'image', 'definition'], (node) => {
    if ('url' in node && /^https?:/.test(node.url)) found.add(node.url);
  });
}
process.stdout.write(`${JSON.stringify([...found].toSorted())}\n`);
