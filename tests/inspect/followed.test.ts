import { describe, expect, test } from 'vitest';
import { followed } from '../../src/inspect/followed.ts';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import type { Look } from '../../src/model/observation.ts';
import { answered, endOf, failed, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const { signal } = new AbortController();

type Server = (request: ProbeRequest, visit: number) => Look;

/** Looks at `https://a.test/` through the layer, and tells which requests it made. */
async function follow(server: Server, { maxRedirects = 20, url = 'https://a.test/' } = {}) {
  const requests: ProbeRequest[] = [];
  const probe = followed({ clock: virtualClock(), maxRedirects })(async (request) => {
    requests.push(request);
    return server(request, requests.length);
  });
  const look = await probe(requestFor(url), signal);
  return { look, requests, asked: requests.map((request) => request.url) };
}

const redirect = (url: string, location: string, more: { status?: number; durationMs?: number } = {}): Look =>
  answered(url, { status: 302, ...more, headers: { location } });

test('follows a chain, keeps every hop and ends with the last answer', async () => {
  const { look } = await follow(({ url }) => {
    if (url === 'https://a.test/') return redirect(url, 'http://b.test/x', { status: 301, durationMs: 100 });
    if (url === 'http://b.test/x') return answered(url, { refresh: 'https://c.test/', durationMs: 200 });
    return answered(url, { status: 404, durationMs: 300 });
  });
  expect(look).toMatchObject({
    durationMs: 600,
    attempts: 1,
    hops: [
      { url: 'https://a.test/', status: 301, next: { by: 'location', url: 'http://b.test/x' } },
      { url: 'http://b.test/x', status: 200, next: { by: 'refresh', url: 'https://c.test/' } },
      { url: 'https://c.test/', status: 404 },
    ],
    end: { type: 'answer', answer: { url: 'https://c.test/', status: 404 } },
  });
});

describe('time', () => {
  test('is one budget for all hops', async () => {
    const { requests } = await follow(({ url }, visit) =>
      visit < 3 ? redirect(url, `/${visit}`, { durationMs: 5000 }) : answered(url),
    );
    expect(requests.map(({ budgetMs }) => budgetMs)).toEqual([20_000, 15_000, 10_000]);
  });

  test('that is used up ends the chain without another request', async () => {
    const { look, asked } = await follow(({ url }, visit) => redirect(url, `/${visit}`, { durationMs: 10_000 }));
    expect(endOf(look)).toBe('timeout');
    expect(look.hops.length).toBe(2);
    expect(asked.length).toBe(2);
  });
});

describe('a circle', () => {
  test('of one is seen at once', async () => {
    const { look, asked } = await follow(({ url }) => redirect(url, url));
    expect(endOf(look)).toBe('loop');
    expect(asked.length).toBe(1);
  });

  test('is the first address that comes again, whatever its fragment', async () => {
    const { look, asked } = await follow(({ url }) => redirect(url, url.endsWith('/b') ? '/#top' : '/b'));
    expect(look.end).toEqual({ type: 'chain', problem: 'loop', detail: 'https://a.test/', status: 302 });
    expect(asked).toEqual(['https://a.test/', 'https://a.test/b']);
  });

  test('is none while cookies change', async () => {
    const { look, asked } = await follow(({ url, jar }) => {
      if (jar?.header(url) !== undefined) return answered(url);
      jar?.take(url, ['seen=1']);
      return redirect(url, url);
    });
    expect(endOf(look)).toBe(200);
    expect(asked.length).toBe(2);
  });

  test('that gives out new cookies without end is a gate, and no trouble of the chain', async () => {
    const { look, asked } = await follow(
      ({ url, jar }) => {
        jar?.take(url, [`visits=${Number(jar.header(url)?.split('=')[1] ?? 0) + 1}`]);
        return redirect(url, url);
      },
      { maxRedirects: 5 },
    );
    expect([endOf(look), asked.length]).toEqual([302, 6]);
  });

  test('of pages that reload each other ends with a page', async () => {
    const { look } = await follow(({ url }) =>
      answered(url, { refresh: url.endsWith('/b') ? 'https://a.test/' : 'https://a.test/b' }),
    );
    expect(endOf(look)).toBe(200);
  });
});

test('a chain without end is cut after the redirects allowed', async () => {
  const { look, asked } = await follow(({ url }, visit) => redirect(url, `/${visit}`), { maxRedirects: 3 });
  expect(look.end).toMatchObject({ type: 'chain', problem: 'too-long', status: 302 });
  expect(asked.length).toBe(4);
});

test('a chain as long as allowed is no trouble', async () => {
  const { look } = await follow(({ url }, visit) => (visit <= 3 ? redirect(url, `/${visit}`) : answered(url)), {
    maxRedirects: 3,
  });
  expect(endOf(look)).toBe(200);
});

const nowhere = (url: string, headers: Record<string, string>): Look => ({
  ...answered(url, { status: 302 }),
  end: { type: 'answer', answer: { url, status: 302, headers, body: { bytes: 0, end: 'complete', coding: 'ok' } } },
});

test.each<[string, Look['end'], Server]>([
  [
    'without an address',
    { type: 'chain', problem: 'no-location', detail: '302 without an address', status: 302 },
    ({ url }) => nowhere(url, {}),
  ],
  [
    'with an empty address',
    { type: 'chain', problem: 'no-location', detail: '302 without an address', status: 302 },
    ({ url }) => nowhere(url, { location: ' ' }),
  ],
  [
    'to a file',
    { type: 'chain', problem: 'unusable-location', detail: 'file:///x', status: 302 },
    ({ url }) => nowhere(url, { location: 'file:///x' }),
  ],
  [
    'into a private network',
    { type: 'chain', problem: 'into-private-address', detail: 'http://b.test/', status: 302 },
    ({ url }) => (url === 'http://b.test/' ? failed(url, 'private-address') : redirect(url, 'http://b.test/')),
  ],
  [
    'to a blocked port',
    { type: 'chain', problem: 'unusable-location', detail: 'http://b.test:22/', status: 302 },
    ({ url }) => (url === 'http://b.test:22/' ? failed(url, 'bad-port') : redirect(url, 'http://b.test:22/')),
  ],
])('a redirect %s is the chain’s trouble', async (_name, end, server) => {
  expect((await follow(server)).look.end).toEqual(end);
});

test('the same at the cited address is its own', async () => {
  expect(endOf((await follow(({ url }) => failed(url, 'private-address'))).look)).toBe('private-address');
});

test('a failure behind a redirect tells where', async () => {
  const { look } = await follow(({ url }) =>
    url === 'https://b.test/' ? failed(url, 'name-not-found') : redirect(url, 'https://b.test/'),
  );
  expect(look.hops.length).toBe(1);
  expect(look.end).toMatchObject({ type: 'failure', url: 'https://b.test/', failure: { code: 'name-not-found' } });
});

describe('a page that can not be had with the cookies that its site has set', () => {
  const site =
    (status: number, withoutThem: (url: string) => Look): Server =>
    ({ url, jar }) => {
      if (jar?.header(url) !== undefined) return answered(url, { status, durationMs: 10 });
      if (url.endsWith('/page')) return withoutThem(url);
      jar?.take(url, ['much=1']);
      return redirect(url, '/page');
    };

  test.each([400, 431])('is asked for without them after %s', async (status) => {
    const { look, requests } = await follow(site(status, (url) => answered(url, { durationMs: 20 })));
    expect(look).toMatchObject({ durationMs: 30, end: { answer: { status: 200 } } });
    expect(look.hops.map((hop) => hop.status)).toEqual([302, 200]);
    expect(requests.length).toBe(3);
  });

  test.each<[string, number, (url: string) => Look, number]>([
    ['has failed if it only redirects then', 400, (url) => redirect(url, '/'), 3],
    ['has failed if it fails then as well', 431, (url) => failed(url, 'reset'), 3],
    ['is not asked for again after another status', 403, (url) => answered(url), 2],
  ])('%s', async (_name, status, withoutThem, count) => {
    const { look, requests } = await follow(site(status, withoutThem));
    expect([endOf(look), requests.length]).toEqual([status, count]);
  });
});

test('each chain has a jar of its own', async () => {
  const jars = new Set<unknown>();
  const probe = followed({ clock: virtualClock(), maxRedirects: 5 })(async ({ url, jar }) => {
    jars.add(jar);
    return answered(url);
  });
  await probe(requestFor('https://a.test/'), signal);
  await probe(requestFor('https://a.test/'), signal);
  expect(jars.size).toBe(2);
});
