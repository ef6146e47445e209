import { describe, expect, test } from 'vitest';
import { citationDate, isDated, parseDate } from '../../src/documents/cited-at.ts';

type Clues = Parameters<typeof citationDate>[0];
const today = '2026-01-01';
const cited = (clues: Partial<Clues>) => citationDate({ path: 'a.md', links: [], today, ...clues });
const linksTo = (...hrefs: readonly string[]) => hrefs.map((href) => ({ href }));

describe('of several clues', () => {
  const clues = {
    option: '2022-01-01',
    frontMatter: '2022-01-02',
    path: '2022-01-03-a.md',
    text: '2022-01-04',
    git: '2022-01-05',
    links: linksTo('https://a.example/2022/01/06/'),
  };

  test.each<[missing: readonly (keyof typeof clues)[], date: string, basis: string]>([
    [[], '2022-01-01', 'option'],
    [['option', 'links'], '2022-01-02', 'front-matter'],
    [['option', 'links', 'frontMatter'], '2022-01-03', 'file-name'],
    [['option', 'links', 'frontMatter', 'path'], '2022-01-04', 'text'],
    [['option', 'links', 'frontMatter', 'path', 'text'], '2022-01-05', 'git'],
    [['option', 'frontMatter', 'path', 'text', 'git'], '2022-01-06', 'links'],
  ])('without %s it is %s by %s', (missing, date, basis) => {
    const left = Object.fromEntries(Object.entries(clues).filter(([name]) => !missing.some((key) => key === name)));
    expect(cited(left)).toEqual({ date, basis });
  });

  test('none tells nothing', () => {
    expect(cited({})).toBeUndefined();
    expect(cited({ links: linksTo('https://a.example/b', '2022/01/06/b.md') })).toBeUndefined();
  });

  test('the repository is worth asking where there is no better one', () => {
    expect(isDated({ path: 'a.md', today })).toBe(false);
    for (const clue of [{ option: '2022-01-01' }, { frontMatter: '2022-01-01' }, { text: '2022-01-01' }])
      expect(isDated({ path: 'a.md', today, ...clue })).toBe(true);
    expect(isDated({ path: '2022-01-01-a.md', today })).toBe(true);
  });

  test('one that is still to come is no clue, but for a clock that is ahead', () => {
    expect(cited({ frontMatter: '2026-01-03', text: '2022-01-04' })).toEqual({ date: '2022-01-04', basis: 'text' });
    expect(cited({ frontMatter: '2026-01-02', text: '2022-01-04' })?.date).toBe('2026-01-02');
    expect(cited({ option: '2027-01-01' })?.date).toBe('2027-01-01');
  });
});

describe('a clue that the cited addresses contradict', () => {
  const links = linksTo('https://a.example/2022/01/04/', 'https://a.example/2022/1/6/', 'https://b.example/2021/12/');

  test.each(['frontMatter', 'text', 'git'] as const)('is doubted: %s', (clue) => {
    expect(cited({ [clue]: '2021-01-06', links })).toEqual({
      date: '2022-01-06',
      basis: 'links',
      doubted: { date: '2021-01-06', basis: clue === 'frontMatter' ? 'front-matter' : clue },
    });
  });

  test('the name of a file is doubted too, and the option never', () => {
    expect(cited({ path: '2021-01-06-a.md', links })?.doubted).toEqual({ date: '2021-01-06', basis: 'file-name' });
    expect(cited({ option: '2021-01-06', links })).toEqual({ date: '2021-01-06', basis: 'option' });
  });

  test('holds if it is of the same day, a later one, or one earlier: the world has two days at a time', () => {
    for (const text of ['2022-01-05', '2022-01-06', '2022-01-07'])
      expect(cited({ text, links })).toEqual({ date: text, basis: 'text' });
    expect(cited({ text: '2022-01-04', links })?.basis).toBe('links');
    expect(cited({ text: '2021-12-31', links: linksTo('https://a.example/2022/01/01/') })?.basis).toBe('text');
  });

  test('holds if the document tells of an edit since', () => {
    expect(cited({ frontMatter: '2021-01-06', updated: '2022-01-06', links })?.basis).toBe('front-matter');
    expect(cited({ frontMatter: '2021-01-06', updated: '2021-12-31', links })?.basis).toBe('links');
    expect(cited({ updated: '2022-02-01', links })).toEqual({ date: '2022-01-06', basis: 'links' });
  });

  test('is not contradicted by links that the document leaves out, nor by days to come', () => {
    const ignored = [{ href: 'https://a.example/2022/01/06/', ignored: true }] as const;
    expect(cited({ text: '2021-01-06', links: ignored })?.basis).toBe('text');
    expect(cited({ text: '2021-01-06', links: linksTo('https://a.example/2026-01-02/') })?.basis).toBe('text');
  });
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
  expect(cited({ path })?.date).toBe(expected);
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
