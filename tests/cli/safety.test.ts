import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { serveProxy } from '../servers/proxy-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import type { Served } from '../servers/served.ts';
import type { JsonReport } from './articles.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

/** A server that nobody should find, or that should not be told anything. */
const serveCanary = async (): Promise<Served> =>
  forThisTest(await serveHttp((_, response) => void response.writeHead(200, html).end(page)));

describe('an address inside our network is not asked', () => {
  test('however it is written', async () => {
    const canary = await serveCanary();
    const written = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0x7f000001',
      '0177.0.0.1',
      '127.0.0.1.',
      '１２７.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
      '0.0.0.0',
      'localhost',
      'LOCALHOST.',
      'a.localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      'user:secret@127.0.0.1',
    ].map((host) => `http://${host}:${canary.port}/`);
    const cwd = await folder({ 'a.md': written.map((address) => `[a](${address}) ![](${address}i.png)`).join('\n\n') });
    const { code, stdout, stderr } = await run(['a.md', '-f', 'json'], { cwd, preload: 'no-network.js' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { targets, summary } = JSON.parse(stdout) as JsonReport;
    expect(summary.links).toBe(2 * written.length);
    expect(new Set(targets.map(({ reason }) => reason))).toEqual(new Set(['private-address']));
    expect(canary.connections()).toBe(0);
  });

  test('where a name leads to it', async () => {
    const canary = await serveCanary();
    const cwd = await folder({ 'a.md': `http://inside.example:${canary.port}/` });
    const args = ['a.md', '--resolve', `*:${canary.port}:127.0.0.1`, '--archive', 'none', '-f', 'json'];
    const { stdout } = await run(args, { cwd });
    expect((JSON.parse(stdout) as JsonReport).targets[0]).toMatchObject({ reason: 'private-address' });
    expect(canary.connections()).toBe(0);
  });

  test('where a public page sends us there', async () => {
    const canary = await serveCanary();
    const open = forThisTest(
      await serveHttp((_, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${canary.port}/latest/meta-data/` }).end();
      }),
    );
    // Behind a proxy the public page has a public address as far as we know.
    const proxy = forThisTest(await serveProxy({ route: () => ({ host: open.address, port: open.port }) }));
    const cwd = await folder({ 'a.md': 'http://open.example/a' });
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
    const { stdout } = await run(['a.md', '--archive', 'none', '-f', 'json'], { cwd, env });
    expect((JSON.parse(stdout) as JsonReport).targets[0]).toMatchObject({ status: 'suspect', reason: 'bad-redirect' });
    expect(new Set(proxy.requests.map(({ path }) => path))).toEqual(new Set(['http://open.example/a']));
    expect(canary.connections()).toBe(0);
  });
});

test('what is meant for one site is told to no other, and printed nowhere', async () => {
  const canary = await serveCanary();
  const site = forThisTest(
    await serveHttp((_, response) => {
      const location = `http://canary.test:${canary.port}/from-site`;
      response.writeHead(302, { location, 'set-cookie': 'session=secret-cookie; Path=/' }).end();
    }),
  );
  const cwd = await folder({
    'a.md': `[a](http://reader:secret-password@site.test:${site.port}/a?access_token=secret-token)\n`,
  });
  const header = `http://site.test:${site.port}=Authorization: Bearer secret-header`;
  const flags = ['--resolve', `*:${canary.port}:127.0.0.1`, '--header', header, '--archive', 'none', '--verbose'];
  const args = ['a.md', ...ledTo(site), ...flags, '-f', 'pretty', '-f', 'json:a.json'];
  const { code, stdout, stderr } = await run(args, { cwd });
  const report = await readFile(join(cwd, 'a.json'), 'utf8');
  expect(code).toBe(0);
  expect(site.requests.flatMap(({ headers }) => headers)).toContainEqual(['authorization', 'Bearer secret-header']);
  expect(JSON.stringify(site.requests)).not.toContain('secret-password');
  expect(canary.requests).toHaveLength(1);
  expect(JSON.stringify(canary.requests)).not.toContain('secret');
  expect(JSON.parse(report)).toMatchObject({ findings: [{ code: 'credentials-in-link' }] });
  expect(stdout + stderr + report).not.toContain('secret');
});

describe('what strangers write reaches no terminal raw', () => {
  const poison = '\u001B]0;owned\u0007\u001B[2J\u009B31m\u202Egnp.exe\u2066\r::error::owned';

  /** Answers every request with a poisoned reason phrase, header, title and text. */
  const servePoison = async (): Promise<Served> =>
    forThisTest(
      await serveRaw(async (connection) => {
        const asked = await connection.request();
        const body = Buffer.from(`<!doctype html><title>${poison}</title><h1>${poison}</h1>${page}`);
        const status = asked?.path === '/gone' ? '404' : '200';
        connection.send(
          Buffer.from(`HTTP/1.1 ${status} \u001B[31mOwned\u0007\r\nContent-Type: text/html; x="\u009B5m"\r\n`),
        );
        connection.send(Buffer.from(`Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`));
        connection.send(body);
        connection.end();
      }),
    );

  test.each([
    ['-f', 'pretty'],
    ['-f', 'json'],
  ])('with %s %s', async (...format) => {
    const served = await servePoison();
    const at = `http://site.test:${served.port}`;
    const cwd = await folder({
      'a.md': `# ${poison}\n\n[${poison}](${at}/gone) [${poison}](<http://${poison}.test/>) ![](<${at}/${poison}>)\n`,
      'b\n::error::owned\u001B[31m.md': `[a](${at}/there)\n`,
      'c\u009B.md': '> '.repeat(4),
    });
    const args = ['.', ...ledTo(served), '--archive', 'none', '--verbose', ...format];
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(code).toBe(1);
    for (const text of [stdout, stderr]) {
      expect(text.match(/[\p{Cc}\p{Cf}]/gu)?.filter((character) => character !== '\n') ?? []).toEqual([]);
      expect(text).not.toMatch(/^\s*::error/m);
    }
    expect(stdout).toMatch(/\\u\{?001B/i);
  });
});
