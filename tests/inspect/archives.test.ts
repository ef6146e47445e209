import { describe, expect, test } from 'vitest';
import type { Archive, ArchiveLookup, ArchiveResponse } from '../../src/archives/archive.ts';
import { wayback } from '../../src/archives/wayback.ts';
import { createArchives } from '../../src/inspect/archives.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import { answered } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const answer = (status: number, headers: Record<string, string> = {}, body = ''): ArchiveResponse => ({
  type: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body,
});
const page = answer(200, { 'memento-datetime': 'Fri, 07 Jan 2022 09:00:00 GMT' });
const archivedError = answer(404, { 'memento-datetime': 'Fri, 07 Jan 2022 09:00:00 GMT' });
const absent = answer(404);
const noRows = answer(200, {}, '[]');
const failure: ArchiveResponse = { type: 'failure', detail: 'no answer within 30 s' };

interface Sent {
  readonly url: string;
  readonly at: number;
}
interface Staged {
  readonly response: ArchiveResponse;
  readonly afterMs: number;
}
const isIndex = (url: string): boolean => url.includes('/cdx/');

/** An archive on stage: what it answers to the n-th request, and what it saw. */
const stage = (respond: (url: string, n: number) => ArchiveResponse | Staged, archives?: readonly Archive[]) => {
  const clock = virtualClock();
  const sent: Sent[] = [];
  const notices: string[] = [];
  let underWay = 0;
  let most = 0;
  const shell = createArchives({
    archives: archives ?? [wayback('https://archive.test')],
    clock,
    onNotice: (notice) => notices.push(notice),
    fetch: async ({ url }, signal) => {
      sent.push({ url, at: clock.elapsed() });
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        const staged = respond(url, sent.length - 1);
        const { response, afterMs } = 'response' in staged ? staged : { response: staged, afterMs: 100 };
        await clock.sleep(afterMs, signal);
        return response;
      } finally {
        underWay -= 1;
      }
    },
  });
  const never = new AbortController().signal;
  const lookup = (n: number): ArchiveLookup => ({
    url: `https://a.test/${n}`,
    citedAt: '2022-01-06',
    today: '2026-05-01',
  });
  const ask = (count: number, signal = never): Promise<readonly ArchiveRecord[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => shell.lookup(lookup(n), signal)));
  return { shell, lookup, ask, sent, notices, clock, elapsed: () => clock.elapsed(), most: () => most };
};

const states = (records: readonly ArchiveRecord[]): readonly string[] => [
  ...new Set(records.map(({ state }) => state)),
];
/** The most requests that any 60 s saw. */
const busiestMinute = (sent: readonly Sent[]): number =>
  Math.max(...sent.map(({ at }) => sent.filter((other) => other.at >= at && other.at < at + 60_000).length));

test('asks once a link where a copy is at hand', async () => {
  const { ask, sent } = stage(() => page);
  const records = await ask(17);
  expect(states(records)).toEqual(['captured']);
  expect(sent).toHaveLength(17);
  expect(records[0]).toMatchObject({
    state: 'captured',
    asked: [{ archive: 'wayback', answer: 'captured', detail: '' }],
    captures: [{ url: 'https://archive.test/web/20220107090000/https://a.test/0', usable: true }],
  });
});

test('confirms a negative with a second question', async () => {
  const { ask, sent } = stage((url) => (isIndex(url) ? noRows : absent));
  expect(states(await ask(3))).toEqual(['none']);
  expect(sent.filter(({ url }) => isIndex(url))).toHaveLength(3);
  expect(new Set(sent.map(({ url }) => url)).size).toBe(6);
});

describe('a witness', () => {
  const done = (name: string, answer: 'none' | 'unusable' | 'unknown'): Archive => ({
    name,
    home: `https://${name}.test`,
    budgets: {},
    ...(name === 'witness' && { isWitness: true as const }),
    next: () => ({ type: 'done', answer: { archive: name, answer, detail: '' }, captures: [], limited: false }),
  });
  const asked = async (urgent: boolean | undefined, witnessed: 'none' | 'unusable' | 'unknown') => {
    const { shell, lookup } = stage(() => absent, [done('witness', witnessed), done('archive', 'none')]);
    const about = urgent === undefined ? undefined : Promise.resolve(urgent);
    const { state, asked: archives } = await shell.lookup(lookup(0), new AbortController().signal, about);
    return [state, ...archives.map(({ archive }) => archive)];
  };

  test.each(['none', 'unusable', 'unknown'] as const)('that says %j decides nothing', async (answer) => {
    expect(await asked(true, answer)).toEqual(['none', 'witness', 'archive']);
    expect(await asked(undefined, answer)).toEqual(['none', 'witness', 'archive']);
  });

  test('is not asked about a link that is well', async () => {
    expect(await asked(false, 'unusable')).toEqual(['none', 'archive']);
  });
});

test('no minute sees more than 480 questions to playback, six at once', async () => {
  const { ask, sent, most, elapsed } = stage(() => page);
  await ask(1500);
  expect(most()).toBe(6);
  expect(busiestMinute(sent)).toBeLessThanOrEqual(480);
  // 120 at once, 360 a minute from then on.
  expect(elapsed()).toBeGreaterThan(220_000);
  expect(elapsed()).toBeLessThan(240_000);
});

test('no minute sees more than 24 questions to the index, and a short article does not wait for it', async () => {
  const { ask, sent, elapsed } = stage((url) => (isIndex(url) ? noRows : absent));
  await ask(6);
  expect(elapsed()).toBeLessThan(1000);
  const { ask: askMany, sent: sentMany } = stage((url) => (isIndex(url) ? noRows : absent));
  await askMany(60);
  const busiest = busiestMinute(sentMany.filter(({ url }) => isIndex(url)));
  expect(busiest).toBeLessThanOrEqual(24);
  expect(busiest).toBeGreaterThan(20);
  expect(sent).toHaveLength(12);
});

test('told to stop, it rests for a minute, and asks the same again', async () => {
  const { ask, sent, notices } = stage((_url, n) => (n === 3 ? answer(429) : page));
  expect(states(await ask(40))).toEqual(['captured']);
  const stopped = sent[3]?.at ?? 0;
  const resting = sent.filter(({ at }) => at > stopped + 100 && at < stopped + 60_000);
  expect(resting).toEqual([]);
  expect(sent).toHaveLength(41);
  expect(notices).toEqual(['wayback told us to stop asking: it is left alone for 60 s']);
});

test('questions that were under way when it said stop share one rest', async () => {
  const { ask, notices } = stage((_url, n) => (n > 5 && n < 12 ? answer(429) : page));
  expect(states(await ask(40))).toEqual(['captured']);
  expect(notices).toHaveLength(1);
});

test('an archive that only ever says stop is not waited for', async () => {
  const { ask, sent, notices, elapsed } = stage(() => answer(429));
  const records = await ask(500);
  expect(states(records)).toEqual(['unknown']);
  expect(sent.length).toBeLessThanOrEqual(7);
  expect(elapsed()).toBeLessThan(1000);
  expect(notices).toEqual(['wayback told us to stop asking: it is left alone for 60 s']);
  expect(records.at(-1)?.asked[0]?.detail).toBe('not asked: it had told us to stop');
});

test('told to stop a second time, it is not asked any more', async () => {
  const { ask, sent, notices, elapsed } = stage((_url, n) => (n === 0 ? page : answer(429)));
  const records = await ask(500);
  expect(states(records)).toEqual(['captured', 'unknown']);
  expect(sent.length).toBeLessThanOrEqual(13);
  expect(elapsed()).toBeLessThan(61_000);
  expect(notices).toEqual([
    'wayback told us to stop asking: it is left alone for 60 s',
    'wayback told us twice to stop asking, and is not asked any more in this run',
  ]);
  expect(records.at(-1)?.asked[0]?.detail).toBe('not asked: it had told us twice to stop');
});

test('an archived 429 is no order to stop', async () => {
  const datetime = { 'memento-datetime': 'Fri, 07 Jan 2022 09:00:00 GMT' };
  const { ask, notices } = stage((url) => (isIndex(url) ? noRows : answer(429, datetime)));
  expect(states(await ask(4))).toEqual(['unusable']);
  expect(notices).toEqual([]);
});

describe('an outage costs a run half a minute at most, however many links it has, and is said once', () => {
  const hanging: Staged = { response: failure, afterMs: 30_000 };
  const quick = (response: ArchiveResponse): Staged => ({ response, afterMs: 10 });
  test.each<[name: string, respond: (url: string, n: number) => Staged, notice: string]>([
    ['refused', () => quick({ type: 'failure', detail: 'refused' }), 'does not answer (refused)'],
    ['hanging', () => hanging, 'does not answer (no answer within 25 s)'],
    ['503', () => quick(answer(503)), 'does not answer (status 503)'],
    ['429', () => quick(answer(429)), 'told us to stop asking'],
    ['503 after a while', () => ({ response: answer(503), afterMs: 20_000 }), 'does not answer (status 503)'],
    [
      '503, and hanging when asked again',
      (_url, n) => (n < 6 ? { response: answer(503), afterMs: 4900 } : hanging),
      'does not answer (no answer within 25 s)',
    ],
    ['answering some, and hanging for others', (_url, n) => (n % 2 === 0 ? quick(page) : hanging), 'does not answer ('],
    ['answering most, and hanging for others', (_url, n) => (n % 8 > 0 ? quick(page) : hanging), 'does not answer ('],
    ['answering at first', (_url, n) => (n < 20 ? quick(page) : hanging), 'does not answer ('],
  ])('%s', async (_name, respond, notice) => {
    const { ask, notices, elapsed } = stage(respond);
    const records = await ask(100);
    expect(states(records)).toContain('unknown');
    expect(elapsed()).toBeLessThanOrEqual(30_000);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(notice);
  });

  test('also where its links come one after the other', async () => {
    const { shell, lookup, notices, elapsed } = stage((_url, n) => (n < 3 ? quick(page) : hanging));
    const { signal } = new AbortController();
    for (let n = 0; n < 10; n += 1) await shell.lookup(lookup(n), signal);
    expect(elapsed()).toBeLessThanOrEqual(26_000);
    expect(notices).toHaveLength(1);
  });
});

test('refused connections end it at the third', async () => {
  const { ask, sent, elapsed } = stage(() => ({ response: { type: 'failure', detail: 'refused' }, afterMs: 1 }));
  expect(states(await ask(500))).toEqual(['unknown']);
  expect(sent.length).toBeLessThanOrEqual(9);
  expect(elapsed()).toBeLessThan(1000);
});

test('an archive that is slow, and leaves one question in fifty without an answer, is not out', async () => {
  const { ask, notices } = stage((_url, n) =>
    n % 50 === 7 ? { response: failure, afterMs: 30_000 } : { response: page, afterMs: 3000 },
  );
  const records = await ask(300);
  expect(records.filter(({ state }) => state === 'captured')).toHaveLength(294);
  expect(notices).toEqual([]);
});

describe('who is asked about first', () => {
  const { signal } = new AbortController();
  const numberOf = ({ url }: Sent): number => Number(/\d+$/.exec(url)?.[0]);

  test('links in trouble, also when it shows while they wait', async () => {
    const { shell, lookup, sent, clock } = stage(() => ({ response: page, afterMs: 1000 }));
    const urgent = (n: number): Promise<boolean> | undefined => {
      if (n === 30) return Promise.resolve(true);
      if (n === 31) return clock.sleep(1500).then(() => true);
      return n % 2 === 0 ? Promise.resolve(false) : undefined;
    };
    await Promise.all(Array.from({ length: 40 }, (_, n) => shell.lookup(lookup(n), signal, urgent(n))));
    const order = sent.map(numberOf);
    expect(order.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 30]);
    expect(order.indexOf(31)).toBe(12);
    expect(order.filter((n) => n !== 30 && n !== 31)).toEqual(
      [...order].filter((n) => n < 30 || n > 31).toSorted((a, b) => a - b),
    );
    expect(new Set(order).size).toBe(40);
  });

  test('then those whose talk has begun', async () => {
    const { ask, sent } = stage((url) =>
      url.includes('20220106120000id_')
        ? answer(302, { location: `/web/20220107090000id_/https://a.test/${/\d+$/.exec(url)?.[0]}` })
        : page,
    );
    await ask(30);
    expect(sent.slice(0, 18).map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5]);
  });
});

describe('looks at its own addresses that are cited', () => {
  const { signal } = new AbortController();
  const own = 'https://archive.test/web/2022/https://b.test/';

  test('belong to it by their host', () => {
    const { shell } = stage(() => page);
    expect(shell.turnFor(own)).toBeDefined();
    expect(shell.turnFor('https://archive.test.evil.test/web/2022/https://b.test/')).toBeUndefined();
    expect(shell.turnFor('https://b.test/')).toBeUndefined();
  });

  test('count in what a minute may see', async () => {
    const { shell, ask, sent, elapsed } = stage(() => page);
    const looks: Sent[] = [];
    const look = async (): Promise<void> => {
      await shell.turnFor(own)?.take(signal);
      looks.push({ url: own, at: elapsed() });
    };
    await Promise.all([ask(500), ...Array.from({ length: 500 }, look)]);
    expect(looks).toHaveLength(500);
    expect(busiestMinute([...sent, ...looks])).toBeLessThanOrEqual(480);
  });

  test('that are told to stop stop all', async () => {
    const { shell, ask, sent, notices, elapsed } = stage(() => page);
    await ask(1);
    const turn = shell.turnFor(own);
    turn?.heard(answered(own, { status: 429 }), elapsed());
    expect(notices).toEqual(['wayback told us to stop asking: it is left alone for 60 s']);
    expect(states(await ask(1))).toEqual(['captured']);
    expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(60_000);
    turn?.heard(answered(own, { status: 429 }), elapsed());
    expect(states(await ask(1))).toEqual(['unknown']);
    expect(await turn?.take(signal)).toBe('not asked: it had told us twice to stop');
  });

  test('are not stopped by an archived 429', () => {
    const { shell, notices } = stage(() => page);
    const headers = { 'memento-datetime': 'Fri, 07 Jan 2022 09:00:00 GMT' };
    shell.turnFor(own)?.heard(answered(own, { status: 429, headers }), 0);
    expect(notices).toEqual([]);
  });
});

test('an outage of the index leaves playback to be asked', async () => {
  const { ask, sent, notices, elapsed } = stage((url) => {
    if (isIndex(url)) return { response: failure, afterMs: 30_000 };
    return url.endsWith('/0') || url.endsWith('/1') ? archivedError : page;
  });
  const records = await ask(40);
  expect(records.map(({ state }) => state)).toEqual(['unknown', 'unknown', ...Array(38).fill('captured')]);
  expect(records[0]?.captures).toMatchObject([{ httpStatus: 404, usable: false }]);
  expect(sent.filter(({ url }) => isIndex(url))).toHaveLength(2);
  expect(notices).toHaveLength(1);
  expect(elapsed()).toBeLessThan(31_000);
});

test('a failure now and then is no outage, and a quick 503 is asked once more', async () => {
  const failedOnce = new Set<string>();
  const { ask, sent, notices } = stage((url) => {
    if (failedOnce.has(url) || !/[05]$/.test(url)) return page;
    failedOnce.add(url);
    return answer(503);
  });
  expect(states(await ask(30))).toEqual(['captured']);
  expect(sent).toHaveLength(36);
  expect(notices).toEqual([]);
});

test('links that fail among links that do not are no outage', async () => {
  const { ask, notices } = stage((url) => (/[05]$/.test(url) ? failure : page));
  const records = await ask(40);
  expect(records.filter(({ state }) => state === 'unknown')).toHaveLength(8);
  expect(notices).toEqual([]);
});

test('a 503 that took long is not waited for twice', async () => {
  const { ask, sent } = stage(() => ({ response: answer(503), afterMs: 20_000 }));
  expect(states(await ask(1))).toEqual(['unknown']);
  expect(sent).toHaveLength(1);
});

test('an archived 503 is an answer', async () => {
  const datetime = { 'memento-datetime': 'Fri, 07 Jan 2022 09:00:00 GMT' };
  const { ask, sent, notices } = stage((url) => (isIndex(url) ? noRows : answer(503, datetime)));
  expect(states(await ask(5))).toEqual(['unusable']);
  expect(sent).toHaveLength(10);
  expect(notices).toEqual([]);
});

test('an abort ends what waits and what is under way, and keeps what was learnt', async () => {
  const controller = new AbortController();
  const { ask, sent } = stage((url, n) => {
    if (n === 10) controller.abort(new Error('enough'));
    return url.endsWith('/1') ? archivedError : page;
  });
  const records = await ask(500, controller.signal);
  expect(sent.length).toBeLessThanOrEqual(13);
  expect(states(records)).toEqual(['captured', 'unknown']);
  expect(records[1]).toMatchObject({ state: 'unknown', captures: [{ httpStatus: 404, usable: false }] });
  expect(records[400]?.asked).toEqual([{ archive: 'wayback', answer: 'unknown', detail: 'interrupted' }]);
});

/** An archive that says the same of everything. */
const saying = (name: string, state: 'captured' | 'none' | 'unusable' | 'excluded' | 'unknown'): Archive => ({
  name,
  home: 'https://archive.test',
  budgets: {},
  next: () => ({
    type: 'done',
    answer: { archive: name, answer: state, detail: '' },
    captures: [],
    limited: false,
  }),
});

test.each([
  ['none', 'captured', 'captured'],
  ['none', 'none', 'none'],
  ['none', 'unusable', 'unusable'],
  ['excluded', 'none', 'excluded'],
  ['excluded', 'unusable', 'unusable'],
  ['unusable', 'unknown', 'unknown'],
  ['unknown', 'none', 'unknown'],
  ['unknown', 'captured', 'captured'],
] as const)('%s and %s are %s', async (first, second, expected) => {
  const { ask } = stage(() => page, [saying('first', first), saying('second', second)]);
  const [record] = await ask(1);
  expect(record?.state).toBe(expected);
  expect(record?.asked.map(({ archive }) => archive)).toEqual(['first', 'second']);
});

test('the second archive is asked only if the first has no usable copy', async () => {
  const { ask } = stage(() => page, [saying('first', 'captured'), saying('second', 'none')]);
  const [record] = await ask(1);
  expect(record?.asked.map(({ archive }) => archive)).toEqual(['first']);
});

test('without an archive nothing is asked', async () => {
  const { ask } = stage(() => page, []);
  expect(await ask(1)).toEqual([{ state: 'not-asked', asked: [], captures: [] }]);
});
