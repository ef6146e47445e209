import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yamlEntries } from '../../src/extract/front-matter.ts';
import { plainEntries } from '../../src/extract/plain-front-matter.ts';

describe('Front matter of keys and strings', () => {
  test.each([
    'title: An article',
    'title: 文章：甲\ndate: 2022-01-06 10:00:00 +08:00\nlang: zh\n',
    'title: "a: b # c"\r\nlink: \'https://x.org/a\'  \r\ncover: https://x.org/i.png#a\r\n',
    'tags: [a, b c ,文]\ntitle: "a"\n',
    'tags:\n  - a\n  - "b"\nlinks:\r\n- https://x.org/a\n- 文\ntitle: a',
    'date: 2022-01-06\ndate: 2022-01-07T00:00Z\nempty: ""\n',
  ])('is read as by the parser of YAML: %j', (yaml) => {
    expect(plainEntries(yaml, 4)).toEqual(yamlEntries(yaml, 4));
  });

  test.each([
    '',
    'a:',
    'a: [b, "c"]',
    'a: []',
    'a: [b, true]',
    'a: [b: c]',
    'a: [b,]',
    'a:\n  - b\n - c',
    'a:\n  - b\n  c: d',
    'a:\n- 1',
    'a:\n- b: c',
    'a:\nb: c',
    'a: b\n- c',
    'a: true',
    'null: a',
    'a: 1',
    'a: 2022',
    'a: b: c',
    'a: b:',
    'a: b #c',
    'a: "\\u0041"',
    "a: 'it''s'",
    'a: *b',
    'a: |\n  b',
    'a: b\n  c',
    'a: b\n\nc: d',
    '  a: b',
    '- a',
    'a:\tb',
    'a: &b c',
    'a: ~',
    'a: b\r',
  ])('is any but: %j', (yaml) => {
    expect(plainEntries(yaml, 4)).toBeUndefined();
  });

  const parts = [
    [
      'a',
      'b c',
      'key',
      'true',
      'Null',
      '1',
      '2022-01-06',
      ' 10:00',
      '文',
      '😀',
      '\u3000',
      '\u00A0',
      '\uFEFF',
      '\u2028',
    ],
    [
      ': ',
      ':',
      ' ',
      '  ',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '\t',
      '"',
      "'",
      '#',
      ' #',
      '-',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '|',
    ],
    ['>', '&', '*', '!', '%', '@', '`', '?', '? ', '---', '...', '\\', '<<', '=', '~', '.5', '0x1', 'https://x.org/a'],
  ].flat();
  test('is read as by the parser whatever it is', () => {
    const line = fc.tuple(
      fc.constantFrom('title', 'a-b', 'C_1', ''),
      fc.constantFrom(': ', ':  ', ': "', ": '", ': [', ': [a, ', ':', ':\n- ', ':\n  - ', '- ', '  - '),
      fc.array(fc.constantFrom(...parts), { maxLength: 5 }),
    );
    const yaml = fc
      .array(line, { maxLength: 4 })
      .map((lines) => lines.map(([key, colon, value]) => key + colon + value.join('')).join('\n'));
    fc.assert(
      fc.property(yaml, (text) => {
        const entries = plainEntries(text, 0);
        if (entries !== undefined) expect(entries).toEqual(yamlEntries(text, 0));
      }),
      { numRuns: 5_000 },
    );
  });
});
