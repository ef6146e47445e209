// Markdown in.

import { extract } from '../../dist/extract/index.js';
import { resolve } from '../../dist/resolve.js';
import { markdown } from './fragments.js';
import { fuzzTarget, must } from './target.js';

export const documents = fuzzTarget({
  inputs: markdown,
  batch: 1,
  check(text) {
    const { links } = extract(text);
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
