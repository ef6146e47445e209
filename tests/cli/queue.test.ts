import { expect, test } from 'vitest';
import { folder, run } from './program.ts';

/** Nothing listens there: it is reserved, and its owner is hardly ever in. */
const nowhere = 'redis://127.0.0.1:1';

const article = { 'a.md': '<https://a.test/>' };

test.each([
  ['a run', ['a.md', '--queue', nowhere]],
  ['a worker', ['work', nowhere]],
])('%s that finds no Redis says where it looked', async (_, args) => {
  const ran = await run(args, { cwd: await folder(article) });
  expect(ran).toEqual({
    code: 2,
    signal: undefined,
    stdout: '',
    stderr: `audit-links: Redis at ${nowhere} can't be used: connect ECONNREFUSED 127.0.0.1:1\n`,
  });
});

test('a password in the address of a queue is not printed', async () => {
  const { stderr } = await run(['work', 'redis://me:hunter2@127.0.0.1:1/0']);
  expect(stderr).toMatch(/^audit-links: Redis at redis:\/\/\*\*\*@127\.0\.0\.1:1\/0 can't be used/);
});

test.each([
  ['a run', ['a.md', '--queue', 'http://127.0.0.1:1'], '--queue: expected redis://host:port'],
  ['a run', ['a.md', '--queue', 'redis://'], '--queue: expected redis://host:port'],
  ['a worker', ['work', 'http://127.0.0.1:1'], '"http://127.0.0.1:1" is not of the form redis://host:port'],
  ['a worker', ['work', 'redis:///0'], '"redis:///0" is not of the form redis://host:port'],
])('%s with %j says what form a queue has', async (_, args, problem) => {
  const ran = await run(args, { cwd: await folder(article) });
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: `audit-links: ${problem}\n` });
});

test.each([
  ['a run', ['a.md', '--queue', nowhere]],
  ['a worker', ['work', nowhere]],
])('%s without the packages for it says how to install them', async (_, args) => {
  const ran = await run(args, { cwd: await folder(article), preload: 'no-queue.js' });
  expect(ran).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'audit-links: A queue needs two packages that are not installed here: npm install bullmq ioredis\n',
  });
});

test('a run that does without them asks for none of them', async () => {
  const cwd = await folder(article);
  expect(await run(['--list', 'a.md'], { cwd, preload: 'no-queue.js' })).toMatchObject({ code: 0, stderr: '' });
});

test.each([['--list'], ['--rejudge'], ['--warc', 'a.warc.gz']])('%s does not go with a queue', async (...flags) => {
  const ran = await run(['a.md', '--queue', nowhere, ...flags], { cwd: await folder(article) });
  expect(ran).toMatchObject({
    code: 2,
    stderr: 'audit-links: With --queue it is workers who look and fetch: leave out --list, --rejudge and --warc.\n',
  });
});

test('a queue is not taken from a file, which may come from a stranger', async () => {
  const cwd = await folder({ ...article, 'audit-links.config.json': JSON.stringify({ queue: nowhere }) });
  const ran = await run(['a.md'], { cwd });
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('“queue” is not taken from a file') });
});

test('a file called “work” is a file', async () => {
  const cwd = await folder({ work: '<https://a.test/>' });
  expect(await run(['work', '--list'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('a.test') });
});
