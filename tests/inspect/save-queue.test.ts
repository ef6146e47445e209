import { expect, test } from 'vitest';
import type { ArchiveResponse } from '../../src/archives/archive.ts';
import { savePageNow } from '../../src/archives/save-page-now.ts';
import { createSaveClient } from '../../src/inspect/save-client.ts';
import { saveAll, type SaveResult } from '../../src/inspect/save-queue.ts';
import { virtualClock } from '../support/virtual-clock.ts';

type Answer = ArchiveResponse | object;
interface Script {
  /** Captures at once, and in one day. */
  readonly sessions?: number;
  readonly daily?: number;
  /** A capture takes it so long. */
  readonly captureMs?: number;
  /** Answers in place of the service, by what is asked: `system`, `user`, `save` or `job`, and how often it was asked before. */
  readonly instead?: (what: string, count: number, url: string) => Answer | undefined;
}

const limited: ArchiveResponse = { type: 'answer', status: 429, headers: new Map(), body: '' };
const failure: ArchiveResponse = { type: 'failure', detail: 'refused: ECONNREFUSED' };
const failed = (code: string) => ({ status: 'error', status_ext: `error:${code}` });

/** A service on stage, in nobody's time: it counts as the real one does, and writes down when it was asked. */
function stage({ sessions = 3, daily = 30_000, captureMs = 30_000, instead = () => undefined }: Script = {}) {
  const clock = virtualClock();
  const asked: { readonly what: string; readonly at: number; readonly url: string }[] = [];
  const began = new Map<string, number>();
  let captures = 0;
  let most = 0;
  const underWay = (): number => [...began.values()].filter((at) => clock.elapsed() - at < captureMs).length;
  const service = (what: string, url: string): object => {
    if (what === 'system') return { status: 'ok' };
    if (what === 'user') {
      return { available: sessions - underWay(), daily_captures: captures, daily_captures_limit: daily };
    }
    if (what === 'save') {
      if (underWay() >= sessions) return failed('user-session-limit');
      captures += 1;
      began.set(url, clock.elapsed());
      most = Math.max(most, underWay());
      return { url, job_id: `spn2-${url}` };
    }
    const page = decodeURIComponent(url.replace(/^.*spn2-/, ''));
    if (clock.elapsed() - (began.get(page) ?? 0) < captureMs) return { status: 'pending' };
    return { status: 'success', original_url: page, timestamp: '20260905120000', http_status: 200 };
  };
  const run = async (
    urls: readonly string[],
    signal = new AbortController().signal,
  ): Promise<readonly (readonly [string, string])[]> => {
    const results = await saveAll(
      urls,
      {
        service: savePageNow('https://archive.test', '2026-09-05'),
        clock,
        onDone: () => (done += 1),
        fetch: async ({ method, url, content }, signal) => {
          const what = method === 'POST' ? 'save' : url.includes('spn2-') ? 'job' : url.replace(/^.*\//, '');
          const page = new URLSearchParams(content).get('url') ?? url;
          const count = asked.filter((one) => one.what === what && (what !== 'save' || one.url === page)).length;
          asked.push({ what, at: clock.elapsed(), url: page });
          const answer = instead(what, count, page) ?? service(what, page);
          await clock.sleep(100, signal);
          return 'type' in answer
            ? answer
            : { type: 'answer', status: 200, headers: new Map(), body: JSON.stringify(answer) };
        },
      },
      signal,
    );
    return [...results].map(([url, result]) => [url, textOf(result)]);
  };
  let done = 0;
  return {
    run,
    asked,
    clock,
    most: () => most,
    done: () => done,
    starts: () => asked.filter(({ what }) => what === 'save').map(({ at }) => at),
  };
}

const textOf = (result: SaveResult): string => (result.type === 'saved' ? 'saved' : `${result.type}: ${result.says}`);
const pages = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `https://a.test/${n}`);
const tally = (results: readonly (readonly [string, string])[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [, text] of results) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
};

test('every page is saved, and each is ordered once', async () => {
  const { run, starts, done, asked } = stage();
  expect(await run(pages(20))).toEqual(pages(20).map((url) => [url, 'saved']));
  expect(starts()).toHaveLength(20);
  expect(done()).toBe(20);
  expect(asked[0]?.what).toBe('system');
  expect(asked.findIndex(({ what }) => what === 'user')).toBeLessThan(asked.findIndex(({ what }) => what === 'save'));
});

test('no minute sees more than six orders, whatever room there is', async () => {
  const { run, starts } = stage({ sessions: 100, captureMs: 1 });
  await run(pages(30));
  for (const start of starts()) {
    expect(starts().filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(6);
  }
});

test.each([1, 2, 3, 8])(
  'never are there more captures at once than the %i that the account may have',
  async (sessions) => {
    const { run, most, asked } = stage({ sessions, captureMs: 45_000 });
    expect(tally(await run(pages(8)))).toEqual({ saved: 8 });
    expect(most()).toBeLessThanOrEqual(sessions);
    // Room is asked for before an order: none is sent to be refused.
    expect(asked.filter(({ what }) => what === 'save')).toHaveLength(8);
  },
);

test('and six at most, where the account may have many', async () => {
  const { run, most } = stage({ sessions: 100, captureMs: 100_000 });
  expect(tally(await run(pages(20)))).toEqual({ saved: 20 });
  expect(most()).toBe(6);
});

test('an account whose sessions others use is waited for, and not for ever', async () => {
  const { run, clock, starts } = stage({ sessions: 0 });
  expect(tally(await run(pages(5)))).toEqual({ 'left: the archive had no room for another capture': 5 });
  expect(starts()).toEqual([]);
  expect(clock.elapsed()).toBeLessThan(4 * 60_000);
});

test('an order that meets no room after all is sent again when there is', async () => {
  const { run, starts } = stage({
    instead: (what, n) => (what === 'save' && n < 2 ? failed('user-session-limit') : undefined),
  });
  expect(tally(await run(pages(1)))).toEqual({ saved: 1 });
  expect(starts()).toHaveLength(3);
});

test('what the day has no room for is left for tomorrow, and what was begun is seen through', async () => {
  const { run, starts } = stage({ daily: 5 });
  expect(tally(await run(pages(8)))).toEqual({ saved: 5, 'left: the account’s captures of this day are used up': 3 });
  expect(starts()).toHaveLength(5);
});

test('an overloaded service is asked for nothing', async () => {
  const { run, asked } = stage({
    instead: (what) => (what === 'system' ? { status: 'overloaded, sorry' } : undefined),
  });
  expect(tally(await run(pages(3)))).toEqual({ 'left: the archive says that it is overloaded': 3 });
  expect(asked).toHaveLength(1);
});

test('keys that are refused are shown once', async () => {
  const refused: ArchiveResponse = { type: 'answer', status: 401, headers: new Map(), body: '{"message":"log in"}' };
  const { run, asked } = stage({ instead: () => refused });
  expect(tally(await run(pages(3)))).toEqual({ 'left: the archive refuses the keys': 3 });
  expect(asked).toHaveLength(1);
});

test('told to stop, it leaves the archive alone for a minute, and goes on', async () => {
  const { run, asked } = stage({
    instead: (what, n, url) => (what === 'save' && n === 0 && url.endsWith('/1') ? limited : undefined),
  });
  expect(tally(await run(pages(4)))).toEqual({ saved: 4 });
  const stop = asked.find(({ what, url }) => what === 'save' && url.endsWith('/1'))?.at ?? 0;
  expect(asked.filter(({ at }) => at > stop + 100 && at < stop + 60_000)).toEqual([]);
});

test('told so a second time, it asks nothing more', async () => {
  const { run, asked, clock } = stage({ instead: (what, n) => (what === 'save' && n < 2 ? limited : undefined) });
  expect(tally(await run(pages(4)))).toEqual({ 'left: the archive told us twice to stop': 4 });
  expect(asked.filter(({ what }) => what === 'save')).toHaveLength(2);
  expect(clock.elapsed()).toBeLessThan(70_000);
});

test('those that are told to stop at once share one rest', async () => {
  const clock = virtualClock();
  const ends: string[] = [];
  let count = 0;
  const ask = createSaveClient({
    clock,
    end: (why) => ends.push(why),
    fetch: async (_request, signal) => {
      count += 1;
      const answer: ArchiveResponse = count > 2 ? { ...limited, status: 200, body: '{"status":"ok"}' } : limited;
      await clock.sleep(100, signal);
      return answer;
    },
  });
  const { system } = savePageNow('https://archive.test', '2026-09-05');
  const { signal } = new AbortController();
  expect(await Promise.all([ask(system, signal), ask(system, signal)])).toEqual([{ type: 'ready' }, { type: 'ready' }]);
  expect({ count, ends }).toEqual({ count: 4, ends: [] });
  expect(clock.elapsed()).toBeLessThan(61_000);
});

test.each([
  ['120', 120_000],
  ['3', 60_000],
])('a rest is as long as Retry-After %s wants, and a minute at least', async (value, ms) => {
  const answer: ArchiveResponse = { ...limited, headers: new Map([['retry-after', value]]) };
  const { run, starts } = stage({ instead: (what, n) => (what === 'save' && n === 0 ? answer : undefined) });
  expect(tally(await run(pages(1)))).toEqual({ saved: 1 });
  const [first = 0, second = 0] = starts();
  expect(second - first).toBeGreaterThanOrEqual(ms);
  expect(second - first).toBeLessThan(ms + 1000);
});

test('an hour is more than a run can rest', async () => {
  const answer: ArchiveResponse = { ...limited, headers: new Map([['retry-after', '3600']]) };
  const { run, clock } = stage({ instead: (what) => (what === 'save' ? answer : undefined) });
  expect(tally(await run(pages(2)))).toEqual({ 'left: the archive wants to be left alone for 60 minutes': 2 });
  expect(clock.elapsed()).toBeLessThan(1000);
});

test('what fails for the moment is tried once more, later, after all others', async () => {
  const { run, asked } = stage({
    instead: (what, n, url) =>
      what === 'save' && url.endsWith('/0') && n === 0 ? failed('no-browsers-available') : undefined,
  });
  expect(tally(await run(pages(3)))).toEqual({ saved: 3 });
  const orders = asked.filter(({ what }) => what === 'save').map(({ url, at }) => ({ page: url.at(-1), at }));
  expect(orders.map(({ page }) => page)).toEqual(['0', '1', '2', '0']);
  expect((orders[3]?.at ?? 0) - (orders[0]?.at ?? 0)).toBeGreaterThan(60_000);
});

test.each([
  ['again and again', 'service-unavailable', 2, 'failed: the site failed (503)'],
  ['for good', 'not-found', 1, 'failed: the site told it that there is no such page (404)'],
  ['for a reason that nobody knows', 'brand-new', 1, 'failed: it calls the reason “brand-new”'],
])('what fails %s is told', async (_, code, orders, text) => {
  const { run, starts } = stage({ instead: (what) => (what === 'job' ? failed(code) : undefined) });
  expect(await run(pages(1))).toEqual([['https://a.test/0', text]]);
  expect(starts()).toHaveLength(orders);
});

test('an order that nobody answered is not sent again: it may have been heard', async () => {
  const { run, starts } = stage({ instead: (what) => (what === 'save' ? failure : undefined) });
  expect(await run(pages(1))).toEqual([['https://a.test/0', 'failed: refused: ECONNREFUSED']]);
  expect(starts()).toHaveLength(1);
});

test('a service that is out is not waited for', async () => {
  const { run, clock, asked } = stage({ instead: () => failure });
  expect(tally(await run(pages(9)))).toEqual({ 'left: the archive does not answer (refused: ECONNREFUSED)': 9 });
  expect(asked).toHaveLength(3);
  expect(clock.elapsed()).toBeLessThan(60_000);
});

test('silence now and then while a capture is asked after is no end', async () => {
  const { run } = stage({
    instead: (what, n) => (what === 'job' && n % 3 !== 2 ? failure : undefined),
    captureMs: 10_000,
  });
  expect(tally(await run(pages(4)))).toEqual({ saved: 4 });
});

test('a capture is asked after less and less often, and three minutes at most', async () => {
  const { run, asked, clock } = stage({ captureMs: Infinity });
  expect(tally(await run(pages(1)))).toEqual({ 'left: the archive was still at it: look there later': 1 });
  const polls = asked.filter(({ what }) => what === 'job').map(({ at }) => at);
  expect(polls.length).toBeLessThan(14);
  const pauses = polls.slice(1).map((at, n) => at - (polls[n] ?? 0));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(clock.elapsed()).toBeLessThan(205_000);
});

test('the whole is bounded: what is not begun in a quarter of an hour is left', async () => {
  const { run, clock, most } = stage({ sessions: 2, captureMs: 60_000 });
  const results = tally(await run(pages(200)));
  expect(clock.elapsed()).toBe(15 * 60_000);
  expect(results['saved']).toBeGreaterThan(15);
  expect(results['left: 15 minutes were over']).toBeGreaterThan(150);
  expect(results['left: the archive was still at it: look there later']).toBeLessThanOrEqual(most());
});

test('an interrupt ends it at once, with what is known', async () => {
  const controller = new AbortController();
  const { run, asked, clock } = stage({
    captureMs: 5_000,
    instead: (what, n, url) => {
      if (what === 'save' && url.endsWith('/3')) controller.abort(new Error('enough'));
      return undefined;
    },
  });
  const results = tally(await run(pages(10), controller.signal));
  const { length } = asked;
  expect(results).toEqual({ saved: 3, 'left: the run was interrupted': 7 });
  await clock.sleep(600_000);
  expect(asked).toHaveLength(length);
});

test('a fault of our own is not taken for a failure of the archive', async () => {
  const { run } = stage({
    instead: (what, n) => {
      if (what === 'job' && n === 1) throw new TypeError('a bug');
      return undefined;
    },
  });
  await expect(run(pages(3))).rejects.toThrow('a bug');
});
