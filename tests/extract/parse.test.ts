import * as fc from 'fast-check';
import type { Nodes } from 'mdast';
import { tests as examples } from 'commonmark-spec';
import { describe, expect, test } from 'vitest';
import { abridged } from '../../src/extract/abridged.ts';
import { parse, readWhole } from '../../src/extract/parse.ts';

/** A tree as the extraction relies on it: offsets without lines and columns. */
const shape = (node: Nodes): unknown => {
  const { position, ...rest } = node;
  const place = node.type === 'root' ? undefined : [position?.start.offset, position?.end.offset];
  return { ...rest, place, ...('children' in node ? { children: node.children.map(shape) } : {}) };
};

const read = (markdown: string): unknown => shape(parse(markdown));
const byTheParser = (markdown: string): unknown => shape(parse(markdown, 'beginning', readWhole));

/** What is left of a document for the parser. */
const left = (markdown: string): string | undefined => abridged(markdown, true)?.text.replace(/[\uE000-\uF8FF]/g, '…');

describe('No parser is needed for', () => {
  test.each([
    ['a paragraph', 'Prose, in “quotes” (and others):\ntwo lines of it. '],
    ['an inline link', 'See [the *real* one](https://x.org/a_b?c&amp;d "t"), please.'],
    ['an image', '![alt](/i.png "")'],
    ['an image in a link', '[![alt](/i.png)](/a)'],
    ['an autolink', '<https://x.org/a>'],
    ['emphasis', '**重点**：*a [b](/b) `c`*'],
    ['escapes and character references', 'a\\_b &copy; \\[no\\] &no;'],
    ['tags in a line', 'a<br>b <a href="/x">c</a> <img src="/i" />'],
    ['brackets that nothing is defined for', '[[zh:a]] and [b]'],
    ['marks that mark nothing', '**a\n`b ~ _c\n\n[*d](/d) e'],
    ['headings', '# A\n## B\ntext\n\n### C'],
    ['a tight list', 'a\n\n- [a](/a)\n- b\n\nc\n\n3) d\n4) e\n\nf'],
    ['a loose list', '- a\n\n- b\n\n\n1. c\n\n   d\n2. e'],
    ['lists in lists', '- a\n  - b\n\n    c\n  - d\n\n* e\n    1) f\n\n    2) g\n\n  h\n\n- - i'],
    ['code, HTML and quotations in a list', '- a\n  ```\n  [b](/b)\n\n  ```\n  > c\n\n  <p>\n  d'],
    ['a list below a paragraph, and a heading below a list', 'a\n- b\n# c\n1. d'],
    ['a quotation', '> a\n> [b](/b)'],
    ['blocks in a quotation', '> # a\n> b\n>\n> - c\n>\n> - d\n> # e\n> > f'],
    ['a table', 'a\n\n| b | c |\n|:--|-|\n| [d](/d) | `e`  |\n|| |  \n\nf'],
    ['a table in a list', '- a\n\n  | b |\n  |:-:|'],
    ['brackets around what is not among the labels', '[a] [b]\n\n[[c]]'],
    ['fenced code', '```js title\n[no](/no)\n\n\n```\nafter'],
    ['a block of HTML', '<div>\n[no](/no)\n</div>'],
    [
      'definitions, and what refers to them',
      'a [*b* `c`][D] [1][D] [2][1]\n\n- [e][F g]\n\n[d]: /d?a&amp;b\n[D]: /no "t"\n\n[f g]: /f "&copy;"\n',
    ],
    ['front matter', '---\ntitle: a\n---\n\nb'],
    ['lines that end with a carriage return too', '---\r\na: b\r\n---\r\na  \r\nb\r\nc\r\n\r\n- d\r\n- e\r\n'],
  ])('%s, and it comes to the same', (_, markdown) => {
    expect(left(markdown)).toBe('');
    expect(read(markdown)).toEqual(byTheParser(markdown));
  });
});

describe('The parser is left with', () => {
  test.each([
    ['a list whose text goes on without indentation', '- a\nb\n\nc', '- a\nb\n\n…'],
    ['all of a list of which it takes a part', '- a\n\n- *b *c\n\n- c\n\nd', '- a\n\n- *b *c\n\n- c\n\n…'],
    ['what is indented below a list', '- a\n\n b\n\nc', '- a\n\n b\n\n…'],
    ['a quotation that goes on without its mark', '> a\nb\n\nc', '> a\nb\n\n…'],
    ['a table with a row of its own length', 'a\n\n|b|\n|-|\n|c|d|\n\ne', '…\n\n|b|\n|-|\n|c|d|\n\n…'],
    ['a table with a bar that parts nothing', 'a\n\n|b|\n|-|\n|c\\||\n\ne', '…\n\n|b|\n|-|\n|c\\||\n\n…'],
    ['a definition, and what brackets mean then', '[a]\n\n[a]: /a\n\n[b]', '[a]\n\n[a]: /a\n\n…'],
    [
      'brackets before a label, and an address behind it',
      '[x][a](/v)\n\n*c *d\n\n[a]: /a\n\nb',
      '[x][a](/v)\n\n*c *d\n\n[a]: /a\n\n…',
    ],
    ['a definition in code', '[a][b]\n\n```\n[b]: /b\n```\n\nc', '[a][b]\n\n…'],
    ['a definition beside what takes a parser', '[a][b]\n\n*c *d\n\n[b]: /b\n\ne', '[a][b]\n\n*c *d\n\n[b]: /b\n\n…'],
    ['brackets, where labels can not be told', '[a]\n\n[\\a]: /a\n\nb', '[a]\n\n[\\a]: /a\n\n…'],
    ['a list before another block of blocks in a quotation', '> - a\n>\n> > b\n\nc', '> - a\n>\n> > b\n\n…'],
    ['what is nested deeply', `${'- '.repeat(10)}a\n\nb`, `${'- '.repeat(10)}a\n\n…`],
    ['an open fence', 'a\n\n```\n\nb [c](/c)', '…\n\n```\n\n…'],
    ['a fence that may close another', '~~~\n\n```\na\n```\n\n~~~', '~~~\n\n```\na\n```\n\n~~~'],
    ['what may end a comment', '<!--\n\na\n\nb -->\n\nc', '<!--\n\n…\n\nb -->\n\n…'],
    ['a setext heading', 'a\n===\n\nb', 'a\n===\n\n…'],
    ['marks of which it takes rules to match them', 'a *b *c\n\n``d`', 'a *b *c\n\n``d`'],
  ])('%s, and it comes to the same', (_, markdown, rest) => {
    expect(left(markdown)).toBe(rest);
    expect(read(markdown)).toEqual(byTheParser(markdown));
  });

  test.each([
    ['has letters of private use itself', '\uE000 a\n\n|b|'],
    ['has NUL in it', 'a\0'],
    ['has lines that end with a carriage return alone', 'a\rb'],
    ['begins with a byte order mark', '\uFEFF# a'],
    ['begins with front matter that nothing ends', '---\na: b\n\nc'],
  ])('a document that %s', (_, markdown) => {
    expect(left(markdown)).toBeUndefined();
    expect(read(markdown)).toEqual(byTheParser(markdown));
  });
});

describe('What is read without the parser is read as by the parser', () => {
  test.each(examples.map(({ number, markdown }) => [number, markdown] as const))(
    'in example %i of CommonMark',
    (_, markdown) => {
      expect(read(markdown)).toEqual(byTheParser(markdown));
      const between = `a\n\n${markdown}\n\n[b](/b)\n\n- c\n- d`;
      expect(read(between)).toEqual(byTheParser(between));
    },
  );

  const word = fc.constantFrom(
    'a',
    'foo',
    'bar baz',
    '字',
    '文字。',
    '“引”',
    '，',
    '😀',
    'é',
    'x1',
    '2022',
    '.',
    '\u0301',
  );
  const marks = [
    ['\n', '\n\n', '\r\n', '\n \n', ' ', '  ', '\t', '    ', '\u3000', '\u00A0', '\uFEFF', '\0', '\r', '\uE000'],
    ['- ', '* ', '+ ', '1. ', '1) ', '2. ', '  - ', '- [ ] ', '# ', '##', '> ', '>', '=', '-', ':', '|', '!'],
    ['```', '```\n', '```js\n', '~~~\n', '---\n', '===\n', '***\n', '+++\n', '$$\n', '$$', '$', '|-|-|\n'],
    ['*', '**', '_', '__', '~', '~~', '`', '``', '[', ']', '![', '](/u)', '](/u "t")', "](/u 't')", '(', ')', '"', "'"],
    ['](https://a.b/c_d?e=f&amp;g#h)', '[^1]', '[^1]: ', '[a]: /b\n', '[a]', '[a][]', '[//]: # (n)\n', '[[zh:a]]'],
    [
      '<',
      '<https://a.b>',
      '<br>',
      '</b>',
      '<div>',
      '<td',
      '<pre>\n',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '<?',
      '?>',
    ],
    ['<a href="x">', '</a>', '&', '&amp;', '&#42;', '&copy', '\\', '\\*', '\\\n', '| a | b |\n|---|---|\n', '{{x}}'],
  ].flat();
  const blocks = [
    [
      '\n\n',
      '\n\n',
      'foo **b** [l](/u) x',
      '- a\n- b',
      '1. a\n2. b',
      '# h',
      '> q\n> r',
      '```\ncode\n```',
      '---',
      'text\n',
    ],
    [
      '[a]: /b\n',
      '[c]: /d "t"\n[a]: /e\n',
      '[a][c]',
      '[*b* x][a]',
      '[1][a]',
      '[a][b]',
      '[x][a](/v)',
      '[[x]][a]',
      '\n\n[c]: /d\n\n',
    ],
    ['![i](/i)', '**a [b](/c) d**', 'a <br> b', '<div>\nx\n</div>', 'foo  \nbar', '- [l](/u)'],
  ].flat();
  const indents = ['', '', '  ', '   ', '    ', ' ', '> ', '- ', '1. ', '\t'];
  const contents = [
    ['a', 'b', '- c', '* d', '- e', '  - f', '1. g', '2) h', '-   i', '# j', '> k', '>', '```', '---', '* * *', '<p>'],
    [
      '[l](/u)',
      '[a]',
      '[b]: /b',
      '|m|n|',
      '|-|:-:|',
      '| o \\| p |',
      '| `q` | |',
      '|r',
      '*s',
      '-',
      '- [ ] t',
      '',
      '',
      '',
    ],
  ].flat();
  const nested = fc
    .array(fc.tuple(fc.constantFrom(...indents), fc.constantFrom(...indents), fc.constantFrom(...contents)), {
      maxLength: 14,
    })
    .map((lines) => lines.map((parts) => parts.join('')));

  const documents = fc.tuple(
    fc.constantFrom('', '', '---\ntitle: a\n---\n', '+++\na=1\n+++\n\n'),
    fc.oneof(
      fc.array(fc.oneof(fc.constantFrom(...marks), word, word), { maxLength: 24 }),
      fc.array(fc.oneof(fc.constantFrom(...blocks), fc.constantFrom(...marks), word), { maxLength: 20 }),
      fc.tuple(nested, fc.constantFrom('\n', '\n', '\r\n')).map(([lines, end]) => [lines.join(end)]),
    ),
  );

  test('whatever stands beside whatever', () => {
    fc.assert(
      fc.property(documents, ([front, parts]) => {
        const markdown = front + parts.join('');
        expect(read(markdown)).toEqual(byTheParser(markdown));
      }),
      { numRuns: 1_500 },
    );
  });
});
