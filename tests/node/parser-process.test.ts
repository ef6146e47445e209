import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createParsing, inlineParsing, type OwnParsing } from '../../src/node/parsing.ts';

const run = promisify(execFile);
const entry = new URL('../../dist/node/parse-worker.js', import.meta.url);
const { signal } = new AbortController();

/** More than is read on a thread of this process. */
const long = `# A day\n\n${'[one](https://site.example/1) and more\n\n'.repeat(5000)}`;

const parsingWith = (options: Parameters<typeof createParsing>[0]): OwnParsing => {
  const parsing = createParsing({ entry, ...options });
  onTestFinished(() => parsing.close());
  return parsing;
};

/** Parsing whose process runs this in place of a parser. */
const stagedWith = async (script: string): Promise<OwnParsing> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-links-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'parse-process.js'), `${script}\nprocess.send({ type: 'ready' });`);
  return parsingWith({ entry: pathToFileURL(join(folder, 'parse-worker.js')) });
};

/** The process itself, loaded. */
const started = async (): Promise<ChildProcess> => {
  const child = fork(fileURLToPath(new URL('parse-process.js', entry)), ['64'], { serialization: 'advanced' });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'message')).toMatchObject([{ type: 'ready' }, undefined]);
  return child;
};

const repliesTo = async (child: ChildProcess, text: string): Promise<unknown> => {
  child.send({ type: 'document', text });
  const [reply] = (await once(child, 'message')) as unknown[];
  return reply;
};

it('reads a long document as on the calling thread', async () => {
  expect(await parsingWith({}).document(long, signal)).toEqual(await inlineParsing().document(long, signal));
});

it('tells a long document that takes too much memory, and reads the next one', async () => {
  const parsing = parsingWith({ memoryMb: 24, deadlineMs: 30_000 });
  const hostile = parsing.document('[a](https://site.example/)\n\n'.repeat(40_000), signal);
  const next = parsing.document(`# A day\n\n${' \n'.repeat(100_000)}`, signal);
  expect(await hostile).toMatchObject({ problem: { code: 'parse-memory' } });
  expect(await next).toMatchObject({ title: 'A day' });
});

it('ends a long document that takes too long, and reads the next one', async () => {
  const parsing = parsingWith({ deadlineMs: 1000 });
  const hostile = parsing.document('['.repeat(1 << 20), signal);
  const next = parsing.document(`# A day\n\n${' \n'.repeat(100_000)}`, signal);
  expect(await hostile).toMatchObject({ problem: { code: 'parse-timeout' } });
  expect(await next).toMatchObject({ title: 'A day' });
});

it.each([
  ['aborts', 'process.abort()', { code: 'parse-memory' }],
  ['exits', 'process.exit(7)', { code: 'parse-failed', detail: expect.stringContaining('ended with 7') as unknown }],
  [
    'is killed',
    `process.kill(process.pid, 'SIGKILL')`,
    { code: 'parse-failed', detail: expect.stringContaining('ended with SIGKILL') as unknown },
  ],
])('lives on when the process %s', async (_, script, problem) => {
  const parsing = await stagedWith(`process.on('message', () => ${script});`);
  expect(await Promise.all([parsing.document(long, signal), parsing.document(long, signal)])).toEqual([
    { problem: expect.objectContaining(problem) as unknown },
    { problem: expect.objectContaining(problem) as unknown },
  ]);
});

it('says when the process can not be started', async () => {
  const parsing = parsingWith({ entry: pathToFileURL('/no/such/worker.js') });
  await expect(parsing.document(long, signal)).rejects.toThrow('its process ended with 1');
});

it('passes nothing on that Node itself was told', async () => {
  const parsing = await stagedWith(`
    const told = JSON.stringify([process.env.NODE_OPTIONS, process.execArgv]);
    process.on('message', () => process.send({ type: 'failed', detail: told }));`);
  expect(await parsing.document(long, signal)).toMatchObject({
    problem: { detail: expect.stringContaining('["",[]]') as unknown },
  });
});

it.each([
  ['keeps no process alive, and lets none end before its answer', ''],
  ['lets none end before it is closed', 'await parsing.close();'],
])('%s', async (_, then) => {
  const script = `
    import { createParsing } from ${JSON.stringify(new URL('parsing.js', entry).href)};
    const parsing = createParsing();
    const { title } = await parsing.document('# A day' + ' \\n'.repeat(100_000), new AbortController().signal);
    ${then}
    console.log(title);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('A day\n');
});

it('ends with its parent, whatever it is at', async () => {
  const child = await started();
  child.send({ type: 'document', text: '> '.repeat(200_000) });
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('leaves Ctrl+C to its parent', async () => {
  const child = await started();
  child.kill('SIGINT');
  expect(await repliesTo(child, '# A day')).toMatchObject({ type: 'document', extraction: { title: 'A day' } });
});
