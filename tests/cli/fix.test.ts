import { spawnSync } from 'node:child_process';
import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import type { Served } from '../servers/served.ts';
import { folder, forThisTest, hasTerminal, ledTo, run, startOnTerminal } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

/** A host `moved` whose pages moved for good, a host `gone`, and every other host with its page; `onRequest` hears of each. */
const serve = async (onRequest: () => Promise<void> = async () => {}): Promise<Served> =>
  forThisTest(
    await serveHttp(async ({ url = '', headers: { host = '' } }, response) => {
      await onRequest();
      const replayed = /^\/web\/\d+(?:id_)?\/http:\/\/gone/.test(url);
      if (host.startsWith('archive') && replayed)
        response
          .writeHead(200, { 'content-type': 'text/html', 'memento-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT' })
          .end(page);
      else if (host.startsWith('gone')) response.writeHead(404).end();
      else if (host.startsWith('moved') && !url.startsWith('/new'))
        response.writeHead(301, { location: `/new${url}` }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }),
  );

const article = ({ port }: Served): string =>
  `\uFEFF# Title\r\n\r\nIt [moved](http://moved.test:${port}/a "t")  \r\nand [is](http://alive.test:${port}/a) \u0007 ::error::x`;
const fixed = (served: Served): string => article(served).replace('/a "t"', '/new/a "t"');

const flags = (served: Served): readonly string[] => [...ledTo(served), '--archive', 'none', '--fail-on', 'note'];

describe('--fix', () => {
  test('writes the new address, tells of it, and leaves nothing to fix', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': article(served) });
    await chmod(join(cwd, 'a.md'), 0o640);
    const { code, stdout, stderr } = await run(['a.md', '--fix', ...flags(served)], { cwd });
    expect(await readFile(join(cwd, 'a.md'), 'utf8')).toBe(fixed(served));
    expect((await stat(join(cwd, 'a.md'))).mode & 0o777).toBe(0o640);
    expect(await readdir(cwd)).toEqual(['a.md']);
    const base = `http://moved.test:${served.port}`;
    expect(stderr).toBe(`a.md:3: fixed: ${base}/a is now ${base}/new/a\n`);
    expect(stdout).toContain('moved');
    // What was fixed does not count.
    expect(code).toBe(0);
    expect(await run(['a.md', '--fix', ...flags(served)], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(cwd, 'a.md'), 'utf8')).toBe(fixed(served));
  });

  test('follows a symbolic link, and leaves it one', async () => {
    const served = await serve();
    const cwd = await folder({ 'real.md': article(served) });
    await symlink('real.md', join(cwd, 'a.md'));
    await run(['a.md', '--fix', ...flags(served)], { cwd });
    expect((await lstat(join(cwd, 'a.md'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(cwd, 'real.md'), 'utf8')).toBe(fixed(served));
  });

  test('leaves a document alone that somebody changed meanwhile', async () => {
    let change = async (): Promise<void> => {};
    const served = await serve(() => change());
    const cwd = await folder({ 'a.md': article(served) });
    const mine = `${article(served)} more`;
    change = () => writeFile(join(cwd, 'a.md'), mine);
    const { code, stderr } = await run(['a.md', '--fix', ...flags(served)], { cwd });
    expect(await readFile(join(cwd, 'a.md'), 'utf8')).toBe(mine);
    expect(stderr).toBe('audit-links: a.md: It has changed since it was read, and was left as it is. Run again.\n');
    expect(code).toBe(2);
  });

  test('what is not fixed still counts', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': `<http://gone.test:${served.port}/> <http://moved.test:${served.port}/a>` });
    const { code } = await run(['a.md', '--fix', ...flags(served), '--fail-on', 'error'], { cwd });
    expect(code).toBe(1);
    expect(await readFile(join(cwd, 'a.md'), 'utf8')).toContain('/new/a>');
  });

  test('puts a capture in the place of what is gone, and the document is clean when it is audited again', async () => {
    const served = await serve();
    const cwd = await folder({ '2022-01-06-a.md': `[gone][r]\n\n[r]: <http://gone.test:${served.port}/a>\n` });
    const base = `http://archive.test:${served.port}`;
    const archived = [...ledTo(served), '--archive', 'failing', '--wayback-url', base, '--no-cache'];
    const { stderr } = await run(['2022-01-06-a.md', '--fix', ...archived], { cwd });
    expect(stderr).toContain('fixed: ');
    const text = await readFile(join(cwd, '2022-01-06-a.md'), 'utf8');
    expect(text).toBe(`[gone][r]\n\n[r]: <${base}/web/20220106120000/http://gone.test:${served.port}/a>\n`);
    const again = await run(['2022-01-06-a.md', '--fix', ...archived, '--fail-on', 'note'], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(cwd, '2022-01-06-a.md'), 'utf8')).toBe(text);
  });

  test.each([
    [['-', '--fix'], 'Standard input can not be fixed'],
    [['a.md', '--fix', '--list'], '--list looks at no link'],
    [['a.md', '--dry-run', '--list'], '--list looks at no link'],
    [['a.md', '--dry-run', '-f', 'json'], '--dry-run prints a diff to stdout'],
  ])('%j is refused before the run', async (args, sentence) => {
    const { code, stderr } = await run(args, { cwd: await folder({ 'a.md': '' }) });
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

describe('--dry-run', () => {
  test.each([
    ['git', ['apply', '--whitespace=nowarn', '-']],
    ['patch', ['-p1', '--binary']],
  ])('prints what %s applies, and changes nothing', async (command, args) => {
    const served = await serve();
    const name = 'posts/a é.md';
    const cwd = await folder({ [name]: article(served), 'b.md': `<http://moved.test:${served.port}/b>\n` });
    const { code, stdout, stderr } = await run(['posts', 'b.md', '--dry-run', ...flags(served)], { cwd });
    expect(await readFile(join(cwd, name), 'utf8')).toBe(article(served));
    expect(stderr).toBe('');
    expect(code).toBe(1);
    const applied = spawnSync(command, args, { cwd, input: stdout, encoding: 'utf8' });
    expect(`${applied.error ?? ''}${applied.stderr}`).toBe('');
    expect(await readFile(join(cwd, name), 'utf8')).toBe(fixed(served));
    expect(await readFile(join(cwd, 'b.md'), 'utf8')).toBe(`<http://moved.test:${served.port}/new/b>\n`);
  });

  test('writes reports to their files all the same', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': article(served) });
    const { stdout } = await run(['a.md', '--dry-run', '-f', 'json:r.json', ...flags(served)], { cwd });
    expect(stdout).toMatch(/^--- a\/a\.md\n/);
    expect(JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8'))).toHaveProperty('findings');
  });

  test('shows no raw control character and no workflow command in the log of a build', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': article(served) });
    const { stdout } = await run(['a.md', '--dry-run', ...flags(served)], { cwd, env: { CI: 'true' } });
    expect(stdout).toContain('/new/a');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\s::error::/u);
  });

  test.runIf(hasTerminal())('shows no raw control character on a terminal', async () => {
    const served = await serve();
    const cwd = await folder({ 'a.md': article(served) });
    const { stdout } = await (
      await startOnTerminal(['a.md', '--dry-run', '--no-progress', ...flags(served)], { cwd })
    ).ended;
    expect(stdout).toContain('/new/a');
    expect(stdout).not.toContain('\u0007');
  });
});
