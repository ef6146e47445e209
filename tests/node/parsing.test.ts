import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createParsing, inlineParsing, type ParsingOptions } from '../../src/node/parsing.ts';

const run = promisify(execFile);

/** Node 20 loads no TypeScript into a worker, so this is the built one: `npm test` builds first. */
const entry = new URL('../../dist/node/parse-worker.js', import.meta.url);

const { signal } = new AbortController();
const calm = '# A day\n\n[one](https://site.example/1)\n';
/** Short enough for a thread, and read for longer than any test here. */
const endless = '> '.repeat(60_000);
const bytes = (html: string): Uint8Array => new TextEncoder().encode(html);
/** More than is read on the calling thread. */
const large = (html: string): Uint8Array => bytes(`${html}${' '.repeat(8192)}`);
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
    const page = large('<title>城市</title><h1>更新</h1>');
    expect(await parsing.page(page, context, signal)).toEqual(await inline.page(page, context, signal));
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
    expect(await parsing.document(endless, signal)).toEqual({
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
      parsing.document('['.repeat(120_000), signal),
      parsing.document(calm, signal),
    ]);
    expect(hostile).toMatchObject({ problem: { code: 'parse-memory' } });
    expect(next).toMatchObject({ title: 'A day' });
  }));

it('reads pages while a document is stuck', () =>
  using({ deadlineMs: 60_000 }, async (parsing) => {
    const abort = new AbortController();
    const stuck = parsing.document(endless, abort.signal);
    expect(await parsing.page(large('<title>A day</title>'), context, signal)).toMatchObject({ title: 'A day' });
    abort.abort(new Error('enough'));
    await expect(stuck).rejects.toThrow('enough');
    expect(await parsing.document(calm, signal)).toMatchObject({ title: 'A day' });
  }));

it('takes what is aborted out of the queue', () =>
  using({ deadlineMs: 300 }, async (parsing) => {
    const abort = new AbortController();
    const stuck = parsing.document(endless, signal);
    const waiting = parsing.document(calm, abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(await stuck).toMatchObject({ problem: { code: 'parse-timeout' } });
  }));

it('reads a page that is part of a buffer', () =>
  using({}, async (parsing) => {
    const shared = large('<title>A</title><title>B</title>');
    expect(await parsing.page(shared.subarray(16), context, signal)).toMatchObject({ title: 'B' });
  }));

it('reads a small page where it is, without a worker', () =>
  using({ entry: pathToFileURL('/no/such/worker.js') }, async (parsing) => {
    expect(await parsing.page(bytes('<title>A day</title>'), context, signal)).toMatchObject({ title: 'A day' });
    await expect(parsing.page(large('<title>A day</title>'), context, signal)).rejects.toThrow('worker.js');
    await expect(parsing.page(bytes('a'), context, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  }));

it('reads what waits behind a hostile page, whose worker it ends, in turn', () =>
  using({ pageDeadlineMs: 100 }, async (parsing) => {
    const hostile = new Uint8Array(64 << 20).fill(60);
    const titles = Array.from({ length: 9 }, (_, index) => `Page ${index}`);
    const pages = [hostile, ...titles.map((title) => large(`<title>${title}</title>`))];
    const facts = await Promise.all(pages.map((body) => parsing.page(body, context, signal)));
    expect(facts.map((fact) => fact?.title)).toEqual([undefined, ...titles]);
  }));

it('reads the main text of a page where it is asked for', () =>
  using({}, async (parsing) => {
    const page = bytes(`<html><body><p>${'A text of some length, and then some. '.repeat(20)}</p></body></html>`);
    const wanted = { ...context, mainText: true };
    const facts = await parsing.page(page, wanted, signal);
    expect(facts?.mainText).toContain('of some length');
    expect(facts).toEqual(await inlineParsing().page(page, wanted, signal));
    expect(await parsing.page(page, context, signal)).not.toHaveProperty('mainText');
  }));

it('keeps the facts of a page whose main text takes too long', () =>
  using({ pageDeadlineMs: 1000 }, async (parsing) => {
    const hostile = bytes(`<html><title>Deep</title><body>${'<div>'.repeat(50_000)}x</body></html>`);
    const facts = await parsing.page(hostile, { ...context, mainText: true }, signal);
    expect(facts).toMatchObject({ title: 'Deep' });
    expect(facts).not.toHaveProperty('mainText');
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
