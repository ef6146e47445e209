import { describe, expect, onTestFinished, test } from 'vitest';
import { wayback } from '../../src/archives/wayback.ts';
import { createArchiveFetch } from '../../src/inspect/archive-fetch.ts';
import type { ArchiveFetch } from '../../src/inspect/archive-queue.ts';
import { createArchives } from '../../src/inspect/archives.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import type { LinkKind } from '../../src/model/link.ts';
import { createHttp } from '../../src/node/http.ts';
import { inlineParsing } from '../../src/node/parsing.ts';
import { serveWayback } from '../servers/wayback.ts';
import type { Defect, StagedPage } from '../servers/wayback.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const error = { at: '20220107000000', status: 404 };
const html = (title: string, rest = ''): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1>${rest || '<p>Have a look at our other pages.'}`;
/** “哈萨克斯坦宣布进入紧急状态”, in GBK. */
const gbkWords = Uint8Array.from(
  'b9 fe c8 f8 bf cb cb b9 cc b9 d0 fb b2 bc bd f8 c8 eb bd f4 bc b1 d7 b4 cc ac'
    .split(' ')
    .map((hex) => Number.parseInt(hex, 16)),
);
const gbk = (head: string): Uint8Array =>
  Buffer.concat([
    Buffer.from(`<!doctype html>${head}<title>`),
    gbkWords,
    Buffer.from('</title><p>'),
    ...Array.from({ length: 40 }, () => gbkWords),
  ]);
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(400).fill(7)]);
const plainHtml = { 'content-type': 'text/html' };

/** Addresses, what the archive holds of them, and what is to be found out. */
const pages = {
  'https://a.test/there': [{ at: '20210101000000' }, { at: '20220107000000' }, { at: '20250101000000' }],
  'https://a.test/never': [],
  'https://a.test/error': [error],
  'https://a.test/error-then-page': [error, { at: '20230101000000' }],
  'https://a.test/moved': [{ at: '20220107000000', status: 301, location: 'https://b.test/new' }],
  'https://b.test/new': [{ at: '20220108000000' }],
  'https://a.test/moved-away': [{ at: '20220107000000', status: 301, location: 'https://b.test/never' }],
  'https://a.test/led-home': [{ at: '20220107000000', status: 302, location: '/' }],
  'https://a.test/': [{ at: '20220107000000' }],
  'https://a.test/circle': [{ at: '20220107000000', status: 302, location: '/circle?cookie' }],
  'https://a.test/circle?cookie': [{ at: '20220107000000', status: 302, location: '/circle' }],
  'https://a.test/only-listed': [{ at: '20220107000000', only: 'index' }],
  'https://a.test/replays-elsewhere': [
    { at: '20220107000000', status: 503 },
    { at: '20220108000000', only: 'index' },
  ],
  'https://a.test/only-played': [{ at: '20220107000000', only: 'playback' }],
  'https://a.test/revisit': [
    { ...error, only: 'playback' },
    { at: '20220201000000', revisit: true },
  ],
  'https://a.test/far': [{ at: '20240101000000' }],
  'https://a.test/after': [{ at: '20220102000000' }, { at: '20220109000000' }],
  'https://a.test/walled': [
    { at: '20220107000000', body: html('Just a moment...'), headers: { ...plainHtml, 'cf-mitigated': 'challenge' } },
    { at: '20220110000000' },
  ],
  'https://a.test/not-there': [{ at: '20220107000000', body: html('Page not found') }],
  'https://a.test/gone-then-reused': [{ at: '20220107000000', body: html('页面不存在') }, { at: '20220301000000' }],
  'https://a.test/gone-but-before': [
    { at: '20211201000000' },
    { at: '20220107000000', body: html('页面不存在') },
    { at: '20220301000000' },
  ],
  'https://a.test/limited-then': [{ at: '20220107000000', status: 429, body: html('whoa there, pardner!') }],
  'https://a.test/parked': [{ at: '20220107000000', body: html('a.test', '<p>This domain is for sale!') }],
  'https://a.test/shell': [
    { at: '20220107000000', body: '<!doctype html><title>A</title><div id="root"></div><script src="/a.js"></script>' },
  ],
  'https://a.test/body-lost': [{ at: '20220107000000', bodyLost: true }],
  'https://a.test/gbk-by-header': [
    { at: '20220107000000', body: gbk(''), headers: { 'content-type': 'text/html; charset=gbk' }, guessed: 'big5' },
  ],
  'https://a.test/gbk-by-meta': [
    { at: '20220107000000', body: gbk('<meta charset="gbk">'), headers: plainHtml, guessed: 'big5' },
  ],
  'https://a.test/gbk-by-guess': [{ at: '20220107000000', body: gbk(''), headers: plainHtml, guessed: 'gbk' }],
  'https://a.test/image.jpg': [{ at: '20220107000000', body: jpeg, headers: { 'content-type': 'image/jpeg' } }],
  'https://a.test/page.jpg': [{ at: '20220107000000' }],
  'https://a.test/excluded': 'excluded',
  'https://a.test/excluded-by-name': 'excluded-by-name',
  'https://a.test/excluded-in-index': 'excluded-in-index',
  'https://a.test/robots': 'robots',
  'https://a.test/robots-in-index': 'robots-in-index',
  'https://a.test/unplayable': 'unplayable',
  'https://a.test/as-viewed': 'as-viewed',
} satisfies Record<string, StagedPage>;

/** Looks addresses up in a staged archive, over sockets, with nobody's time. */
const lookUp = async (
  urls: readonly string[],
  {
    defect,
    staged = pages,
    kinds,
  }: {
    readonly defect?: Defect;
    readonly staged?: Record<string, StagedPage>;
    readonly kinds?: readonly LinkKind[];
  } = {},
) => {
  let underWay = 0;
  const clock = virtualClock({ busy: () => underWay > 0 });
  const archive = await serveWayback({ pages: staged, now: () => clock.monotonic() });
  const http = createHttp({ connectionsPerHost: 8, env: {} });
  onTestFinished(async () => {
    await http.close();
    await archive.close();
  });
  archive.fail(defect);
  const send = createArchiveFetch({
    http,
    names: { resolve: async () => ({ type: 'addresses', addresses: [archive.address] }), proven: async () => true },
    guard: { allowPrivate: true },
    parsing: inlineParsing(),
    userAgent: 'audit-links/test',
  });
  const counted: ArchiveFetch = async (question, signal) => {
    underWay += 1;
    try {
      return await send(question, signal);
    } finally {
      underWay -= 1;
    }
  };
  const notices: string[] = [];
  const archives = createArchives({
    archives: [wayback(archive.base)],
    fetch: counted,
    clock,
    onNotice: (notice) => notices.push(notice),
  });
  const { signal } = new AbortController();
  const about = { citedAt: '2022-01-06', today: '2026-05-01', ...(kinds && { kinds }) };
  const records = await Promise.all(urls.map((url) => archives.lookup({ url, ...about }, signal)));
  return { archive, records, notices };
};
const summary = ({ state, captures: [best] }: ArchiveRecord): string =>
  best === undefined
    ? state
    : `${state}, ${best.fit ?? best.problem}: ${best.url.replace(/^.*?\/web\/(\d{8})\d*\/https:\/\/(.).test/, '$1 $2')}`;

test.each<[url: keyof typeof pages, expected: string, requests: number]>([
  ['https://a.test/there', 'captured, near: 20220107 a/there', 2],
  ['https://a.test/never', 'none', 2],
  ['https://a.test/error', 'unusable, an archived 404: 20220107 a/error', 2],
  ['https://a.test/error-then-page', 'captured, after-death: 20230101 a/error-then-page', 3],
  ['https://a.test/moved', 'captured, near: 20220108 b/new', 4],
  ['https://a.test/moved-away', 'unusable, a redirect to a page that was never captured: 20220107 a/moved-away', 3],
  ['https://a.test/led-home', 'unusable, a redirect to the site’s home page: 20220107 a/led-home', 3],
  ['https://a.test/circle', 'unusable, a redirect in a circle: 20220107 a/circle', 3],
  ['https://a.test/only-listed', 'unknown', 3],
  ['https://a.test/replays-elsewhere', 'unusable, an archived 503: 20220107 a/replays-elsewhere', 2],
  ['https://a.test/only-played', 'captured, near: 20220107 a/only-played', 2],
  ['https://a.test/revisit', 'captured, after-death: 20220201 a/revisit', 3],
  ['https://a.test/far', 'captured, far: 20240101 a/far', 2],
  ['https://a.test/after', 'captured, near: 20220109 a/after', 2],
  ['https://a.test/walled', 'captured, near: 20220110 a/walled', 3],
  ['https://a.test/not-there', 'unusable, a page in place of one that was not found: 20220107 a/not-there', 2],
  ['https://a.test/gone-then-reused', 'captured, after-death: 20220301 a/gone-then-reused', 3],
  ['https://a.test/gone-but-before', 'captured, far: 20211201 a/gone-but-before', 3],
  ['https://a.test/limited-then', 'unusable, an archived 429: 20220107 a/limited-then', 2],
  ['https://a.test/parked', 'unusable, the page of a parked domain: 20220107 a/parked', 2],
  ['https://a.test/shell', 'unusable, the empty frame of a script: 20220107 a/shell', 2],
  ['https://a.test/body-lost', 'unusable, an empty answer: 20220107 a/body-lost', 2],
  ['https://a.test/image.jpg', 'captured, near: 20220107 a/image.jpg', 2],
  ['https://a.test/excluded', 'excluded', 1],
  ['https://a.test/excluded-by-name', 'excluded', 1],
  ['https://a.test/excluded-in-index', 'excluded', 2],
  ['https://a.test/robots', 'excluded', 1],
  ['https://a.test/robots-in-index', 'excluded', 2],
  ['https://a.test/unplayable', 'unknown', 1],
  ['https://a.test/as-viewed', 'unknown', 1],
])('%s is %s', async (url, expected, requests) => {
  const { archive, records } = await lookUp([url]);
  expect(records.map(summary)).toEqual([expected]);
  expect(archive.requests).toHaveLength(requests);
  expect(new Set(archive.requests.map(({ path }) => path)).size).toBe(requests);
});

test('a page that was captured where an image is embedded is no copy of it', async () => {
  const urls = ['https://a.test/image.jpg', 'https://a.test/page.jpg'];
  const { records } = await lookUp(urls, { kinds: ['image'] });
  expect(records.map(summary)).toEqual([
    'captured, near: 20220107 a/image.jpg',
    'unusable, no image: 20220107 a/page.jpg',
  ]);
});

describe('a capture is read in the encoding', () => {
  test.each([
    ['that its archived header names', 'https://a.test/gbk-by-header'],
    ['that its markup names', 'https://a.test/gbk-by-meta'],
    ['that the archive guessed, where nothing names one', 'https://a.test/gbk-by-guess'],
  ])('%s', async (_name, url) => {
    const { records } = await lookUp([url]);
    const answer = records[0]?.captures[0]?.answer;
    expect(answer).toMatchObject({ url, status: 200, contentType: 'text/html' });
    expect(answer?.page?.title).toBe('哈萨克斯坦宣布进入紧急状态');
    expect(answer?.headers).not.toHaveProperty('memento-datetime');
  });
});

test.each<[defect: Defect]>([
  [{ in: 'both', kind: 'limited' }],
  [{ in: 'both', kind: 'down' }],
  [{ in: 'both', kind: 'html' }],
  [{ in: 'playback', kind: 'down' }],
  [{ in: 'playback', kind: 'object' }],
  [{ in: 'index', kind: 'limited' }],
  [{ in: 'index', kind: 'down' }],
  [{ in: 'index', kind: 'html' }],
  [{ in: 'index', kind: 'empty' }],
  [{ in: 'index', kind: 'object' }],
])('an address that was never captured is unknown while %o', async (defect) => {
  const { records } = await lookUp(['https://a.test/never'], { defect });
  expect(records[0]?.state).toBe('unknown');
});

test.each<[kind: Defect['kind']]>([['cut'], ['future']])('a table that is %s says nothing', async (kind) => {
  const { records } = await lookUp(['https://a.test/only-listed'], { defect: { in: 'index', kind } });
  expect(records[0]?.state).toBe('unknown');
});

test('a hundred dead links never make the archive say stop', async () => {
  const urls = Array.from({ length: 100 }, (_, n) => `https://a.test/never/${n}`);
  const { archive, records, notices } = await lookUp(urls, { staged: {} });
  expect(new Set(records.map(({ state }) => state))).toEqual(new Set(['none']));
  expect(archive.requests).toHaveLength(200);
  expect(archive.overruns()).toBe(0);
  expect(archive.busiestMinute().index).toBeLessThanOrEqual(24);
  expect(notices).toEqual([]);
});
