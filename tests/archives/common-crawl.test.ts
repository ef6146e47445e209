import { expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse } from '../../src/archives/archive.ts';
import { commonCrawl } from '../../src/archives/common-crawl.ts';
import { nearestCrawls, readCrawls } from '../../src/archives/crawls.ts';
import { says, type Stage, talk } from '../support/staged-archive.ts';

const home = 'https://index.commoncrawl.org';
const url = 'https://news.test/2022/a';
const cited: ArchiveLookup = { url, citedAt: '2022-01-06', today: '2026-05-01' };
const crawl = (id: string, index = `${home}/${id}-index`) => ({ id, name: id, 'cdx-api': index });
const crawls = says(
  200,
  {},
  JSON.stringify([
    crawl('CC-MAIN-2026-17'),
    crawl('CC-MAIN-2022-05'),
    crawl('CC-MAIN-2021-49'),
    crawl('CC-MAIN-2012'),
    crawl('CC-MAIN-2022-01', 'https://elsewhere.test/'),
    null,
  ]),
);
const list = { [`${home}/collinfo.json`]: crawls };
const index = (id: string): string =>
  `${home}/${id}-index?url=${encodeURIComponent(url)}&output=json&fl=timestamp%2Curl%2Cstatus&limit=5`;
const nothing = says(404, {}, `{"message": "No Captures found for: ${url}"}`);
const row = (timestamp: string, status: string): string => `${JSON.stringify({ timestamp, url, status })}\n`;

const lookUp = (stage: Stage, lookup = cited) => {
  const { asked, conclusion } = talk(commonCrawl, lookup, { ...list, ...stage });
  const { answer, captures, limited } = conclusion;
  expect(captures).toEqual([]);
  return {
    asked: asked.map((question) => question.url),
    said: `${answer.answer}${limited ? ', limited' : ''}: ${answer.detail}`,
  };
};

test('the two crawls nearest to the citation are asked, and the list of all once a run', () => {
  const { asked, said } = lookUp({ [index('CC-MAIN-2022-05')]: nothing, [index('CC-MAIN-2021-49')]: nothing });
  expect(asked).toEqual([`${home}/collinfo.json`, index('CC-MAIN-2022-05'), index('CC-MAIN-2021-49')]);
  expect(said).toBe('none: not in CC-MAIN-2022-05, CC-MAIN-2021-49');
  expect(talk(commonCrawl, cited, list).asked[0]).toMatchObject({ isStanding: true });
});

test('without a citation date the newest crawl is asked', () => {
  const { asked } = lookUp({}, { url, today: '2026-05-01' });
  expect(asked[1]).toBe(index('CC-MAIN-2026-17'));
});

test.each<[name: string, answer: ArchiveResponse, expected: string]>([
  [
    'a page is no copy to cite',
    says(200, {}, row('20220118000000', '404') + row('20220119000000', '200')),
    'unusable: it was crawled on 2022-01-19, with status 200, and is kept for machines only',
  ],
  [
    'an error was crawled too',
    says(200, {}, row('20220118000000', '404')),
    'unusable: it was crawled on 2022-01-18, with status 404, and is kept for machines only',
  ],
  [
    'a line that is cut off costs nothing',
    says(200, {}, `${row('20220118000000', '200')}{"timestamp": "2022`),
    'unusable: it was crawled on 2022-01-18, with status 200, and is kept for machines only',
  ],
  ['a 404 of somebody else’s', says(404), 'unknown: its index answered 404'],
  ['a 503', says(503), 'unknown: it answered 503'],
  ['a 429', says(429), 'unknown, limited: it limits how often it may be asked (429)'],
  ['a page of HTML', says(200, {}, '<html>'), 'unknown: its index answered something that cannot be read'],
  ['lines of nothing', says(200, {}, 'null\n[]\n'), 'unknown: its index answered something that cannot be read'],
])('%s', (_, answer, expected) => {
  expect(lookUp({ [index('CC-MAIN-2022-05')]: answer }).said).toBe(expected);
});

test.each<[name: string, answer: ArchiveResponse]>([
  ['a 403', says(403)],
  ['a page', says(200, {}, '<html>')],
  ['an empty list', says(200, {}, '[]')],
])('with %s in place of the list of crawls, nothing is known', (_, answer) => {
  expect(lookUp({ [`${home}/collinfo.json`]: answer }).said).toMatch(/^unknown: its list of crawls /);
});

test.each<[id: string, monday: string]>([
  ['CC-MAIN-2022-05', '2022-01-31'],
  ['CC-MAIN-2021-01', '2021-01-04'],
  ['CC-MAIN-2020-01', '2019-12-30'],
  ['CC-MAIN-2020-53', '2020-12-28'],
])('%s began on %s', (id, monday) => {
  expect(readCrawls(says(200, {}, JSON.stringify([crawl(id)])), home)).toMatchObject({ crawls: [{ from: monday }] });
});

test('no crawl is nearer than the one that began that week', () => {
  const all = ['2021-12-27', '2022-01-17', '2022-02-07'].map((from) => ({ id: from, index: home, from }));
  expect(nearestCrawls(all, '2022-01-20').map(({ from }) => from)).toEqual(['2022-01-17', '2022-02-07', '2021-12-27']);
});
