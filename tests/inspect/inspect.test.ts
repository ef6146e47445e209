import { beforeEach, expect, test, vi } from 'vitest';
import { inspect, type Tools } from '../../src/inspect/inspect.ts';
import { once } from '../../src/inspect/once.ts';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import type { LookPlan } from '../../src/judge/look-plan.ts';
import { nextLook } from '../../src/judge/second-looks.ts';
import { answered } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

vi.mock('../../src/judge/second-looks.ts', () => ({ nextLook: vi.fn() }));
const plan = vi.mocked(nextLook);
beforeEach(() => plan.mockReset());

const url = 'https://a.test/x.png';
const { signal } = new AbortController();

/** Inspects an image with these second looks planned; tells what was asked, and when. */
async function inspected(plans: readonly LookPlan[], embeddedFrom?: string) {
  for (const planned of plans) plan.mockReturnValueOnce(planned);
  const clock = virtualClock();
  const asked: (ProbeRequest & { readonly at: number })[] = [];
  const tools: Tools = {
    clock,
    probe: async (request) => {
      asked.push({ ...request, at: clock.elapsed() });
      return { ...answered(request.url), purpose: request.purpose };
    },
    archives: { lookup: () => Promise.reject(new Error('not asked for')), turnFor: () => undefined },
    archive: 'none',
    token: 'abc',
    timeoutMs: 20_000,
    today: '2026-01-01',
    observeOnce: once(),
    isPublic: async () => true,
    nameServiceProven: async () => true,
  };
  const about = { kinds: () => ['image' as const], citedAt: undefined, language: 'zh', embeddedFrom };
  const { observation } = await inspect({ type: 'web', url }, about, tools, signal);
  return { asked, purposes: observation?.looks.map(({ purpose }) => purpose) };
}

test('without a plan, one look is all', async () => {
  const { asked } = await inspected([]);
  expect(asked).toEqual([{ url, purpose: 'first', budgetMs: 20_000, language: 'zh', at: 0 }]);
});

test('a plan is carried out: when, where and how', async () => {
  const { asked, purposes } = await inspected([
    { purpose: 'confirm', waitMs: 1000, protocol: 'http2' },
    { purpose: 'site', waitMs: 0, url: 'https://api.a.test/x' },
    { purpose: 'sibling', waitMs: 0, url: 'https://a.test/abc' },
  ]);
  expect(asked.slice(1)).toMatchObject([
    { url, purpose: 'confirm', protocol: 'http2', at: 1000, language: 'zh' },
    { url: 'https://api.a.test/x', purpose: 'site', at: 1000, language: 'zh' },
    { url: 'https://a.test/abc', purpose: 'sibling', at: 1000, language: 'zh' },
  ]);
  expect(purposes).toEqual(['first', 'confirm', 'site', 'sibling']);
});

test('only a look as the embedding page names that page', async () => {
  const { asked } = await inspected(
    [
      { purpose: 'hotlink', waitMs: 0 },
      { purpose: 'sibling', waitMs: 0, url: 'https://a.test/abc' },
    ],
    'https://blog.test/',
  );
  expect(asked.map(({ referer }) => referer)).toEqual([undefined, 'https://blog.test/', undefined]);
});

test('the judge hears of the word for made-up addresses, and of the publisher', async () => {
  await inspected([], 'https://blog.test/');
  expect(plan.mock.calls[0]?.[1]).toEqual({ url, kinds: ['image'], token: 'abc', embeddedFrom: 'https://blog.test/' });
});

test('no plan is followed for ever', async () => {
  const { asked } = await inspected(Array.from({ length: 100 }, () => ({ purpose: 'confirm', waitMs: 0 }) as const));
  expect(asked.length).toBe(5);
});
