import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { serveProxy } from '../servers/proxy-server.ts';
import { serveSavePageNow } from '../servers/save-page-now.ts';
import type { JsonReport } from './articles.ts';
import { folder, forThisTest, run } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);
const access = 'access-key-0a1b2c';
const secret = 'secret-key-3d4e5f';
const keys = { SAVEPAGENOW_ACCESS_KEY: access, SAVEPAGENOW_SECRET_KEY: secret };

/** A web behind a proxy, where every name has a page but `gone.example`; and an archive beside it that holds nothing. */
async function stage(
  links: readonly string[],
  outcomes: Readonly<Record<string, { readonly status_ext: string }>> = {},
) {
  const web = forThisTest(
    await serveHttp(({ headers }, response) =>
      headers.host === 'gone.example'
        ? void response.writeHead(404).end()
        : void response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    ),
  );
  const proxy = forThisTest(await serveProxy({ route: () => ({ host: web.address, port: web.port }) }));
  const archive = forThisTest(await serveSavePageNow({ keys: `${access}:${secret}`, outcomes, sessions: 2 }));
  const cwd = await folder({ '2022-01-06-a.md': links.map((url) => `[a](${url})\n`).join('\n') });
  const network = { http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: '127.0.0.1' };
  return {
    web,
    proxy,
    archive,
    cwd,
    network,
    save: (env: Readonly<Record<string, string>>, ...flags: string[]) =>
      run(
        [
          '.',
          '--save',
          '--wayback-url',
          archive.base,
          '--allow-private',
          '--host-interval',
          '0',
          '-f',
          'pretty',
          '-f',
          'json:r.json',
          ...flags,
        ],
        { cwd, env: { ...network, ...env }, preload: 'hasty-saving.js' },
      ),
    report: async (): Promise<JsonReport> => JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8')) as JsonReport,
  };
}

describe('--save', () => {
  test('has what is at risk saved, and nothing that was meant for few', async () => {
    const refused = 'http://refusing.example/c';
    const links = ['http://a.example/1', 'http://b.example/2?x=1&y=2', refused];
    const kept = ['http://10.0.0.5/', 'http://gone.example/', 'http://a.example/3?access_token=0a1b2c3d'];
    const { archive, web, proxy, save, report } = await stage([...links, ...kept], {
      [refused]: { status_ext: 'error:no-access' },
    });
    const { code, stdout, stderr } = await save(keys);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'saved 2 of 5 addresses at risk; 1 could not be saved (the site refused it (403)); 2 not given to the archive (',
    );

    expect(archive.orders.map(({ fields }) => fields)).toEqual(links.map((url) => ({ url, skip_first_archive: '1' })));
    for (const { headers } of archive.orders) {
      expect(headers).toMatchObject({
        accept: 'application/json',
        authorization: `LOW ${access}:${secret}`,
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(headers['user-agent']).toMatch(/^audit-links\//);
    }
    expect(archive.most()).toBeLessThanOrEqual(2);

    const { targets } = await report();
    const told = targets.map(({ url, outlook, archive: { state, captures } }) => [
      url,
      outlook,
      state,
      captures[0]?.url,
    ]);
    const copyOf = (url: string): unknown =>
      expect.stringMatching(new RegExp(`^${archive.base}/web/\\d{14}/${escaped(url)}$`));
    expect(told.slice(0, 3)).toEqual([
      [links[0], 'safe', 'captured', copyOf(links[0] ?? '')],
      [links[1], 'safe', 'captured', copyOf(links[1] ?? '')],
      [refused, 'at-risk', 'none', undefined],
    ]);
    expect(targets[2]).toMatchObject({
      status: 'alive',
      saving: { state: 'failed', detail: 'the site refused it (403)' },
    });
    expect(targets[2]?.evidence.map(({ code }) => code)).toEqual(['http-200', 'served', 'second-vantage']);

    const said = stdout + stderr + JSON.stringify(targets);
    for (const key of [access, secret]) {
      expect(said).not.toContain(key);
      expect(JSON.stringify([web.requests, proxy.requests])).not.toContain(key);
    }
  });

  test('says so where the keys are not taken, and reports all the same', async () => {
    const { archive, save, report } = await stage(['http://a.example/1']);
    const { code, stdout, stderr } = await save({ ...keys, SAVEPAGENOW_SECRET_KEY: 'another-secret' });
    expect(code).toBe(0);
    expect(stderr).toContain('saved 0 of 1 address at risk; 1 left for another day (the archive refuses the keys)');
    expect((await report()).targets).toMatchObject([{ outlook: 'at-risk', saving: { state: 'left' } }]);
    expect(archive.orders).toEqual([]);
    expect(stdout + stderr).not.toContain('another-secret');
  });

  test('nobody is asked to save anything without it', async () => {
    const { archive, cwd, network } = await stage(['http://a.example/1']);
    const args = ['.', '--wayback-url', archive.base, '--allow-private'];
    const { stdout } = await run(args, { cwd, env: { ...keys, ...network } });
    expect(stdout).toContain('at risk');
    expect(archive.requests.filter(({ path }) => path.startsWith('/save'))).toEqual([]);
  });
});

describe('--save is a mistake', () => {
  const link = { 'a.md': '[a](http://a.example/)\n' };

  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['without keys', [], {}, 'https://archive.org/account/s3.php'],
    ['with half of them', [], { SAVEPAGENOW_ACCESS_KEY: access }, 'SAVEPAGENOW_SECRET_KEY'],
    [
      'where keys would travel in the open',
      ['--wayback-url', 'http://archive.example'],
      keys,
      'must be an https address',
    ],
    ['where no archive is asked', ['--archive', 'none'], keys, 'leave out --list and --archive'],
    ['where only failing links are looked up', ['--archive', 'failing'], keys, 'leave out --list and --archive'],
    ['where nobody is asked', ['--list'], keys, 'leave out --list and --archive'],
  ])('%s', async (_, flags, env, sentence) => {
    const { code, stdout, stderr } = await run(['.', '--save', ...flags], {
      cwd: await folder(link),
      env,
      preload: 'no-network.js',
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain(access);
  });

  test.each([
    ['itself', { save: true }, ['.'], '“save” is not taken from a file'],
    [
      'the address that keys are sent to',
      { waybackUrl: 'https://evil.example' },
      ['.', '--save'],
      'Give --wayback-url on the command line',
    ],
  ])('where a file names %s', async (_, config, args, sentence) => {
    const cwd = await folder({ ...link, 'audit-links.config.json': JSON.stringify(config) });
    const { code, stderr } = await run(args, { cwd, env: keys, preload: 'no-network.js' });
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

const escaped = (text: string): string => text.replaceAll(/[.?*+^$()[\]{}|\\]/g, String.raw`\$&`);
