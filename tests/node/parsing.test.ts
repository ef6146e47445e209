import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createParsing, inlineParsing, type ParsingOptions } from '../../src/node/parsing.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let entry: URL;

/** Node 20 loads no TypeScript into a worker: the worker is built into a folder of this test. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parsing-'));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', join(root, 'src'), '--outDir', join(folder, 'dist')]);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  entry = pathToFileURL(join(folder, 'dist/node/parse-worker.js'));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const calm = '# A day\n\n[one](https://site.example/1)\n';
const bytes = (html: string): Uint8Array => new TextEncoder().encode(html);
const context = { url: 'https://site.example/', contentType: 'text/html' };

async function using<T>(
  options: ParsingOptions,
  use: (parsing: ReturnType<typeof createParsing>) => Promise<T>,
): Promise<T> {
  const parsing = createParsing({ entry, ...options });
  try {
    return await use(parsing);
  } finally {
    await parsing.close();
  }
}

it('reads documents and pages as on the calling thread', () =>
  using({}, async (parsing) => {
    const inline = inlineParsing();
    expect(await parsing.document(calm, signal)).toEqual(await inline.document(calm, signal));
    const page = '<title>城市</title><h1>更新</h1>';
    expect(await parsing.page(bytes(page), context, signal)).toEqual(await inline.page(bytes(page), context, signal));
  }));

it.each([
  ['a quote 10,000 deep', `${'> '.repeat(10_000)}[a](https://site.example/)`],
  ['lists 400 deep', Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['12,000 footnotes in one', '[^a]: '.repeat(12_000)],
  ['a megabyte of brackets', '['.repeat(1 << 20)],
  ['emphasis that never closes', '*a_ '.repeat(25_000)],
])('ends %s with links or a problem, and goes on', (_, text) =>
  using({ deadlineMs: 300 }, async (parsing) => {
    const [hostile, next] = await Promise.all([parsing.document(text, signal), parsing.document(calm, signal)]);
    if ('problem' in hostile) expect(hostile.problem.code).toMatch(/^parse-(?:timeout|memory|failed)$/u);
    expect(next).toMatchObject({ title: 'A day' });
  }),
);

it('says what to do about a document that takes too long', () =>
  using({ deadlineMs: 100 }, async (parsing) => {
    expect(await parsing.document('['.repeat(1 << 20), signal)).toEqual({
      problem: {
        code: 'parse-timeout',
        detail:
          'could not be parsed within 0.1 s: look for something nested hundreds of times or repeated thousands of times, or split it',
      },
    });
  }));

it('ends a document that takes too much memory, and reads the next one', () =>
  using({ memoryMb: 24, deadlineMs: 30_000 }, async (parsing) => {
    const [hostile, next] = await Promise.all([
      parsing.document('[a](https://site.example/)\n\n'.repeat(40_000), signal),
      parsing.document(calm, signal),
    ]);
    expect(hostile).toMatchObject({ problem: { code: 'parse-memory' } });
    expect(next).toMatchObject({ title: 'A day' });
  }));

it('reads pages while a document is stuck', () =>
  using({ deadlineMs: 60_000 }, async (parsing) => {
    const abort = new AbortController();
    const stuck = parsing.document('['.repeat(1 << 20), abort.signal);
    expect(await parsing.page(bytes('<title>A day</title>'), context, signal)).toMatchObject({ title: 'A day' });
    abort.abort(new Error('enough'));
    await expect(stuck).rejects.toThrow('enough');
    expect(await parsing.document(calm, signal)).toMatchObject({ title: 'A day' });
  }));

it('takes what is aborted out of the queue', () =>
  using({ deadlineMs: 300 }, async (parsing) => {
    const abort = new AbortController();
    const stuck = parsing.document('['.repeat(1 << 20), signal);
    const waiting = parsing.document(calm, abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(await stuck).toMatchObject({ problem: { code: 'parse-timeout' } });
  }));

it('hands the bytes of a page over, and leaves the rest of a shared buffer alone', () =>
  using({}, async (parsing) => {
    const alone = bytes('<title>A</title>');
    const shared = bytes('xx<title>B</title>');
    expect(await parsing.page(alone, context, signal)).toMatchObject({ title: 'A' });
    expect(await parsing.page(shared.subarray(2), context, signal)).toMatchObject({ title: 'B' });
    expect([alone.byteLength, shared.byteLength]).toEqual([0, 18]);
  }));

it('says when its program can not be loaded', () =>
  using({ entry: pathToFileURL('/no/such/worker.js') }, async (parsing) => {
    await expect(parsing.document(calm, signal)).rejects.toThrow('worker.js');
  }));

it('turns away what waits when it is closed', async () => {
  const parsing = createParsing({ entry });
  const waiting = expect(parsing.document(calm, signal)).rejects.toThrow('closed');
  await parsing.close();
  await waiting;
});

it('keeps no process alive, and lets none end before its answer', async () => {
  const script = `
    import { createParsing } from ${JSON.stringify(new URL('parsing.js', entry).href)};
    const { title } = await createParsing().document('# A day', new AbortController().signal);
    console.log(title);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('A day\n');
});
