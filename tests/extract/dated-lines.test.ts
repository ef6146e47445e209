import { describe, expect, test } from 'vitest';
import { datedLines } from '../../src/extract/dated-lines.ts';
import { extract } from '../../src/extract/index.ts';

const datedLine = (...blocks: readonly string[]): string | undefined => extract(blocks.join('\n\n')).datedLine;
const between = (line: string): string | undefined => datedLine('# A title', 'Some text.', line, 'More text.');
const paragraphs = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `Paragraph ${i}.`);

describe('a line that is its date', () => {
  test.each([
    ['2022-01-06'],
    ['2022/1/6'],
    ['2022.01.06'],
    ['2022-01-06T08:00:00Z'],
    ['2022年1月6日'],
    ['2022 年 1 月 6 日'],
    ['２０２２年０１月０６日'],
    ['2022年1月6日 星期四'],
    ['2022年1月6日（木）'],
    ['（2022年1月6日）'],
    ['二〇二二年一月六日'],
    ['二零二二年一月六號'],
    ['令和4年1月6日'],
    ['令和四年一月六日'],
    ['民國111年1月6日'],
    ['中華民國一百一十一年一月六日'],
    ['2022년 1월 6일'],
    ['2022년 1월 6일 (목)'],
    ['6 January 2022'],
    ['6th of January, 2022'],
    ['January 6, 2022'],
    ['Jan. 6, 2022'],
    ['**January 6th, 2022**'],
    ['Thursday, January 6, 2022'],
    ['January 6, 2022 at 3:45 pm EST'],
    ['Thu, 06 Jan 2022 15:02:33 +0000'],
    ['6. Januar 2022'],
    ['06.01.2022'],
    ['Donnerstag, den 6. Januar 2022'],
    ['6 janvier 2022'],
    ['le jeudi 6 janvier 2022'],
    ['6 de enero de 2022'],
    ['<p align="right">January 6, 2022</p>'],
    ['January&nbsp;6, 2022'],
  ])('%s', (line) => {
    expect(between(line)).toBe('2022-01-06');
  });

  test.each([
    ['25/10/2023', '2023-10-25'],
    ['10/25/2023 11:14 PM UTC Someone', '2023-10-25'],
    ['10/04/2021', undefined],
    ['1er janvier 2022', '2022-01-01'],
    ['令和元年五月三十一日', '2019-05-31'],
    ['二〇二一年十二月廿六日', '2021-12-26'],
    ['平成31年4月30日', '2019-04-30'],
  ])('%s is %s', (line, day) => {
    expect(between(line)).toBe(day);
  });
});

describe('a line that is about its date', () => {
  test.each([
    ['Published: 2022-01-06'],
    ['Posted on January 6, 2022 by Jane Doe'],
    ['By Jane Doe, January 6, 2022'],
    ['By Jane Doe | January 6, 2022 | 5 min read'],
    ['January 6, 2022 by Jane Doe'],
    ['Some Paper · Jan 6, 2022'],
    ['— J. R. Doe, 6 January 2022'],
    ['Jane Doe, Berlin, 6 January 2022'],
    ['Berlin, den 6. Januar 2022'],
    ['Veröffentlicht am Donnerstag, 6. Januar 2022'],
    ['Paris, le 6 janvier 2022'],
    ['Publié le jeudi 6 janvier 2022 à 10h30'],
    ['Madrid, 6 de enero de 2022'],
    ['Publicado el 6 de enero de 2022'],
    ['发布时间：2022年1月6日 08:27'],
    ['日期：Thu, 06 Jan 2022 15:02:33 +0000'],
    ['发布于 2022-01-06'],
    ['写于2022年1月6日'],
    ['2022年1月6日于北京'],
    ['作者：甲乙 2022年1月6日'],
    ['甲乙丙 2022年1月6日'],
    ['投稿日: 2022年1月6日'],
    ['2022年1月6日 公開'],
    ['입력 2022.01.06 09:00'],
    ['*Last updated: 6 January 2022*'],
    ['更新时间：2022-01-06'],
    ['2022年1月6日更新'],
    ['NEW YORK, Jan. 6, 2022 /Agency/ -- A company said that it had done things. It did not say which.'],
    [`【某报2022年01月06日讯】${'某人说了很多话，然后走了。'.repeat(20)}`],
    ['某社某地2022年1月6日电 某人说了很多话，然后走了。'],
    ['- Published: 2022-01-06'],
    ['Author: Jane\nDate: 2022-01-06 23:29\nCategory: news'],
  ])('%s', (line) => {
    expect(between(line)).toBe('2022-01-06');
  });
});

describe('a line that happens to name a day', () => {
  test.each([
    ['`1/6/2022 1/2/2022`'],
    ['January 6, 1922'],
    ['2022-02-30'],
    ['2022-01-06 – 2022-01-09'],
    ['2022年1月6日，'],
    ['昭和64年1月7日'],
    ['On January 6, 2022, something happened.'],
    ['January 6, 2022 was a Thursday.'],
    ['The report of 6 January 2022'],
    ['2022年1月6日，某人访问某地。'],
    ['据某网2022年1月6日报道，某人走了。'],
    ['Deadline: 2022-01-06'],
    ['Accessed: 2022-01-06'],
    ['Born: 6 January 1992'],
    ['截止日期：2022年1月6日'],
    ['活动时间 2022年1月6日'],
    ['截至2022年1月6日'],
    ['2022-01-06 — Something happened'],
    ['2022-01-06 08:27 Something happened, and then something else'],
    ['Version 2022.01.06'],
    ['- 2022-01-06'],
    ['> 6 January 2022'],
    ['| 2022-01-06 | 5 |\n| --- | --- |'],
    ['```\n2022-01-06\n```'],
    ['[^1]: January 6, 2022'],
    ['![A crowd](https://x.example/i.png)\nWashington, January 6, 2022'],
  ])('%s', (line) => {
    expect(between(line)).toBeUndefined();
  });
});

describe('of several such lines', () => {
  test('the day of publication counts before a signature, and that before the day of an edit', () => {
    expect(datedLine('Updated: 2022-03-01', 'Text.', '2022-01-06')).toBe('2022-01-06');
    expect(datedLine('2022-01-05', 'Published: 2022-01-06', 'Updated: 2022-03-01')).toBe('2022-01-06');
  });

  test('those that agree count as one, and those that differ as none', () => {
    expect(datedLine('2022-01-06', 'Text.', 'Jane Doe, 6 January 2022')).toBe('2022-01-06');
    expect(datedLine('## 2022-01-06', 'Text.', '## 2022-01-07', 'Text.')).toBeUndefined();
  });

  test('a chronology has none, however long it is', () => {
    expect(datedLine('# 2022-01-06', ...paragraphs(40), '# 2022-01-07', ...paragraphs(40))).toBeUndefined();
  });

  test('one deep inside the text is none', () => {
    expect(datedLine(...paragraphs(30), '2022-01-06', ...paragraphs(30))).toBeUndefined();
    expect(datedLine(...paragraphs(10), '2022-01-06', ...paragraphs(30))).toBe('2022-01-06');
    expect(datedLine(...paragraphs(30), '2022-01-06', ...paragraphs(10))).toBe('2022-01-06');
  });

  test('a list of sources behind it does not take it away from the end', () => {
    const sources = Array.from({ length: 40 }, (_, index) => `- [Source](https://x.example/${index})`).join('\n');
    expect(datedLine(...paragraphs(30), '2022-01-06', sources)).toBe('2022-01-06');
  });
});

test.each<[what: string, hostile: string]>([
  ['brackets', '['.repeat(2_000_000)],
  ['tags that are not closed', '<p '.repeat(500_000)],
  ['pictures that are not closed', '![]('.repeat(500_000)],
  ['numerals', `2022年${'一'.repeat(1_000_000)}`],
  ['names', `${'A '.repeat(500_000)}2022`],
  ['many lines of names', `${'A '.repeat(50)}January 6, 2022 x\n`.repeat(5_000)],
])('%s without end cost no more than their length', (_, text) => {
  const position = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: text.length } };
  expect(datedLines([{ type: 'paragraph', children: [], position }], text).dated).toBeUndefined();
});
