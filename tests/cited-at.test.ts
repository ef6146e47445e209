import { expect, test } from 'vitest';
import { citationDate, parseDate } from '../src/cited-at.ts';

test('the option counts before the front matter, and that before the name', () => {
  const path = '2022-01-03-a.md';
  expect(citationDate({ option: '2022-01-01', frontMatterDate: '2022-01-02', path })).toEqual({
    date: '2022-01-01',
    basis: 'option',
  });
  expect(citationDate({ frontMatterDate: '2022-01-02', path })).toEqual({ date: '2022-01-02', basis: 'front-matter' });
  expect(citationDate({ path })).toEqual({ date: '2022-01-03', basis: 'file-name' });
  expect(citationDate({ path: 'a.md' })).toBeUndefined();
});

test.each<[path: string, expected: string | undefined]>([
  ['2022-01-06-title.md', '2022-01-06'],
  ['posts/2022-01-06.md', '2022-01-06'],
  ['2022_1_6 title.md', '2022-01-06'],
  ['2022.01.06.md', '2022-01-06'],
  ['20220106-title.md', '2022-01-06'],
  ['20220106.md', '2022-01-06'],
  ['20220106123000 note.md', '2022-01-06'],
  ['20220106T1230.md', '2022-01-06'],
  ['report_20220106.md', '2022-01-06'],
  ['title-2022-01-06.md', '2022-01-06'],
  ['周报2022年1月6日.md', '2022-01-06'],
  ['2022-01-06-of-2021-12-31.md', '2022-01-06'],
  ['2022/01/06/title.md', '2022-01-06'],
  ['posts/2022/01/06-title.md', '2022-01-06'],
  ['2022-01-06-title/index.md', '2022-01-06'],
  ['2020-01-01/2022-01-06/index.md', '2022-01-06'],
  ['2020-01-01/2022-01-06-title.md', '2022-01-06'],
  ['kazakhstan-2022-01.md', undefined],
  ['2022-13-06-title.md', undefined],
  ['2022-02-29-title.md', undefined],
  ['20221306.md', undefined],
  ['2022-01-06', '2022-01-06'],
  ['12022-01-067.md', undefined],
  ['120220106.md', undefined],
  ['2022-01/06.md', undefined],
  ['1066-10-14.md', undefined],
  ['2150-01-01.md', undefined],
  ['issue-12345678.md', undefined],
  ['', undefined],
])('the path %s tells %s', (path, expected) => {
  expect(citationDate({ path })?.date).toBe(expected);
});

test.each<[text: string, expected: string | undefined]>([
  ['2022-01-06', '2022-01-06'],
  [' 2022/1/6 ', '2022-01-06'],
  ['2022-01-06T23:30:00Z', '2022-01-06'],
  ['2022-01-06T23:30:00.123-08:00', '2022-01-06'],
  ['2022-01-06 23:30', '2022-01-06'],
  ['2022-01-06 23:30:00 +0800', '2022-01-06'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', undefined],
  ['2022-00-06', undefined],
  ['2022-1/6', undefined],
  ['2022-01', undefined],
  ['06.01.2022', undefined],
  ['20220106', undefined],
  ['2022-01-06 or so', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('%s is read as %s', (text, expected) => {
  expect(parseDate(text)).toBe(expected);
});
