import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, cut, cutAddress, flow, widthOf, wrap } from '../../src/formats/layout.ts';
import { type Printable, say } from '../../src/formats/printable.ts';

/** As if a writer had made it. */
const made = (text: string): Printable => text as Printable;

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('国', '文', '，', 'か', 'な', '한', 'é', '👍', ' ', 'a', 'b', '-'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
});

describe('cut', () => {
  test.each([
    ['国务院文件全文', 14, '国务院文件全文'],
    ['国务院文件全文', 13, '国务院文件...'],
    ['国务院文件全文', 12, '国务院文...'],
    ['👍🏽👍🏽👍🏽', 5, '👍🏽...'],
    ['e\u0301e\u0301e\u0301e\u0301e\u0301', 4, 'e\u0301...'],
    ['国国', 3, '国'],
    ['abc', 0, ''],
  ])('%s in %i columns', (text, columns, expected) => {
    expect(cut(made(text), columns)).toBe(expected);
  });

  test('never leaves more than fits', () => {
    fc.assert(fc.property(texts, fc.nat(30), (text, columns) => widthOf(cut(made(text), columns)) <= columns));
  });
});

describe('cutAddress', () => {
  test.each([
    ['https://www.gov.example/a/b/c.htm', 33, 'https://www.gov.example/a/b/c.htm'],
    ['https://www.gov.example/2009-03/12/content_1234.htm', 40, 'https://www.gov.example/200...t_1234.htm'],
    ['https://www.a-very-long-name-indeed.example/abc/def', 20, 'https://www.a-very-long-name-indeed.example/...'],
    ['https://例子.测试/很长的路径很长的路径', 30, 'https://例子.测试/很...的路径'],
    ['mailto:somebody@a.example', 12, 'mailto:so...'],
  ])('%s in %i columns', (address, columns, expected) => {
    expect(cutAddress(made(address), columns)).toBe(expected);
  });

  test('never cuts a host, nor leaves more than fits beside it', () => {
    const origins = fc.constantFrom(
      'https://a.example',
      'http://例子.测试:8080',
      '//b.example',
      'https://***@c.example',
    );
    fc.assert(
      fc.property(origins, texts, fc.integer({ min: 10, max: 60 }), (origin, path, columns) => {
        const shown = cutAddress(made(`${origin}/${path}`), columns);
        return shown.startsWith(origin) && widthOf(shown) <= Math.max(columns, widthOf(origin) + 4);
      }),
    );
  });
});

describe('wrap', () => {
  test('breaks at spaces, between CJK letters, and not before their punctuation', () => {
    expect(wrap(say`the page says 该内容已被发布者删除。`, 20, 9)).toEqual([
      'the page says 该内容',
      '已被发布者删除。',
    ]);
    expect(wrap(say`已被发布者删除。`, 14, 9)).toEqual(['已被发布者删', '除。']);
  });

  test('cuts what it cannot break, and what is too much', () => {
    expect(wrap(say`abcdefghijkl`, 8, 9)).toEqual(['abcde...']);
    expect(wrap(say`one two three four`, 8, 2)).toEqual(['one two', 'three...']);
  });

  test('measures no more of a hostile text than it shows', () => {
    expect(wrap(made(`e\u0301${'\\u{0301}'.repeat(20_000)}`), 12, 3)).toEqual(['e\u0301\\u{0301}...']);
  });

  test('never leaves a line wider than it may be', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, columns) =>
        wrap(made(text), columns, 5).every((line) => widthOf(line) <= columns),
      ),
    );
  });
});

test('flow starts a new line where a piece does not fit', () => {
  const pieces = ['3 dead', '1 suspect', '2 moved'].map((piece) => [made(piece), made(`<${piece}>`)] as const);
  expect(flow(pieces, 17)).toEqual(['<3 dead>  <1 suspect>', '<2 moved>']);
});

test('count separates thousands and minds the plural', () => {
  expect([count(1, say`link`), count(0, say`link`), count(16_304, say`link`), count(2, say`fix`, say`fixes`)]).toEqual([
    '1 link',
    '0 links',
    '16,304 links',
    '2 fixes',
  ]);
});
