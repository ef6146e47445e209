import { afterEach, expect, test } from 'vitest';
import { wayback } from '../../src/archives/wayback.ts';
import type { ArchiveFetch } from '../../src/inspect/archive-queue.ts';
import { createArchives } from '../../src/inspect/archives.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import { serveWayback } from '../servers/wayback.ts';
import type { Defect, ServedWayback, StagedPage } from '../servers/wayback.ts';
import { virtualClock } from '../support/virtual-clock.ts';

let served: ServedWayback | undefined;
afterEach(() => served?.close());

const error = { at: '20220107000000', status: 404 };

/** Addresses, what the archive holds of them, and what is to be found out. */
const pages = {
  'https://a.test/there': [{ at: '20210101000000' }, { at: '20220107000000' }, { at: '20250101000000' }],
  'https://a.test/never': [],
  'https://a.test/error': [error],
  'https://a.test/error-then-page': [error, { at: '20230101000000' }],
  'https://a.test/moved': [{ at: '20220107000000', status: 301, location: 'https://b.test/new' }],
  'https://b.test/new': [{ at: '20220108000000' }],
  'https://a.test/moved-away': [{ at: '20220107000000', status: 301, location: 'https://b.test/never' }],
  'https://a.test/home': [{ at: '20220107000000', status: 302, location: '/' }],
  'https://a.test/': [{ at: '20220107000000' }],
  'https://a.test/circle': [{ at: '20220107000000', status: 302, location: '/circle?cookie' }],
  'https://a.test/circle?cookie': [{ at: '20220107000000', status: 302, location: '/circle' }],
  'https://a.test/only-listed': [{ at: '20220107000000', only: 'index' }],
  'https://a.test/only-played': [{ at: '20220107000000', only: 'playback' }],
  'https://a.test/revisit': [error, { at: '20220201000000', revisit: true }],
  'https://a.test/excluded': 'excluded',
  'https://a.test/robots': 'robots',
} satisfies Record<string, StagedPage>;

/** Looks addresses up in a staged archive, over sockets, with nobody's time. */
const lookUp = async (
  urls: readonly string[],
  { defect, staged = pages }: { readonly defect?: Defect; readonly staged?: Record<string, StagedPage> } = {},
) => {
  let underWay = 0;
  const clock = virtualClock({ busy: () => underWay > 0 });
  const archive = (served = await serveWayback({ pages: staged, now: () => clock.monotonic() }));
  archive.fail(defect);
  const send: ArchiveFetch = async ({ url, headers = {} }, signal) => {
    underWay += 1;
    try {
      const response = await fetch(url, { headers, signal, redirect: 'manual' });
      const body = await response.text();
      return { type: 'answer', status: response.status, headers: new Map(response.headers), body };
    } finally {
      underWay -= 1;
    }
  };
  const notices: string[] = [];
  const archives = createArchives({
    archives: [wayback(archive.base)],
    fetch: send,
    clock,
    onNotice: (notice) => notices.push(notice),
  });
  const { signal } = new AbortController();
  const records = await Promise.all(
    urls.map((url) => archives.lookup({ url, citedAt: '2022-01-06', today: '2026-05-01' }, signal)),
  );
  return { archive, records, notices };
};
const summary = ({ state, captures: [best] }: ArchiveRecord): string =>
  best === undefined ? state : `${state} ${best.usable ? '' : 'bad '}${best.url.replace(/^.*?\/web\//, '')}`;

test.each<[url: keyof typeof pages, expected: string, requests: number]>([
  ['https://a.test/there', 'captured 20220107000000/https://a.test/there', 2],
  ['https://a.test/never', 'none', 2],
  ['https://a.test/error', 'unusable bad 20220107000000/https://a.test/error', 3],
  ['https://a.test/error-then-page', 'captured 20230101000000/https://a.test/error-then-page', 3],
  ['https://a.test/moved', 'captured 20220108000000/https://b.test/new', 4],
  ['https://a.test/moved-away', 'unusable bad 20220107000000/https://a.test/moved-away', 4],
  ['https://a.test/home', 'unusable bad 20220107000000/https://a.test/home', 4],
  ['https://a.test/circle', 'unusable bad 20220107000000/https://a.test/circle', 4],
  ['https://a.test/only-listed', 'captured 20220107000000/https://a.test/only-listed', 2],
  ['https://a.test/only-played', 'captured 20220107000000/https://a.test/only-played', 2],
  ['https://a.test/revisit', 'captured 20220201000000/https://a.test/revisit', 4],
  ['https://a.test/excluded', 'excluded', 1],
  ['https://a.test/robots', 'excluded', 1],
])('%s is %s', async (url, expected, requests) => {
  const { archive, records } = await lookUp([url]);
  expect(records.map(summary)).toEqual([expected]);
  expect(archive.requests).toHaveLength(requests);
  expect(new Set(archive.requests.map(({ path }) => path)).size).toBe(requests);
});

test.each<[defect: Defect]>([
  [{ in: 'both', kind: 'limited' }],
  [{ in: 'both', kind: 'down' }],
  [{ in: 'both', kind: 'html' }],
  [{ in: 'playback', kind: 'down' }],
  [{ in: 'index', kind: 'limited' }],
  [{ in: 'index', kind: 'down' }],
  [{ in: 'index', kind: 'html' }],
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
  expect(notices).toEqual([]);
});
