import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse } from '../../src/archives/archive.ts';
import { readIndexLines } from '../../src/archives/index-lines.ts';
import { readTimeMap } from '../../src/archives/time-map.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import { inlineParsing } from '../../src/node/parsing.ts';
import { createWorld } from '../../src/node/world.ts';
import { completeOptions } from '../../src/options/resolve-options.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { createTools } from '../../src/tools.ts';
import { folder, forThisTest, ledTo, run } from '../cli/program.ts';
import { serveHttp } from '../servers/http-server.ts';
import { captures } from './captures.ts';
import { type Pywb, type PywbMode, pywbVersion, servePywb } from './pywb.ts';
import { pageOf, warcOf } from './warc.ts';

const version = pywbVersion();
// A suite that is left out must not pass for one that ran.
process.stderr.write(version === undefined ? 'pywb is left out: it is not installed here\n' : `pywb ${version}\n`);

const today = '2026-05-01';
const citedAt = '2022-01-06';

/** Looks an address up as a run does, over real sockets; `asked` are the questions. */
async function lookUp(url: string, archives: AuditOptionsInput, about: Partial<ArchiveLookup> = { citedAt }) {
  const options = completeOptions({ archives: 'none', allowPrivate: true, ...archives });
  const world = createWorld(options);
  const asked: string[] = [];
  const notices: string[] = [];
  const tools = createTools(
    options,
    { ...world, parsing: inlineParsing() },
    { onNotice: (notice) => notices.push(notice), onArchive: (question) => asked.push(question.url) },
  );
  try {
    return {
      record: await tools.archives.lookup({ url, today, ...about }, new AbortController().signal),
      asked,
      notices,
    };
  } finally {
    await world.close();
  }
}

const summary = ({ state, captures: [best] }: ArchiveRecord): string =>
  best === undefined ? state : `${state} ${best.usable ? '' : 'bad '}${best.url.replace(/^.*?\/web\//, '')}`;

/** Asks for a page of pywb's own as a shell would. */
async function ask(url: string): Promise<ArchiveResponse> {
  const response = await fetch(url);
  const { status, headers } = response;
  return { type: 'answer', status, headers: new Map(headers), body: await response.text() };
}

const modes: readonly PywbMode[] = ['framed', 'redirecting'];

describe.runIf(version !== undefined).each(modes)('pywb, %s', (mode) => {
  let pywb: Pywb;
  beforeAll(async () => void (pywb = await servePywb(await warcOf(captures), mode)), 120_000);
  afterAll(() => pywb?.close());

  test.each<[url: string, expected: string]>([
    ['https://a.test/there?x=1,2', 'captured 20220107100000/https://a.test/there?x=1,2'],
    ['https://a.test/gone', 'unusable bad 20220107100000/https://a.test/gone'],
    ['https://a.test/gone-then-page', 'captured 20230101000000/https://a.test/gone-then-page'],
    ['https://a.test/moved', 'captured 20220108100000/https://b.test/new'],
    ['https://a.test/chain', 'captured 20220107100000/https://a.test/chain/3'],
    ['https://a.test/moved-away', 'unusable bad 20220107100000/https://a.test/moved-away'],
    ['https://a.test/circle', 'unusable bad 20220107100000/https://a.test/circle'],
    ['https://a.test/ferries/2021', 'unusable bad 20220107100000/https://a.test/ferries/2021'],
    ['https://a.test/revisit', 'captured 20220106100000/https://a.test/revisit'],
    ['https://a.test/gbk', 'captured 20220107100000/https://a.test/gbk'],
    ['https://a.test/tides.html', 'captured 20220301000000/https://a.test/tides.html'],
    ['https://a.test/challenge', 'unusable bad 20220107100000/https://a.test/challenge'],
    ['https://a.test/%E6%B8%AF', 'captured 20220107100000/https://a.test/%E6%B8%AF'],
    ['https://a.test/never', 'none'],
  ])('%s is %s', async (url, expected) => {
    const { record, notices } = await lookUp(url, { memento: [pywb.gate] });
    expect(summary(record)).toBe(expected);
    expect(notices).toEqual([]);
  });

  test('a capture that holds the page is told with its status, its day and its distance', async () => {
    const { record } = await lookUp('https://a.test/there?x=1,2', { memento: [pywb.gate] });
    expect(record.captures[0]).toMatchObject({
      archive: new URL(pywb.gate).host,
      url: `${pywb.gate}20220107100000/https://a.test/there?x=1,2`,
      capturedAt: '2022-01-07T10:00:00Z',
      httpStatus: 200,
      daysFromCitation: 1,
      usable: true,
      fit: 'near',
    });
  });

  test.each<[about: Partial<ArchiveLookup>, expected: string]>([
    [{ citedAt: '2020-06-01' }, '20210101000000'],
    [{ citedAt: '2024-12-24' }, '20250101000000'],
    [{}, '20250101000000'],
  ])('of three captures, %j wants that of %s', async (about, expected) => {
    const { record } = await lookUp('https://a.test/there?x=1,2', { memento: [pywb.gate] }, about);
    expect(summary(record)).toBe(`captured ${expected}/https://a.test/there?x=1,2`);
  });

  test('a page in GBK is read in GBK', async () => {
    const { record } = await lookUp('https://a.test/gbk', { memento: [pywb.gate] });
    expect(record.captures[0]?.answer?.page).toMatchObject({ title: '港口公告', charset: 'gbk' });
  });

  test('a negative takes two questions, of its TimeGate and of its TimeMap', async () => {
    const { record, asked } = await lookUp('https://a.test/never', { memento: [pywb.gate] });
    expect(record).toMatchObject({ state: 'none', captures: [] });
    expect(asked).toEqual([`${pywb.gate}https://a.test/never`, `${pywb.gate}timemap/link/https://a.test/never`]);
  });

  test('a collection that does not exist is no archive without captures', async () => {
    const gate = pywb.gate.replace(/web\/$/, 'wbe/');
    const { record } = await lookUp('https://a.test/there?x=1,2', { memento: [gate] });
    expect(record).toMatchObject({ state: 'unknown', captures: [] });
  });

  test('a TimeGate where pywb has none costs a question, as its TimeMap knows', async () => {
    const { record } = await lookUp('https://a.test/there?x=1,2', { memento: [`${pywb.gate}timegate/`] });
    expect(summary(record)).toBe('captured 20220107100000/https://a.test/there?x=1,2');
  });

  test('an archive that is not there leaves the answer to the next', async () => {
    const { record, notices } = await lookUp('https://a.test/never', { memento: ['http://127.0.0.1:1/', pywb.gate] });
    expect(record.asked.map(({ answer }) => answer)).toEqual(['unknown', 'none']);
    expect(record.state).toBe('unknown');
    expect(notices).toEqual([]);
  });

  test('its TimeMap is read to the last capture', async () => {
    const map = readTimeMap(await ask(`${pywb.gate}timemap/link/https://a.test/there?x=1,2`), today);
    expect(map).toMatchObject({
      type: 'list',
      mementos: ['2021-01-01T00:00:00Z', '2022-01-07T10:00:00Z', '2025-01-01T00:00:00Z'].map((moment) => ({ moment })),
      pages: [],
    });
  });

  test.each<[url: string, rows: readonly object[]]>([
    [
      'https://a.test/there?x=1,2',
      [
        { moment: '2022-01-07T10:00:00Z', url: 'https://a.test/there?x=1,2', status: 200 },
        { moment: '2021-01-01T00:00:00Z', url: 'https://a.test/there?x=1,2', status: 200 },
      ],
    ],
    ['https://a.test/gone', [{ moment: '2022-01-07T10:00:00Z', url: 'https://a.test/gone', status: 404 }]],
    ['https://a.test/never', []],
  ])('its CDX server, which Common Crawl runs too, lists %s line by line', async (url, rows) => {
    const query = new URLSearchParams({ url, output: 'json', sort: 'closest', closest: '20220106120000', limit: '2' });
    expect(readIndexLines(await ask(`${pywb.gate}cdx?${query.toString()}`), today)).toEqual({ type: 'rows', rows });
  });

  test.each<[url: string, expected: string]>([
    ['https://a.test/there?x=1,2', 'captured 20220107100000/https://a.test/there?x=1,2'],
    ['https://a.test/moved', 'captured 20220108100000/https://b.test/new'],
    ['https://a.test/revisit', 'captured 20220106100000/https://a.test/revisit'],
    // Its index is elsewhere, so that a negative is not confirmed.
    ['https://a.test/never', 'unknown'],
  ])('asked as if it were the Wayback Machine, %s is %s', async (url, expected) => {
    const { record } = await lookUp(url, { archives: 'wayback', waybackUrl: pywb.base });
    expect(summary(record)).toBe(expected);
  });
});

describe.runIf(version !== undefined)('pywb and the program', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };

  test('a dead link is rescued with a capture from it', { timeout: 120_000 }, async () => {
    const web = forThisTest(await serveHttp((_, response) => response.writeHead(404, html).end('<title>No</title>')));
    const url = `http://site.example:${web.port}/ferry`;
    const pywb = forThisTest(await servePywb(await warcOf([{ url, at: '2022-01-07T10:00:00Z' }]), 'framed'));
    const cwd = await folder({ '2022-01-06-a.md': `<${url}> <${url}/never>` });
    const ran = await run(
      ['2022-01-06-a.md', '-f', 'json', ...ledTo(web), '--archives', 'none', '--memento', pywb.gate],
      { cwd },
    );
    const report = JSON.parse(ran.stdout) as { targets: unknown; notices: unknown };
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(report.notices).toEqual([]);
    expect(report.targets).toMatchObject([
      {
        status: 'dead',
        outlook: 'recoverable',
        archive: {
          state: 'captured',
          captures: [{ url: `${pywb.gate}20220107100000/${url}`, daysFromCitation: 1, usable: true }],
        },
      },
      { status: 'dead', outlook: 'lost', archive: { state: 'none' } },
    ]);
  });

  test('what --warc wrote is replayed, byte for byte', { timeout: 120_000 }, async () => {
    const pages: Readonly<Record<string, string>> = { '/ferry': pageOf('a ferry'), '/港': pageOf('港口') };
    const web = forThisTest(
      await serveHttp(({ url: path = '' }, response) => {
        const page = pages[decodeURI(path)];
        if (path === '/old') response.writeHead(301, { ...html, location: '/ferry' }).end();
        else response.writeHead(page === undefined ? 404 : 200, html).end(page ?? '<title>No</title>');
      }),
    );
    const site = `http://site.example:${web.port}`;
    const cwd = await folder({ 'a.md': `<${site}/ferry> <${site}/old> <${site}/gone> <${site}/%E6%B8%AF>` });
    const ran = await run(
      ['a.md', ...ledTo(web), '--archive', 'none', '--fail-on', 'never', '--warc', 'seen.warc.gz'],
      { cwd },
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const pywb = forThisTest(await servePywb(await readFile(join(cwd, 'seen.warc.gz')), 'redirecting'));
    const replayed = async (path: string) => {
      const response = await fetch(`${pywb.gate}2id_/${site}${path}`, { redirect: 'follow' });
      return { status: response.status, body: await response.text() };
    };
    expect(await replayed('/ferry')).toEqual({ status: 200, body: pages['/ferry'] });
    expect(await replayed('/%E6%B8%AF')).toEqual({ status: 200, body: pages['/港'] });
    expect(await replayed('/gone')).toEqual({ status: 404, body: '<title>No</title>' });
    const now = { today: new Date().toISOString().slice(0, 10) };
    const { record } = await lookUp(`${site}/old`, { memento: [pywb.gate] }, now);
    expect(record).toMatchObject({ state: 'captured' });
    expect(record.captures[0]?.url).toMatch(/\/web\/\d{14}\/http:\/\/site\.example:\d+\/ferry$/);
  });
});
