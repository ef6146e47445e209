import { describe, expect, test } from 'vitest';
import { recorded } from '../../src/inspect/recorded.ts';
import { audit } from '../../src/index.ts';
import { type Exchange, ExchangeError, type Http, type HttpRequest, type Recorder } from '../../src/world.ts';
import { memoryWorld } from '../support/world.ts';

const request: HttpRequest = {
  method: 'GET',
  url: 'https://example.org/a',
  headers: { 'user-agent': 'us', cookie: 'id=1', 'accept-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT' },
  addresses: ['93.184.216.34'],
  timeoutMs: 1000,
  fresh: false,
  tls: 'verified',
  protocol: 'http1',
};

function listening(): Recorder & { readonly taken: Exchange[] } {
  const taken: Exchange[] = [];
  return { taken, take: async (exchange) => void taken.push(exchange) };
}

const answering: Http['exchange'] = async () => ({
  status: 200,
  headers: [],
  body: new Uint8Array(),
  end: 'complete',
  coding: 'ok',
});

const own = [{ origin: 'https://private.example', name: 'x-key', value: 'k' }];
const never = new AbortController().signal;

/** What a recorder takes of one exchange, and what comes of it for whoever asked. */
async function ask(change: Partial<HttpRequest>, exchange: Http['exchange'] = answering) {
  const recorder = listening();
  const http = recorded({ http: { exchange, viaProxy: () => false }, clock: { now: () => 7 }, recorder, own });
  const came = await http.exchange({ ...request, ...change }, never).catch((error: unknown) => error);
  return { taken: recorder.taken, came };
}

test('an exchange is handed on as it was, and to the recorder', async () => {
  const { taken, came } = await ask({});
  expect(came).toMatchObject({ status: 200 });
  expect(taken).toEqual([{ at: 7, request, outcome: { type: 'answer', response: came } }]);
});

describe('what would give a secret away never enters', () => {
  test.each([
    ['a user name', { url: 'https://me@example.org/' }],
    ['a password', { url: 'https://me:word@example.org/' }],
    ['a token in the address', { url: 'https://example.org/?access_token=abc' }],
    ['a signed address', { url: 'https://bucket.example/a?X-Amz-Signature=abc' }],
    ['an authorization', { headers: { ...request.headers, authorization: 'LOW a:b' } }],
    ['the same in capitals', { headers: { Authorization: 'LOW a:b' } }],
    ['a header that nobody knows', { headers: { 'x-api-key': 'k' } }],
    ['a host that headers of our own go to', { url: 'https://private.example/page' }],
    ['something that we sent', { method: 'POST' as const, content: 'key=k' }],
  ])('%s', async (_, change) => {
    const { taken, came } = await ask(change);
    expect(came).toMatchObject({ status: 200 });
    expect(taken).toEqual([]);
  });
});

test('the same host under another scheme gets no headers of ours, and enters', async () => {
  expect((await ask({ url: 'http://private.example/page' })).taken).toHaveLength(1);
});

test.each([
  ['a failure enters', new ExchangeError('refused', 'ECONNREFUSED'), 1],
  ['a fault on our side is no evidence', new ExchangeError('local', 'EMFILE'), 0],
  ['a run that is ended has none', new Error('aborted'), 0],
])('%s', async (_, error, count) => {
  const { taken, came } = await ask({}, () => Promise.reject(error));
  expect(came).toBe(error);
  expect(taken).toHaveLength(count);
});

test('an audit hands over pages and archive, and nothing that the guard refused', async () => {
  const documents = {
    'a.md':
      '<https://page.example/> <http://10.0.0.1/a> <http://169.254.169.254/b> <https://inside.example/c> <https://leads.example/d> https://me:word@page.example/e',
  };
  const recorder = listening();
  const world = memoryWorld({
    documents,
    names: { 'inside.example': { type: 'addresses', addresses: ['192.168.0.1'] } },
    web: { 'https://leads.example/d': { status: 302, headers: { location: 'http://127.0.0.1/admin' } } },
  });
  await audit(['.'], {}, { world, recorder }).report;
  const urls = recorder.taken.map(({ request: { url } }) => url);
  expect(urls).toEqual(world.requests.map(({ url }) => url));
  expect(urls).toEqual(
    expect.arrayContaining(['https://page.example/', 'https://page.example/e', 'https://leads.example/d']),
  );
  expect(urls.some((url) => url.startsWith('https://web.archive.org/'))).toBe(true);
  expect(urls.filter((url) => /10\.0\.0\.1|169\.254|inside\.example|127\.0\.0\.1|word/.test(url))).toEqual([]);
});
