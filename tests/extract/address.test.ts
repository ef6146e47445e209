import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';

const addresses = (text: string): readonly (string | undefined)[] =>
  extract(text).links.map(({ address }) => address && text.slice(address.offset, address.endOffset));

test.each<[string, string, readonly (string | undefined)[]]>([
  ['an inline link', '[t](https://a.test/x "title")', ['https://a.test/x']],
  ['an inline link in angle brackets', '[t](<https://a.test/x y>)', ['https://a.test/x y']],
  [
    'an inline link with escapes',
    String.raw`[t](https://a.test/\_x\)&amp;y)`,
    [String.raw`https://a.test/\_x\)&amp;y`],
  ],
  [
    'an image inside of a link',
    '[![i](https://a.test/i.png)](https://a.test/)',
    ['https://a.test/', 'https://a.test/i.png'],
  ],
  ['a destination on a line of its own', '> [t](\r\n> https://a.test/x\r\n> "title")', ['https://a.test/x']],
  [
    'references of every kind',
    '[a][r] [r][] [r] ![i][r]\n\n[r]: <https://a.test/r> (t)',
    Array(4).fill('https://a.test/r'),
  ],
  ['a definition that is continued in a list', '- [r]\n\n  [r]:\n  https://a.test/r\n', ['https://a.test/r']],
  ['a definition that nothing uses', '[r]: https://a.test/r', ['https://a.test/r']],
  ['an autolink', 'See <https://a.test/x>.', ['https://a.test/x']],
  ['a bare address', 'See https://a.test/\\_x&amp;y, and go', [String.raw`https://a.test/\_x&amp;y`]],
  ['a bare address before wide letters', '见https://a.test/x。', ['https://a.test/x']],
  ['a mail address, which stands there without its scheme', 'me@a.test <me@a.test>', [undefined, undefined]],
  ['a link with nothing in it', '[t]() [t](<>)', [undefined, '']],
  ['a table', '| a |\n|---|\n| [t](https://a.test/\\|x) |', [String.raw`https://a.test/\|x`]],
  ['a byte order mark', '\uFEFF[t](https://a.test/x)', ['https://a.test/x']],
  [
    'HTML attributes',
    `<a href=" https://a.test/?x&amp;y ">t</a> <img src=https://a.test/i.png>`,
    ['https://a.test/?x&amp;y', 'https://a.test/i.png'],
  ],
  [
    'candidates of a srcset',
    `<img srcset="https://a.test/1 1x, https://a.test/2?a&amp;b 2x">`,
    ['https://a.test/1', 'https://a.test/2?a&amp;b'],
  ],
  ['HTML in a quote', '> <a\n>   href="https://a.test/x">t</a>', ['https://a.test/x']],
  ['an address that a line break parts', '> <a href="https://a.test/\n> x">t</a>', [undefined]],
  [
    'YAML',
    '---\na: https://a.test/1\nb: "https://a.test/\\u0032"\nc: [\'https://a.test/3\']\nd: >-\n  https://a.test/4\n---\n',
    ['https://a.test/1', String.raw`https://a.test/\u0032`, 'https://a.test/3', 'https://a.test/4'],
  ],
  ['TOML', `+++\na = "https://a.test/1"\nb = 'https://a.test/2'\n+++\n`, ['https://a.test/1', 'https://a.test/2']],
])('the address of %s is told by its own bytes', (_, text, expected) => {
  expect(addresses(text)).toEqual(expected);
});

test('addresses of a document that is read in pieces are where they stand', () => {
  const filler = `${'Some words. '.repeat(6000)}\n\n`;
  const text = `${filler}[a](https://a.test/1) [b][r]\n\n${filler}[r]: https://a.test/r\n\n${filler}[c](https://a.test/2)\n`;
  expect(addresses(text)).toEqual(['https://a.test/1', 'https://a.test/r', 'https://a.test/2']);
});
