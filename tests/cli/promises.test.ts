import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type * as api from '../../src/index.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Report } from '../../src/model/report.ts';
import { serveHttp } from '../servers/http-server.ts';
import type { Served } from '../servers/served.ts';
import { type Defect, serveWayback } from '../servers/wayback.ts';
import type { JsonReport } from './articles.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

// The built one: documents are taken apart in a thread, whose script has to be there.
const { audit } = (await import(new URL('../../dist/index.js', import.meta.url).href)) as typeof api;

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);
const signIn = '<!doctype html><title>Sign in</title><form><input type="password"></form>';

/** What the host of each name answers. */
const hosts: Readonly<Record<string, RequestListener>> = {
  alive: (_, response) => void response.writeHead(200, html).end(page),
  gone: (_, response) => void response.writeHead(404, html).end('<title>Not found</title>'),
  moved: ({ url }, response) =>
    void (url === '/a' ? response.writeHead(301, { location: '/b' }).end() : response.writeHead(200, html).end(page)),
  forbidden: (_, response) => void response.writeHead(403, html).end('<title>Forbidden</title>'),
  limited: (_, response) => void response.writeHead(429).end(),
  busy: (_, response) => void response.writeHead(503).end(),
  members: ({ url }, response) =>
    void (url === '/a'
      ? response.writeHead(302, { location: '/login?next=/a' }).end()
      : response.writeHead(200, html).end(signIn)),
  silent: () => {},
  broken: ({ socket }) => void socket.resetAndDestroy(),
};

const serveHosts = async (): Promise<Served> =>
  forThisTest(
    await serveHttp((request, response) =>
      hosts[request.headers.host?.replace(/\..*$/, '') ?? '']?.(request, response),
    ),
  );

const jsonIn = async (folder: string): Promise<JsonReport> =>
  JSON.parse(await readFile(join(folder, 'a.json'), 'utf8')) as JsonReport;

const linkTo = (name: string, { port }: Served): string => `[${name}](http://${name}.test:${port}/a)\n`;

/** Each target's status and more, by the name of its host. */
const byName = <Value>({ targets }: JsonReport, pick: (target: JsonReport['targets'][number]) => Value) =>
  Object.fromEntries(targets.map((target) => [new URL(target.url).hostname.replace('.test', ''), pick(target)]));

describe('a wall is not a death', () => {
  test('nobody who refuses us, or fails for a moment, is called dead', async () => {
    const served = await serveHosts();
    const names = ['forbidden', 'limited', 'busy', 'members', 'silent', 'broken'];
    const cwd = await folder({ 'a.md': names.map((name) => linkTo(name, served)).join('\n') });
    const args = ['a.md', ...ledTo(served), '--archive', 'none', '--timeout', '1', '-f', 'json'];
    const { code, stdout } = await run(args, { cwd });
    expect(code).toBe(0);
    expect(byName(JSON.parse(stdout) as JsonReport, ({ status, reason }) => `${status}: ${reason}`)).toEqual({
      forbidden: 'unsure: blocked',
      limited: 'unsure: rate-limited',
      busy: 'unsure: server-error',
      members: 'unsure: login-wall',
      silent: 'unsure: timeout',
      broken: 'unsure: reset',
    });
  });
});

describe('silence is not absence', () => {
  test.each([
    ['limits us', { in: 'both', kind: 'limited' }],
    ['is down', { in: 'both', kind: 'down' }],
    ['can not confirm what it does not play', { in: 'index', kind: 'down' }],
    ['answers in pages where a table should be', { in: 'index', kind: 'html' }],
  ] as const satisfies readonly (readonly [string, Defect])[])(
    'an archive that %s has not said that there is no copy',
    async (_, defect) => {
      const served = await serveHosts();
      const wayback = forThisTest(await serveWayback({ pages: {} }));
      wayback.fail(defect);
      const cwd = await folder({ 'a.md': linkTo('alive', served) + linkTo('gone', served) });
      const args = ['a.md', ...ledTo(served), '--wayback-url', wayback.base];
      const { code, stdout } = await run([...args, '-f', 'pretty', '-f', 'json:a.json'], { cwd });
      const told = byName(await jsonIn(cwd), ({ archive, outlook }) => `${archive.state}, ${outlook}`);
      expect(told).toEqual({ alive: 'unknown, unchecked', gone: 'unknown, unchecked' });
      expect(code).toBe(1);
      expect(stdout).not.toMatch(/not archived|no copy|no capture/i);
    },
  );

  test('an archive that nobody serves has not said it either', async () => {
    const served = await serveHosts();
    const wayback = await serveWayback({ pages: {} });
    await wayback.close();
    const cwd = await folder({ 'a.md': linkTo('alive', served) });
    const { stdout } = await run(['a.md', ...ledTo(served), '--wayback-url', wayback.base, '-f', 'json'], { cwd });
    expect(byName(JSON.parse(stdout) as JsonReport, ({ archive }) => archive.state)).toEqual({ alive: 'unknown' });
  });
});

describe('every verdict shows its evidence', () => {
  const names = ['alive', 'gone', 'moved', 'forbidden', 'members', 'silent'];

  test('in every format', async () => {
    const served = await serveHosts();
    const cwd = await folder({ 'a.md': names.map((name) => linkTo(name, served)).join('\n') });
    const args = ['a.md', ...ledTo(served), '--archive', 'none', '--timeout', '1'];
    const { stdout } = await run([...args, '-f', 'pretty', '-f', 'json:a.json'], { cwd });
    const { targets } = await jsonIn(cwd);
    expect(targets).toHaveLength(names.length);
    for (const { evidence } of targets) expect(evidence[0]?.code).toMatch(/^[a-z0-9-]+$/);
    for (const { status, evidence } of targets) {
      if (status === 'dead' || status === 'unsure') expect(stdout).toContain(evidence[0]?.detail);
    }
  });

  test('and can be judged again from the facts that were written down, without the network', async () => {
    const served = await serveHosts();
    const cwd = await folder({ 'a.md': names.map((name) => linkTo(name, served)).join('\n') });
    const written = JSON.stringify(
      await audit([`${cwd}/a.md`], {
        allowPrivate: true,
        resolve: [`*:${served.port}:${served.address}`],
        archive: 'none',
        timeout: 1,
        retries: 0,
        hostInterval: 0,
      }).report,
    );
    await served.close();
    const { targets } = JSON.parse(written) as Report;
    expect(targets.map(({ verdict }) => verdict.status)).toEqual([
      'alive',
      'dead',
      'moved',
      'unsure',
      'unsure',
      'unsure',
    ]);
    for (const { target, observation, verdict, links } of targets) {
      if (observation === undefined) throw new Error(`${target.url} was not looked at`);
      expect(judge(observation, { url: target.url, kinds: links.map(({ kind }) => kind) })).toEqual(verdict);
    }
  });
});
