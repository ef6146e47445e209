// Markdown in.

import { isDeepStrictEqual } from 'node:util';
import { extract } from '../../dist/extract/index.js';
import { parse, readWhole } from '../../dist/extract/parse.js';
import { resolve } from '../../dist/resolve.js';
import { markdown } from './fragments.js';
import { fuzzTarget, must } from './target.js';

/**
 * A tree as the extraction relies on it: offsets without lines and columns.
 *
 * @param {import('mdast').Nodes} node
 * @returns {unknown}
 */
const shape = (node) => {
  const { position, ...rest } = node;
  const place = node.type === 'root' ? [] : [position?.start.offset, position?.end.offset];
  return { ...rest, place, ...('children' in node ? { children: node.children.map(shape) } : {}) };
};

export const documents = fuzzTarget({
  inputs: markdown,
  batch: 1,
  check(text) {
    const { links } = extract(text);
    const source = text.replace(/^\uFEFF/, '');
    must(
      isDeepStrictEqual(shape(parse(source)), shape(parse(source, 'beginning', readWhole))),
      'what is read without the parser is read as by the parser',
    );
    let last = 0;
    for (const link of links) {
      const { offset, endOffset, line, column } = link.place;
      must(
        offset >= last && endOffset > offset && endOffset <= text.length,
        `${JSON.stringify(link.place)} is a place`,
      );
      last = offset;
      // Editors show no byte order mark, and count none.
      const before = text
        .slice(0, offset)
        .replace(/^\uFEFF/, '')
        .split(/\r\n|\r|\n/);
      must(line === before.length, `line ${line} is line ${before.length}`);
      must(
        column === (before.at(-1) ?? '').length + 1,
        `column ${column} is column ${(before.at(-1) ?? '').length + 1}`,
      );
      must(link.sentence.length <= 300, 'a sentence has at most 300 units');
      resolve(link);
    }
  },
});
