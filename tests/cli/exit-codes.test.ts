import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import type { Served } from '../servers/served.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

/** A host `gone`, a host `moved` with a page that moved for good, and every other host with its page. */
const serve = async (): Promise<Served> =>
  forThisTest(
    await serveHttp(({ url, headers: { host = '' } }, response) => {
      const name = host.replace(/\..*$/, '');
      if (name === 'gone') response.writeHead(404).end();
      else if (name === 'moved' && url === '/a') response.writeHead(301, { location: '/new/a' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }),
  );

const link = (name: string, { port }: Served): string => `[${name}](http://${name}.test:${port}/a)\n`;

const audit = async (names: readonly string[], ...flags: string[]) => {
  const served = await serve();
  const cwd = await folder({ 'a.md': names.map((name) => link(name, served)).join('\n') });
  return run(['a.md', ...ledTo(served), '--archive', 'none', ...flags], { cwd });
};

describe('the exit code', () => {
  test('is 0 where nothing is wrong', async () => {
    expect(await audit(['alive'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('is 1 where a link is dead', async () => {
    const { code, stdout } = await audit(['alive', 'gone']);
    expect(stdout).toContain('not-found');
    expect(code).toBe(1);
  });

  test.each([
    ['moved', 'warning', 0],
    ['moved', 'note', 1],
    ['moved', 'dead-link,moved-link', 1],
    ['gone', 'never', 0],
    ['gone', 'moved-link', 0],
    ['gone', 'note', 1],
  ])('of a link that is %s, with --fail-on %s, is %i', async (name, failOn, code) => {
    expect((await audit([name], '--fail-on', failOn)).code).toBe(code);
  });

  test('is 2 where one of the documents could not be read, and the others are reported', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': link('gone', served) });
    await writeFile(join(cwd, 'latin.md'), Buffer.from([0xe9, 0x74, 0xe9]));
    const { code, stdout, stderr } = await run(['a.md', 'latin.md', ...ledTo(served), '--archive', 'none'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('not-found');
    expect(stderr).toBe(
      'audit-links: latin.md: It is not UTF-8 text. Save it as UTF-8; its addresses could not be trusted otherwise.\n',
    );
  });

  test('is 2 where the network is down, and no verdict is printed', async () => {
    const cwd = await folder({ 'a.md': '[a](http://a.test/) [b](http://b.test/)' });
    const flags = [...ledTo({ address: '127.0.0.1', port: 80 }), '--archive', 'none'];
    const { code, stdout, stderr } = await run(['a.md', ...flags], { cwd, preload: 'unplugged.js' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Nothing could be reached');
  });
});

describe('without doing its job', () => {
  test('the program prints its help and ends with 2 where no input is named', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: audit-links [options] <inputs...>');
  });

  test.each([
    ['--help', /^Examples:[^]*Usage: audit-links \[options\] <inputs\.\.\.>[^]*--print-config/],
    ['--version', /^\d+\.\d+\.\d+\n$/],
  ])('%s is answered on stdout, with 0', async (flag, text) => {
    const { code, stdout, stderr } = await run([flag]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(text);
  });

  test.each([
    [['--timout', '3'], "unknown option '--timout'\n(Did you mean --timeout?)"],
    [['--header'], "option '--header <host=Name: value>' argument missing"],
    [['--timeout', 'soon'], '--timeout: invalid input: expected number'],
    [['--only', 'links'], '--only: invalid option: expected one of "link"|"image"'],
    [['-f', 'jsno'], '--format: expected one of pretty, json, jsonl'],
    [['-f', 'json', '-f', 'pretty'], 'Only one format can go to stdout. Give the others a file'],
    [['-f', 'json:no/such/folder.json'], "no/such/folder.json can't be written: its folder does not exist"],
    [['-f', 'json:.'], "can't be written: it is a folder. Name a file in it."],
    [['--fail-on', 'eror'], '--fail-on does not know "eror". It knows: never, error, warning, note, dead-link'],
    [['--resolve', 'a.test:80:nowhere'], 'is not of the form host:port:address'],
    [['--header', 'X: y'], '--header: expected host=Name: value'],
    [['--ca-file', 'no.pem'], "The certificates in no.pem can't be read. Mend the path behind --ca-file."],
    [['--ca-file', 'a.md'], 'The certificates to trust are not in PEM form. Mend the file behind --ca-file.'],
    [['no.md'], 'There is no file, folder or match for "no.md". Mend the path'],
  ])('%j ends with 2 and a sentence', async (args, sentence) => {
    const cwd = await folder({ 'a.md': 'no links' });
    const { code, stdout, stderr } = await run(['a.md', ...args], { cwd, preload: 'no-network.js' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^audit-links: /);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
