import type { ServerResponse } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { folder, forThisTest, ledTo, start } from '../cli/program.ts';
import { chanceOf } from '../drift/chance.ts';
import { serveHttp } from '../servers/http-server.ts';
import { serveWayback } from '../servers/wayback.ts';
import { killedAfter } from './killed-run.ts';

vi.setConfig({ testTimeout: 300_000 });

const kills = 50;
const hosts = Array.from({ length: 8 }, (_, index) => `h${index}.example`);
/** On each host: what is alive, has moved, is refused, is gone. */
const paths = ['/a', '/b', '/moved', '/refused', '/gone'];
/** On one of them. */
const failing = '/failing';

const page = `<!doctype html><title>A page</title><h1>A page</h1><p>${'Some text of a page. '.repeat(30)}`;

function answer(response: ServerResponse, path: string): void {
  const headers = { 'content-type': 'text/html' };
  switch (path) {
    case '/moved':
      return void response.writeHead(301, { location: '/b2' }).end();
    case '/refused':
      return void response.writeHead(403, headers).end('No.');
    case '/gone':
      return void response.writeHead(404, headers).end('<title>Not found</title>');
    case failing:
      return void response.writeHead(503, headers).end('Later.');
    default:
      return void response.writeHead(200, headers).end(page);
  }
}

/** A web that counts who comes for what, its archive, and an article. */
async function stage() {
  const visits = new Map<string, number>();
  const visit = (url: string): void => void visits.set(url, (visits.get(url) ?? 0) + 1);
  const web = forThisTest(
    await serveHttp((request, response) => {
      visit(`http://${request.headers.host}${request.url}`);
      // Not all at once: a kill finds some of them done.
      void later(20 + ((visits.size * 37) % 200)).then(() => answer(response, request.url ?? ''));
    }),
  );
  const urls = [
    ...hosts.flatMap((host) => paths.map((path) => `http://${host}:${web.port}${path}`)),
    `http://${hosts[0]}:${web.port}${failing}`,
  ];
  const held = urls.filter((url) => !url.endsWith('/refused'));
  let minutes = 0;
  const archive = forThisTest(
    await serveWayback({
      pages: Object.fromEntries(held.map((url) => [url, [{ at: '20220107120000' }]])),
      // What it allows a minute is not the matter here: each request has a minute of its own.
      now: () => (minutes += 1) * 60_000,
    }),
  );
  const cwd = await folder({ '2022-01-06-a.md': urls.map((url) => `<${url}>`).join('\n\n') });
  /** How often the web and the archive were asked about an address. */
  const askedAbout = (url: string): number =>
    (visits.get(url) ?? 0) +
    archive.requests.filter(({ path }) => decodeURIComponent(path).includes(`${url}&`) || path.endsWith(url)).length;
  return {
    web,
    archive,
    urls,
    cwd,
    askedAbout,
    total: () => archive.requests.length + [...visits.values()].reduce((sum, count) => sum + count, 0),
  };
}

/** A report without what differs from run to run: times, and who remembered. */
const timeless = (report: string): unknown =>
  JSON.parse(report, (key, value: unknown) =>
    ['startedAt', 'finishedAt', 'at', 'durationMs', 'from'].includes(key) ? undefined : value,
  );

test(`killed at ${kills} random moments, a run comes to the report of one that was not, and asks for nothing twice that it had finished`, async () => {
  const { web, archive, urls, cwd, askedAbout, total } = await stage();
  const settings = {
    allowPrivate: true,
    resolve: [`*:${web.port}:${web.address}`],
    waybackUrl: archive.base,
    hostInterval: 20,
    retries: 0,
  };
  const runIn = (cacheDir: string, ms: number) =>
    killedAfter(ms, { cwd, inputs: ['.'], options: { ...settings, cacheDir } });

  const whole = await runIn('whole', Number.POSITIVE_INFINITY);
  expect(whole.finished.toSorted()).toEqual(urls.toSorted());
  const once = total();

  // A resumed run is shorter, and one that comes to its end is none that was killed: not the last third.
  const random = chanceOf(20_260);
  const found = { kills: 0, runs: 0, chains: 0, finishedBefore: 0 };
  while (found.kills < kills) {
    const counts = new Map<string, number>();
    let report: string | undefined;
    found.chains += 1;
    while (report === undefined) {
      const ended = await runIn(`chain-${found.chains}`, random() * 0.7 * whole.ms);
      found.runs += 1;
      if (ended.report === undefined) found.kills += 1;
      if (ended.report === undefined) found.finishedBefore += ended.finished.length;
      // All that a finished address needed was answered before it was said to be finished.
      for (const url of ended.finished) if (!counts.has(url)) counts.set(url, askedAbout(url));
      report = ended.report;
      // It was at its end, and killed while it wrote its report: the next one is another run, which asks again what was unsure.
      if (report === undefined && ended.finished.length === urls.length) counts.clear();
    }
    expect(timeless(report)).toEqual(timeless(whole.report ?? ''));
    expect([...counts.keys()].toSorted()).toEqual(urls.toSorted());
    expect(urls.map((url) => [url, askedAbout(url)])).toEqual(urls.map((url) => [url, counts.get(url)]));
  }
  process.stderr.write(
    `${found.kills} kills in ${found.chains} runs, ${found.finishedBefore} targets finished before one; ` +
      `${(total() / (found.chains + 1) / once).toFixed(2)} times the requests of a run that is not killed\n`,
  );
  expect(found.finishedBefore).toBeGreaterThan(kills);
});

test('the program says that it goes on, and exits as if nothing had been', async () => {
  const { web, archive, cwd } = await stage();
  const cache = await folder({});
  const args = [
    '.',
    '-f',
    'json',
    '--fail-on',
    'never',
    ...ledTo(web),
    '--wayback-url',
    archive.base,
    '--cache-dir',
    cache,
  ];
  const first = await start(args, { cwd });
  await vi.waitFor(() => expect(web.requests.length).toBeGreaterThan(20), { timeout: 30_000, interval: 10 });
  first.kill('SIGKILL');
  expect(await first.ended).toMatchObject({ signal: 'SIGKILL', stdout: '' });
  const second = await (await start(args, { cwd })).ended;
  expect(second.stderr).toContain('which was interrupted; --max-age 0 begins it anew');
  expect(second.code).toBe(0);
});
