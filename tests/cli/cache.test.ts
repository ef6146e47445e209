import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { serveWayback } from '../servers/wayback.ts';
import type { JsonReport } from './articles.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

const page = `<!doctype html><title>A page</title><p>${'Some text of a page. '.repeat(30)}`;

/** A web, its archive, and a folder to stand in; `audit` runs the program and tells what the archive was asked and said. */
async function stage() {
  const web = forThisTest(
    await serveHttp((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page)),
  );
  const address = (path: string): string => `http://site.example:${web.port}/${path}`;
  const pages = { [address('held')]: [{ at: '20220107120000' }], [address('absent')]: [] };
  const wayback = forThisTest(await serveWayback({ pages }));
  const cwd = await folder({ '2022-01-06-a.md': `<${address('held')}> <${address('absent')}>` });
  const cache = await folder({});
  return {
    cwd,
    cache,
    audit: async (...flags: readonly string[]) => {
      const before = wayback.requests.length;
      const args = ['2022-01-06-a.md', '-f', 'json', ...ledTo(web), '--wayback-url', wayback.base, ...flags];
      const { code, stdout, stderr } = await run(args, { cwd, env: { XDG_CACHE_HOME: cache } });
      const report = JSON.parse(stdout) as JsonReport;
      return {
        end: { code, stderr },
        asked: wayback.requests.length - before,
        said: report.targets.map(({ archive }) => [archive.state, archive.asked[0]?.from]),
        notices: report.notices,
      };
    },
  };
}

const anew = [
  ['captured', undefined],
  ['none', undefined],
];
const kept = [
  ['captured', 'cache'],
  ['none', 'cache'],
];

test('the second run asks the archive nothing, unless it is told to', async () => {
  const { audit, cache, cwd } = await stage();
  const first = await audit();
  expect(first).toMatchObject({ said: anew, notices: [], end: { code: 0, stderr: '' } });
  expect(first.asked).toBeGreaterThan(0);
  expect(await audit()).toMatchObject({ asked: 0, said: kept, notices: [] });
  expect(await audit('--no-cache')).toMatchObject({ asked: first.asked, said: anew });
  expect(await audit('--cache-dir', 'elsewhere')).toMatchObject({ asked: first.asked, said: anew });
  expect(await audit('--cache-dir', 'elsewhere')).toMatchObject({ asked: 0, said: kept });
  expect(await readdir(join(cache, 'audit-links'))).toContain('store.mdb');
  expect(await readdir(join(cwd, 'elsewhere'))).toContain('store.mdb');
});

test('two runs at once keep what both were answered', async () => {
  const { audit } = await stage();
  const both = await Promise.all([audit(), audit()]);
  expect(both).toMatchObject([{ notices: [] }, { notices: [] }]);
  expect(await audit()).toMatchObject({ asked: 0, said: kept });
});

test.each([['--no-cache'], ['--list']])('%s makes no file', async (flag) => {
  const { cwd, cache } = await stage();
  await run(['2022-01-06-a.md', '--resolve', '*:80:127.0.0.1', flag], { cwd, env: { XDG_CACHE_HOME: cache } });
  await expect(stat(join(cache, 'audit-links'))).rejects.toThrow('ENOENT');
});

test('a folder that can not be used is said once, and the audit is made', async () => {
  const { audit } = await stage();
  const { said, notices } = await audit('--cache-dir', '/dev/null/cache');
  expect(said).toEqual(anew);
  expect(notices).toEqual([
    expect.stringMatching(/^nothing is kept between runs, as \/dev\/null\/cache can't be used:/),
  ]);
});

test('a configuration file can not say where to keep things', async () => {
  const cwd = await folder({ 'a.md': '', 'audit-links.config.json': '{ "cacheDir": "/tmp" }' });
  const { code, stderr } = await run(['a.md'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('--cache-dir');
});
