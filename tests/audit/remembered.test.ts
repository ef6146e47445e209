import { describe, expect, test } from 'vitest';
import { audit } from '../../src/index.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { ExchangeError } from '../../src/world.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import { type Answers, memoryWorld } from '../support/world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);
const url = 'https://site.example/a';

interface Moment extends AuditOptionsInput {
  /** Milliseconds after the first run. */
  readonly after?: number;
  readonly store: MemoryStore;
  readonly web?: Answers;
  readonly documents?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One run among several that share a store. */
async function run({ after = 0, store, web = {}, documents = { 'a.md': `<${url}>` }, signal, ...options }: Moment) {
  const world = memoryWorld({ documents, web });
  const clock = { ...world.clock, now: () => start + after + world.clock.elapsed() };
  const settings = { archive: 'none', retries: 0, ...options } as const;
  const audited = audit(['.'], settings, { world: { ...world, clock, store }, ...(signal && { signal }) });
  const said: string[] = [];
  for await (const event of audited) if (event.type === 'notice') said.push(event.text);
  const report = await audited.report;
  const [first] = report.targets;
  return {
    report,
    said,
    asked: world.requests.map((request) => request.url),
    conditions: world.requests.map(({ headers }) => headers['if-none-match']),
    names: world.nameQuestions.length,
    verdict: first && `${first.verdict.status}/${first.verdict.reason}`,
    from: first?.observation?.from,
    observation: first?.observation,
  };
}

const moved = { [url]: { status: 301, headers: { location: `${url}/b` } } };
const unreachable = { [url]: new ExchangeError('timeout', '20 s') };
const parked = {
  [url]: {
    headers: { 'content-type': 'text/html' },
    body: '<title>site.example is for sale</title>Buy this domain now',
  },
};

describe('what was seen is believed for a while that depends on what it says', () => {
  test.each<[says: string, web: Answers, after: number, from: string, options?: AuditOptionsInput]>([
    ['alive/ok', {}, 23 * hour, 'cache'],
    ['alive/ok', {}, 25 * hour, 'wire'],
    ['alive/ok', {}, 25 * hour, 'cache', { maxAge: '2d' }],
    ['alive/ok', {}, 31 * day, 'wire', { maxAge: '90d' }],
    ['alive/ok', {}, 10 * 60_000, 'wire', { maxAge: '5m' }],
    ['alive/ok', {}, 0, 'wire', { maxAge: '0' }],
    ['alive/ok', {}, -hour, 'wire'],
    ['moved/permanent-redirect', moved, 23 * hour, 'cache'],
    ['suspect/parked', parked, 23 * hour, 'cache'],
    ['dead/not-found', { [url]: 404 }, 50 * 60_000, 'cache'],
    ['dead/not-found', { [url]: 404 }, 61 * 60_000, 'wire'],
    ['unsure/timeout', unreachable, 60_000, 'wire'],
    ['unsure/blocked', { [url]: 403 }, 60_000, 'wire'],
  ])('%s, %#', async (says, web, after, from, options = {}) => {
    const store = memoryStore();
    const first = await run({ store, web, ...options });
    expect(first).toMatchObject({ verdict: says, from: 'wire' });
    const second = await run({ store, web, after, ...options });
    expect(second).toMatchObject({ verdict: says, from });
    expect(second.asked.length > 0).toBe(from === 'wire');
  });
});

test('who is asked for evidence, or for nothing to be kept, looks', async () => {
  const store = memoryStore();
  await run({ store });
  const world = { ...memoryWorld({ documents: { 'a.md': `<${url}>` } }), store };
  const recorder = { take: async () => {} };
  await audit(['.'], { archive: 'none' }, { world, recorder }).report;
  expect(world.requests).toHaveLength(1);
});

test('what the judge would look at further is looked at anew', async () => {
  const store = memoryStore();
  await run({ store, web: { [url]: 404 } });
  for (const [key, entry] of store.entries) {
    const seen = JSON.parse(entry.json) as { looks?: unknown[] } | null;
    if (seen?.looks !== undefined) {
      store.entries.set(key, { ...entry, json: JSON.stringify({ ...seen, looks: seen.looks.slice(0, 1) }) });
    }
  }
  const second = await run({ store, web: { [url]: 404 }, after: 60_000 });
  expect(second.asked).toEqual([url, url]);
});

describe('a page that told its version', () => {
  const page = (etag: string) => ({
    headers: { 'content-type': 'text/html', etag },
    body: `<title>A</title>${'word '.repeat(99)}`,
  });
  const versioned = (etag: string, then: Answers[string] = 304): Answers => ({
    [url]: ({ headers }) => (headers['if-none-match'] === etag ? (then as number) : page(etag)),
  });

  test.each(['"v1"', 'W/"v1"'])('is asked whether it is still %s, and then believed anew', async (etag) => {
    const store = memoryStore();
    const web = versioned(etag);
    const first = await run({ store, web });
    const second = await run({ store, web, after: 2 * day });
    expect(second).toMatchObject({ conditions: [etag], verdict: 'alive/ok', from: 'cache' });
    expect(second.observation).toMatchObject({
      looks: first.observation?.looks,
      unchangedAt: '2026-01-03T00:00:00.000Z',
    });
    const third = await run({ store, web, after: 2.5 * day });
    expect(third).toMatchObject({ asked: [], verdict: 'alive/ok' });
    const fourth = await run({ store, web, after: 29 * day });
    expect(fourth).toMatchObject({ conditions: [etag], from: 'cache' });
  });

  test('is taken as it is now, where that is another version', async () => {
    const store = memoryStore();
    await run({ store, web: versioned('"v1"') });
    const second = await run({ store, web: versioned('"v2"'), after: 2 * day });
    expect(second).toMatchObject({ asked: [url], conditions: ['"v1"'], from: 'wire', verdict: 'alive/ok' });
  });

  test('is dead where it is gone: that is confirmed as ever', async () => {
    const store = memoryStore();
    await run({ store, web: versioned('"v1"') });
    const second = await run({ store, web: { [url]: 404 }, after: 2 * day });
    expect(second).toMatchObject({ conditions: ['"v1"', undefined], verdict: 'dead/not-found' });
  });

  test.each<[string, Answers, number]>([
    ['after 30 days', versioned('"v1"'), 31 * day],
    ['with a tag that is none', versioned('v1'), 2 * day],
    [
      'with no more than a date',
      { [url]: { headers: { 'content-type': 'text/html', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' } } },
      2 * day,
    ],
    [
      'behind a redirect',
      { [url]: { status: 302, headers: { location: `${url}/b` } }, [`${url}/b`]: page('"v1"') },
      2 * day,
    ],
    ['that was an error page', { [url]: { status: 403, ...page('"v1"') } }, 2 * day],
  ])('is asked for in full %s', async (_, web, after) => {
    const store = memoryStore();
    await run({ store, web });
    const { conditions, from } = await run({ store, web, after });
    expect(from).toBe('wire');
    expect(new Set(conditions)).toEqual(new Set([undefined]));
  });

  test('tells another server nothing, where it leads there now', async () => {
    const store = memoryStore();
    await run({ store, web: versioned('"v1"') });
    const web = { [url]: { status: 302, headers: { location: 'https://other.example/' } } };
    expect(await run({ store, web, after: 2 * day })).toMatchObject({
      asked: [url, 'https://other.example/'],
      conditions: ['"v1"', undefined],
    });
  });

  test('is asked for in full, where it is embedded now and was only linked', async () => {
    const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(400).fill(7)]);
    const web = { [url]: { headers: { 'content-type': 'image/jpeg', etag: '"v1"' }, body: jpeg } };
    const documentWith = (link: string) => ({ 'a.md': `---\ncanonical: https://blog.example/1\n---\n\n${link}` });
    const of = (moment: Moment) => run({ ...moment, web, exclude: ['https://blog.example/1'] });
    const store = memoryStore();
    await of({ store, documents: documentWith(`[picture](${url})`) });
    const { asked, conditions } = await of({ store, documents: documentWith(`![](${url})`), after: 2 * day });
    // As a reader's browser would, too.
    expect(asked).toEqual([url, url]);
    expect(conditions).toEqual([undefined, undefined]);
  });

  test('a 304 that nobody asked for says nothing', async () => {
    expect(await run({ store: memoryStore(), web: { [url]: 304 } })).toMatchObject({
      verdict: 'unsure/unexpected-status',
    });
  });
});

describe('--rejudge', () => {
  const documents = { 'a.md': `<${url}> <https://new.example/>` };

  test('asks nobody, judges what is kept of any age, and says where nothing is', async () => {
    const store = memoryStore();
    await run({ store, web: { [url]: 404 }, archive: 'all' });
    const { report, asked, names } = await run({ store, documents, rejudge: true, archive: 'all', after: 20 * day });
    expect({ asked, names }).toEqual({ asked: [], names: 0 });
    expect(
      report.targets.map(({ verdict, observation, archive }) => [verdict.reason, observation?.from, archive.state]),
    ).toEqual([
      ['not-found', 'cache', 'none'],
      ['not-kept', undefined, 'unknown'],
    ]);
  });

  test('needs something to judge', async () => {
    const world = memoryWorld({ documents });
    await expect(audit(['.'], { rejudge: true }, { world }).report).rejects.toThrow('--no-cache');
    const kept = { ...world, store: memoryStore() };
    await expect(audit(['.'], { rejudge: true, list: true }, { world: kept }).report).rejects.toThrow('--list');
  });
});

describe('a run that was interrupted', () => {
  const slow = 'https://slow.example/';
  const documents = { 'a.md': `<${url}> <${slow}>` };
  const web: Answers = { [url]: 403, [slow]: 200 };

  /** Ends a run when one of its two pages was seen and kept, and the other has not answered. */
  async function interrupt(store: MemoryStore, first: Answers[string] = 403): Promise<void> {
    const stop = new AbortController();
    const watched: MemoryStore = {
      ...store,
      async put(kind, ...entry) {
        await store.put(kind, ...entry);
        if (kind.startsWith('observations')) stop.abort();
      },
    };
    const hanging = { [url]: first, [slow]: { ms: 5000 } };
    const { report } = await run({ store: watched, documents, web: hanging, signal: stop.signal });
    expect(report.complete).toBe(false);
  }

  test('goes on: what it saw is not asked for again, though a fresh run would ask', async () => {
    const store = memoryStore();
    await interrupt(store);
    const second = await run({ store, documents, web, after: hour });
    expect(second.asked).toEqual([slow]);
    expect(second.said).toEqual([expect.stringMatching(/^This goes on with the run of 2026-01-01T00:00:00\.000Z/)]);
    expect(second.report.notices).toEqual([]);
    // That was its end.
    const third = await run({ store, documents, web, after: hour + 60_000 });
    expect(third.asked).toEqual([url]);
    expect(third.said).toEqual([]);
  });

  test.each<[string, Partial<Moment>]>([
    ['a day later', { after: day }],
    ['with other options', { maxRedirects: 19 }],
    ['with --max-age 0', { maxAge: '0' }],
    ['before it began', { after: -hour }],
  ])('is another run %s', async (_, moment) => {
    const store = memoryStore();
    await interrupt(store);
    const second = await run({ store, documents, web, after: hour, ...moment });
    expect(second.asked.toSorted()).toEqual([url, slow]);
  });

  test('is at its end where there was no network, and the next one is told so too', async () => {
    const store = memoryStore();
    await run({ store });
    const offline = { [url]: new ExchangeError('unreachable', 'ENETUNREACH') };
    await expect(run({ store, web: offline, after: 2 * day })).rejects.toThrow('Nothing could be reached');
    const kept = 'https://kept.example/';
    await run({ store, documents: { 'a.md': `<${kept}>` }, after: 2 * day });
    // What an earlier run saw is no proof of a network now.
    const both = { 'a.md': `<${url}> <${kept}>` };
    await expect(run({ store, documents: both, web: offline, after: 2.1 * day })).rejects.toThrow('Nothing could be');
    const last = await run({ store, documents: both, after: 2.2 * day });
    expect(last).toMatchObject({ asked: [url], said: [] });
  });

  test('what failed as if there were no network is asked again', async () => {
    const store = memoryStore();
    await interrupt(store, new ExchangeError('unreachable', 'ENETUNREACH'));
    const second = await run({ store, documents, web, after: hour });
    expect(second.asked.toSorted()).toEqual([url, slow]);
  });
});
