import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startAudit } from '../../src/audit.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import type { Report, ReportTarget } from '../../src/model/report.ts';
import { createHttp } from '../../src/node/http.ts';
import { ExchangeError, type Http, type HttpResponse } from '../../src/world.ts';
import { articles } from '../cli/articles.ts';
import { serveWayback, type StagedPage } from '../servers/wayback.ts';
import { memoryWorld, type MemoryWorld } from '../support/world.ts';

const challenge = { 'content-type': 'text/html', 'cf-mitigated': 'challenge' };
const notFound =
  '<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Have a look at our other pages.';
const forSale = '<!doctype html><title>Welcome</title><p>This domain is for sale!';
const shell = '<!doctype html><title>A</title><div id="root"></div><script src="/a.js"></script>';
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(400).fill(7)]);

/** Gives a day, counted from the citation, as an archive's 14 digits. */
type At = (days: number) => string;

/** How the archive holds an address, and what is to be found out about it. */
const shapes: readonly (readonly [name: string, stage: (at: At) => StagedPage, expected: string])[] = [
  ['the day after', (at) => [{ at: at(1) }], 'captured, near +1'],
  ['before and after', (at) => [{ at: at(-2) }, { at: at(3) }], 'captured, near +3'],
  ['years after', (at) => [{ at: at(400) }], 'captured, far +400'],
  ['years before', (at) => [{ at: at(-400) }], 'captured, far -400'],
  ['gone by then', (at) => [{ at: at(1), status: 404 }, { at: at(60) }], 'captured, after-death +60'],
  ['said gone by then', (at) => [{ at: at(1), body: notFound }, { at: at(20) }], 'captured, after-death +20'],
  ['a challenge first', (at) => [{ at: at(0), headers: challenge }, { at: at(4) }], 'captured, near +4'],
  [
    'listed as a revisit',
    (at) => [
      { at: at(1), status: 503, only: 'playback' },
      { at: at(9), revisit: true },
    ],
    'captured, near +9',
  ],
  ['not in the index', (at) => [{ at: at(2), only: 'playback' }], 'captured, near +2'],
  ['an error', (at) => [{ at: at(1), status: 503 }], 'unusable, an archived 503 +1'],
  ['a limit', (at) => [{ at: at(1), status: 429 }], 'unusable, an archived 429 +1'],
  ['a soft 404', (at) => [{ at: at(1), body: notFound }], 'unusable, a page in place of one that was not found +1'],
  ['a parked domain', (at) => [{ at: at(1), body: forSale }], 'unusable, the page of a parked domain +1'],
  ['a shell', (at) => [{ at: at(1), body: shell }], 'unusable, the empty frame of a script +1'],
  ['a lost body', (at) => [{ at: at(1), bodyLost: true }], 'unusable, an empty answer +1'],
  ['a circle', (at) => [{ at: at(1), status: 302, location: '' }], 'unusable, a redirect in a circle +1'],
  ['nothing', () => [], 'none'],
  ['only listed', (at) => [{ at: at(1), only: 'index' }], 'unknown'],
  ['not to be played', () => 'unplayable', 'unknown'],
  ['a page about a redirect', () => 'as-viewed', 'unknown'],
  ['excluded', () => 'excluded', 'excluded'],
  ['excluded, by name', () => 'excluded-by-name', 'excluded'],
  ['excluded, says the index', () => 'excluded-in-index', 'excluded'],
  ['robots.txt', () => 'robots', 'excluded'],
  ['robots.txt, says the index', () => 'robots-in-index', 'excluded'],
];

const told = ({ state, captures: [best] }: ArchiveRecord): string => {
  if (best === undefined) return state;
  const days = best.daysFromCitation ?? Number.NaN;
  return `${state}, ${best.fit ?? best.problem} ${days < 0 ? '' : '+'}${days}`;
};

/** The same world, where one host answers otherwise. */
const withHost = (world: MemoryWorld, host: string, exchange: Http['exchange']): MemoryWorld => ({
  ...world,
  http: {
    ...world.http,
    exchange: (request, signal) =>
      new URL(request.url).host === host ? exchange(request, signal) : world.http.exchange(request, signal),
  },
});

const isImage = ({ links }: ReportTarget): boolean => links.some(({ kind }) => kind === 'image');
const isDeep = ({ target }: ReportTarget): boolean => new URL(target.url).pathname.length > 1;

describe.each(articles)('$name', ({ path }) => {
  const documents = async () => ({ 'article.md': await readFile(path, 'utf8') });
  const listed = async (): Promise<Report> =>
    startAudit(['.'], { list: true }, { world: memoryWorld({ documents: await documents() }) }).report;

  test('what an archive in each of its moods says of it is told apart, within what a minute may see', async () => {
    const list = await listed();
    const citedAt = list.documents[0]?.cited?.date ?? '';
    const at: At = (days) =>
      new Date(Date.parse(citedAt) + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '') + '120000';
    const targets = list.targets.filter(isDeep);
    const pages = targets.filter((target) => !isImage(target));

    for (let done = 0; done < shapes.length; done += pages.length) {
      const staged = shapes.slice(done, done + pages.length).map(([, stage, expected], index) => {
        const url = pages[index]?.target.url ?? '';
        return { url, page: stage(at), expected };
      });
      const images = targets.filter(isImage).map(({ target: { url } }, index) => ({
        url,
        page: [index % 2 === 0 ? { at: at(1), body: jpeg, headers: { 'content-type': 'image/jpeg' } } : { at: at(1) }],
        expected: index % 2 === 0 ? 'captured, near +1' : 'unusable, no image +1',
      }));
      const all = [...staged, ...images];
      const { report, archive } = await against(Object.fromEntries(all.map(({ url, page }) => [url, page])));
      const records = new Map(report.targets.map(({ target, archive: record }) => [target.url, told(record)]));
      expect(all.map(({ url }) => [url, records.get(url)])).toEqual(all.map(({ url, expected }) => [url, expected]));
      expect(archive.overruns()).toBe(0);
      expect(archive.busiestMinute().playback).toBeLessThanOrEqual(480);
      expect(archive.busiestMinute().index).toBeLessThanOrEqual(24);
      expect(report.notices).toEqual([]);
    }
  });

  test('a link with a capture near its day is asked about with one question', async () => {
    const list = await listed();
    const day = (list.documents[0]?.cited?.date ?? '').replaceAll('-', '');
    const { archive } = await against(
      Object.fromEntries(list.targets.map(({ target }) => [target.url, [{ at: `${day}120000` }]])),
      { only: 'link' },
    );
    expect(archive.requests).toHaveLength(list.targets.filter((target) => !isImage(target)).length);
  });

  describe('an archive that is out changes no verdict, costs half a minute at most, and is said once', () => {
    const silence = async (world: MemoryWorld, ms: number, signal: AbortSignal): Promise<never> => {
      await world.clock.sleep(ms, signal);
      throw new ExchangeError('timeout', `${ms} ms`);
    };
    const outages: Readonly<Record<string, (world: MemoryWorld) => Http['exchange']>> = {
      refused: () => () => Promise.reject(new ExchangeError('refused', 'ECONNREFUSED')),
      hanging:
        (world) =>
        ({ timeoutMs }, signal) =>
          silence(world, timeoutMs, signal),
      'down with 503': () => async () => answer(503),
      'limiting us with 429': () => async () => answer(429),
      'slowly down': (world) => async (_, signal) => {
        await world.clock.sleep(20_000, signal);
        return answer(503);
      },
    };

    test.each(
      Object.entries(outages).flatMap(([name, out]) => [[name, 'all', out] as const, [name, 'failing', out] as const]),
    )('%s, where it is asked about %s', async (_name, archive, out) => {
      const { targets } = await listed();
      const addresses = targets.map(({ target }) => target.url);
      const web = Object.fromEntries(addresses.map((url, index) => [url, [200, 404, 403, 500][index % 4] ?? 200]));
      const audited = async (exchange?: (world: MemoryWorld) => Http['exchange']) => {
        const world = memoryWorld({ documents: await documents(), web });
        const there = exchange === undefined ? world : withHost(world, 'web.archive.org', exchange(world));
        const report = await startAudit(['.'], { archive, retries: 0 }, { world: there }).report;
        return { report, ms: world.clock.elapsed() };
      };
      const well = await audited();
      const ill = await audited(out);
      const verdicts = ({ report }: typeof well) => report.targets.map(({ verdict }) => verdict);
      expect(verdicts(ill)).toEqual(verdicts(well));
      expect(ill.ms - well.ms).toBeLessThanOrEqual(30_000);
      expect(ill.report.notices.filter((notice) => notice.includes('wayback'))).toHaveLength(1);
      const states = ill.report.targets.map(({ archive: { state } }) => state);
      expect(states.filter((state) => state !== 'not-asked' && state !== 'unknown')).toEqual([]);
      expect(states).toContain('unknown');
    });
  });

  /** Audits the article, its web in memory and its archive on a loopback port, whose minutes are those of the audit. */
  async function against(pages: Readonly<Record<string, StagedPage>>, options: { readonly only?: 'link' } = {}) {
    let underWay = 0;
    const world = memoryWorld({ documents: await documents(), busy: () => underWay > 0 });
    const archive = await serveWayback({ pages, now: () => world.clock.monotonic() });
    const http = createHttp({ connectionsPerHost: 8, env: {} });
    onTestFinished(async () => {
      await http.close();
      await archive.close();
    });
    const overSockets = withHost(world, new URL(archive.base).host, async (request, signal) => {
      underWay += 1;
      try {
        return await http.exchange(request, signal);
      } finally {
        underWay -= 1;
      }
    });
    const audit = startAudit(
      ['.'],
      { waybackUrl: archive.base, allowPrivate: true, resolve: [`*:${archive.port}:${archive.address}`], ...options },
      { world: overSockets },
    );
    return { report: await audit.report, archive };
  }
});

const answer = (status: number): HttpResponse => ({
  status,
  headers: [],
  body: new Uint8Array(),
  end: 'complete',
  coding: 'ok',
});

test('all states are on stage', () => {
  const states = new Set(
    shapes.map(([, , expected]) => expected.replace(/^captured, |[, ].*$/g, '').replace(/ .*/, '')),
  );
  expect([...states].toSorted()).toEqual(['after-death', 'excluded', 'far', 'near', 'none', 'unknown', 'unusable']);
});
