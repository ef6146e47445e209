import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

/** A folder with many links, to a host whose pages are there but for `/gone`. */
async function stage(count: number) {
  const served = forThisTest(
    await serveHttp(({ url }, response) =>
      url === '/gone'
        ? response.writeHead(404).end()
        : response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    ),
  );
  const address = (path: string): string => `http://a.test:${served.port}/${path}`;
  const links = Array.from({ length: count }, (_, index) => `[${index}](${address(`${index}`)})`);
  const cwd = await folder({ 'a.md': [...links, `[gone](${address('gone')})`].join('\n') });
  const temporary = await folder({});
  const flags = [...ledTo(served), '--archive', 'none', '--host-interval', '0'];
  return { cwd, temporary, flags };
}

const typesIn = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
const expected = ['run', 'document', 'target', 'target', 'target', 'target', 'finding', 'end'];

test('a report goes to stdout line by line, with the exit code of an audit', async () => {
  const { cwd, temporary, flags } = await stage(3);
  const { code, stdout } = await run(['a.md', ...flags, '-f', 'jsonl'], { cwd, env: { TMPDIR: temporary } });
  expect(typesIn(stdout)).toEqual(expected);
  expect(code).toBe(1);
  // What was kept on the disk meanwhile is gone. Newer Node keeps compiled code there.
  expect((await readdir(temporary)).filter((name) => name !== 'node-compile-cache')).toEqual([]);
});

test('it goes to files too, and says the same beside another format', async () => {
  const { cwd, flags } = await stage(3);
  const alone = await run(['a.md', ...flags, '-f', 'jsonl:one.jsonl', '-f', 'jsonl:two.jsonl'], { cwd });
  const beside = await run(['a.md', ...flags, '-f', 'jsonl:three.jsonl', '-f', 'json'], { cwd });
  expect([alone.code, alone.stdout, beside.code]).toEqual([1, '', 1]);
  const texts = await Promise.all(['one', 'two', 'three'].map((name) => readFile(join(cwd, `${name}.jsonl`), 'utf8')));
  expect(texts[1]).toBe(texts[0]);
  expect(texts.map(typesIn)).toEqual([expected, expected, expected]);
  expect((await readdir(cwd)).toSorted()).toEqual(['a.md', 'one.jsonl', 'three.jsonl', 'two.jsonl']);
});

test('a document that could not be read is told, and is exit code 2', async () => {
  const { cwd, flags } = await stage(1);
  const { code, stdout, stderr } = await run(['a.md', 'none/', ...flags, '-f', 'jsonl'], {
    cwd: await folder({ 'a.md': await readFile(join(cwd, 'a.md'), 'utf8'), 'none/b.md': 'x'.repeat(11_000_000) }),
  });
  expect([code, typesIn(stdout).at(-1)]).toEqual([2, 'end']);
  expect(stderr).toMatch(/^audit-links: none\/b\.md: /m);
});

test('nothing stays of a report that is not finished', async () => {
  const { cwd, flags } = await stage(1);
  const { code } = await run(['a.md', ...flags, '-f', 'jsonl:out.jsonl'], { cwd, preload: 'unplugged.js' });
  expect(code).toBe(2);
  expect(await readdir(cwd)).toEqual(['a.md']);
});
