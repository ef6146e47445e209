import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { serveWayback } from '../servers/wayback.ts';
import { readWarc } from '../support/read-warc.ts';
import { folder, forThisTest, ledTo, run, start } from './program.ts';

const page = `<!doctype html><title>題名</title><p>${'Some text of a page. '.repeat(40)}`;
const html = { 'content-type': 'text/html; charset=utf-8' };

/** What the hosts of the web answer, by path; every other path has the page. */
const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/gone': (response) => response.writeHead(404, html).end('<title>No</title>'),
  '/moved': (response) => response.writeHead(301, { location: '/page' }).end(),
  '/coded': (response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(page)),
  '/long': (response) => response.writeHead(200, html).end(page.repeat(1000)),
  '/broken': (response) => {
    response.writeHead(200, { ...html, 'content-length': '100000' }).write(page);
    setImmediate(() => response.destroy());
  },
  '/reset': (response) => response.destroy(),
  '/cookie': (response) => response.writeHead(200, { ...html, 'set-cookie': 'visitor=number-17; Path=/' }).end(page),
};

const answer: RequestListener = ({ url = '' }, response) =>
  void (url in answers ? answers[url]?.(response) : response.writeHead(200, html).end(page));

/** Audits addresses of the web, and reads the file that was written. `addresses` are told the web's port. */
async function audited(
  addresses: (port: number) => readonly string[],
  flags: readonly string[] | ((port: number) => readonly string[]) = [],
) {
  const web = forThisTest(await serveHttp(answer));
  const wayback = forThisTest(await serveWayback({ pages: {} }));
  const cwd = await folder({
    'a.md': addresses(web.port)
      .map((address) => `<${address}>`)
      .join('\n\n'),
  });
  const more = typeof flags === 'function' ? flags(web.port) : flags;
  const ran = await run(
    ['a.md', ...ledTo(web), '--wayback-url', wayback.base, '--fail-on', 'never', '--warc', 'out.warc.gz', ...more],
    { cwd },
  );
  const path = join(cwd, 'out.warc.gz');
  return { ran, cwd, web, wayback, path, records: await readWarc(path) };
}

type Evidence = Awaited<ReturnType<typeof audited>>;

const responses = ({ records }: Evidence) => records.filter(({ type }) => type === 'response');
const urlsOf = (evidence: Evidence): readonly string[] => responses(evidence).map(({ url = '' }) => url);

test('every exchange is in the file, in the end under its name and with nothing beside it', async () => {
  const paths = ['page', 'gone', 'moved'];
  const evidence = await audited((port) => paths.map((path) => `http://site.example:${port}/${path}`));
  const { ran, cwd, web, wayback, records } = evidence;
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect((await readdir(cwd)).toSorted()).toEqual(['a.md', 'out.warc.gz']);
  const asked = [
    ...web.requests.map(({ path }) => `http://site.example:${web.port}${path}`),
    ...wayback.requests.map(({ path }) => `${wayback.base}${path}`),
  ];
  expect(urlsOf(evidence).toSorted()).toEqual(asked.toSorted());
  // The 404 was asked for twice, and both are evidence.
  const from = (path: string) =>
    responses(evidence).filter(({ url }) => url === `http://site.example:${web.port}/${path}`);
  expect(from('gone').map(({ status }) => status)).toEqual([404, 404]);
  expect(from('moved')[0]).toMatchObject({
    status: 301,
    http: { location: '/page' },
  });
  expect(from('page')[0]).toMatchObject({
    payload: Buffer.from(page),
    warc: { 'WARC-IP-Address': '127.0.0.1' },
  });
  const ids = records.map(({ warc }) => warc['WARC-Record-ID']);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { type, warc } of records) {
    if (type !== 'warcinfo') expect(warc['WARC-Warcinfo-ID']).toBe(ids[0]);
    if (type === 'request') expect(ids).toContain(warc['WARC-Concurrent-To']);
  }
});

test('it says who wrote it and how, without secrets and without paths of the machine', async () => {
  const { records } = await audited(
    (port) => [`http://site.example:${port}/page`],
    ['--header', 'other.example=X-Key: word-of-mouth', '--cache-dir', 'of-this-machine', '--timeout', '7'],
  );
  const told = records[0]?.payload.toString() ?? '';
  expect(told).toMatch(/^software: audit-links\/\d/);
  expect(told).toContain('"timeout":7');
  expect(told).not.toMatch(/word-of-mouth|of-this-machine|X-Key/);
});

describe('a body is what was read of it', () => {
  test.each([
    ['coded', undefined, (payload: Buffer) => payload.equals(Buffer.from(page))],
    ['long', 'length', (payload: Buffer) => payload.length === 256 * 1024],
    ['broken', 'disconnect', (payload: Buffer) => payload.equals(Buffer.from(page))],
  ] as const)('%s', async (path, truncated, right) => {
    const evidence = await audited((port) => [`http://site.example:${port}/${path}`], ['--archive', 'none']);
    const [response] = responses(evidence);
    expect(response?.warc['WARC-Truncated']).toBe(truncated);
    expect(response?.http['content-length']).toBe(String(response?.payload.length));
    expect(response?.http).not.toHaveProperty('content-encoding');
    expect(right(response?.payload ?? Buffer.alloc(0))).toBe(true);
  });

  test('and where none came, the failure is told', async () => {
    const { records } = await audited((port) => [`http://site.example:${port}/reset`], ['--archive', 'none']);
    const [, failure] = records;
    expect(failure).toMatchObject({ type: 'metadata', url: expect.stringMatching(/\/reset$/) });
    expect(failure?.payload.toString()).toMatch(/^fetch-failure: reset\r\n/);
  });
});

test('no secret enters: neither headers of ours and what they open, nor user names, passwords, tokens and cookies', async () => {
  const evidence = await audited(
    (port) => [
      `http://site.example:${port}/cookie`,
      `http://me:password-1@site.example:${port}/with-password`,
      `http://site.example:${port}/signed?access_token=token-2`,
      `http://closed.example:${port}/closed`,
    ],
    (port) => ['--archive', 'none', '--header', `http://closed.example:${port}=X-Opens: key-3`],
  );
  const { path, web } = evidence;
  expect(web.requests.find(({ path }) => path === '/closed')?.headers).toContainEqual(['x-opens', 'key-3']);
  expect(urlsOf(evidence).map((url) => new URL(url).pathname)).toEqual(
    expect.arrayContaining(['/cookie', '/with-password']),
  );
  expect(urlsOf(evidence)).toHaveLength(2);
  const text = gunzipSync(await readFile(path)).toString('latin1');
  expect(text).toContain('/cookie');
  expect(text).not.toMatch(/number-17|password-1|token-2|key-3/);
});

test('an address that the guard refuses is in no record', async () => {
  const cwd = await folder({ 'a.md': '<http://127.0.0.1/a> <http://10.1.2.3/b> <http://169.254.169.254/c>' });
  await run(['a.md', '--archive', 'none', '--warc', 'out.warc.gz'], { cwd });
  expect((await readWarc(join(cwd, 'out.warc.gz'))).map(({ type }) => type)).toEqual(['warcinfo']);
});

test('an interrupted run leaves a file of what it had fetched', async () => {
  let hangs = (): void => {};
  const hanging = new Promise<void>((resolve) => void (hangs = resolve));
  const web = forThisTest(
    await serveHttp((request, response) => {
      if (request.headers.host?.startsWith('hanging.')) hangs();
      else answer(request, response);
    }),
  );
  const at = (path: string): string => `<http://${path}.example:${web.port}/${path}>`;
  const cwd = await folder({ 'a.md': `${at('page')} ${at('hanging')}` });
  const flags = ['--concurrency', '1', '--archive', 'none', '--warc', 'out.warc.gz'];
  const running = await start(['a.md', ...ledTo(web), ...flags], { cwd });
  await hanging;
  running.kill('SIGINT');
  expect(await running.ended).toMatchObject({ code: 130 });
  const records = await readWarc(join(cwd, 'out.warc.gz'));
  expect(records.map(({ type }) => type)).toEqual(['warcinfo', 'response', 'request']);
});

describe('what can not be written is said before the run', () => {
  test.each([
    ['no/such/folder/a.warc.gz', /folder does not exist/],
    ['.', /it is a folder/],
    ['/dev/null', /it is no file/],
    ['', /warc/],
  ])('%j', async (path, message) => {
    const web = forThisTest(await serveHttp(answer));
    const cwd = await folder({ 'a.md': `<http://site.example:${web.port}/page>` });
    const { code, stderr } = await run(['a.md', ...ledTo(web), '--archive', 'none', '--warc', path], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(web.requests).toEqual([]);
  });
});

test('a run that is none leaves no file, and what was there before', async () => {
  const cwd = await folder({});
  await writeFile(join(cwd, 'out.warc.gz'), 'earlier');
  const { code } = await run(['missing.md', '--warc', 'out.warc.gz'], { cwd });
  expect(code).toBe(2);
  expect(await readdir(cwd)).toEqual(['out.warc.gz']);
  expect(await readFile(join(cwd, 'out.warc.gz'), 'utf8')).toBe('earlier');
});
