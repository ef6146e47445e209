import { describe, expect, test } from 'vitest';
import { createCookieJar } from '../../src/inspect/cookies.ts';
import { httpProbe } from '../../src/inspect/http-probe.ts';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import type { PageFacts } from '../../src/model/observation.ts';
import { ExchangeError, type HttpRequest, type HttpResponse } from '../../src/world.ts';
import { endOf, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const url = 'https://a.test/page';
const signal = new AbortController().signal;
const html = '<!doctype html><title>x</title>';

interface Reply {
  readonly status?: number;
  readonly headers?: HttpResponse['headers'];
  readonly body?: string;
  readonly end?: HttpResponse['end'];
  readonly coding?: HttpResponse['coding'];
}

/** Looks once at a server that gives this reply after 300 ms; the page parser says what it was asked. */
async function look(reply: Reply | Error, more: Partial<ProbeRequest> = {}, page: Partial<PageFacts> = {}) {
  const clock = virtualClock();
  const sent: HttpRequest[] = [];
  const parsed: (string | undefined)[] = [];
  const probe = httpProbe({
    clock,
    headersFor: () => ({ 'user-agent': 'x' }),
    http: {
      viaProxy: () => false,
      async exchange(request) {
        sent.push(request);
        await clock.sleep(300);
        if (reply instanceof Error) throw reply;
        const { status = 200, headers = [], body = '', end = 'complete', coding = 'ok' } = reply;
        return { status, headers, body: Buffer.from(body), end, coding };
      },
    },
    parsing: {
      document: () => Promise.reject(new Error('not asked for')),
      async page(_body, { contentType }) {
        parsed.push(contentType);
        return {
          charset: 'utf-8',
          charsetFrom: 'default',
          textLength: 0,
          text: '',
          scripts: 0,
          passwordField: false,
          marks: [],
          ...page,
        };
      },
    },
  });
  return { look: await probe(requestFor(url, more), signal), sent, parsed };
}

const answerOf = async (reply: Reply, more: Partial<ProbeRequest> = {}) => {
  const { look: seen } = await look(reply, more);
  if (seen.end.type !== 'answer') throw new Error(`no answer: ${endOf(seen)}`);
  return seen.end.answer;
};

test('one exchange is one attempt with one hop, timed on the wire', async () => {
  const { look: seen, sent } = await look({ status: 404 }, { addresses: ['192.0.2.1'], budgetMs: 7000 });
  expect(seen).toMatchObject({
    at: '2026-01-01T00:00:00.000Z',
    durationMs: 300,
    attempts: 1,
    hops: [{ url, status: 404 }],
  });
  expect(sent).toEqual([
    {
      method: 'GET',
      url,
      headers: { 'user-agent': 'x' },
      addresses: ['192.0.2.1'],
      timeoutMs: 7000,
      fresh: false,
      tls: 'verified',
      protocol: 'http1',
    },
  ]);
});

test.each([
  ['confirm', { fresh: true, tls: 'verified', protocol: 'http1' }],
  ['unverified-tls', { fresh: false, tls: 'unverified', protocol: 'http1' }],
  ['obsolete-tls', { fresh: false, tls: 'obsolete', protocol: 'http1' }],
  ['http2', { fresh: false, tls: 'verified', protocol: 'http2' }],
  ['lenient', { fresh: false, tls: 'verified', protocol: 'lenient' }],
] as const)('a second look to %s is made in its own manner', async (purpose, manner) => {
  expect((await look({}, { purpose })).sent[0]).toMatchObject(manner);
});

test('an exchange that brings no answer is a failure with its time', async () => {
  const { look: seen } = await look(new ExchangeError('reset', 'ECONNRESET'));
  expect(seen).toMatchObject({
    durationMs: 300,
    hops: [],
    end: { type: 'failure', failure: { code: 'reset', detail: 'ECONNRESET' }, url },
  });
});

test('a fault of our own is thrown', async () => {
  await expect(look(new TypeError('oops'))).rejects.toThrow('oops');
});

describe('the next hop', () => {
  test.each<[string, Reply, object | undefined]>([
    ['of a redirect', { status: 301, headers: [['location', '/x']] }, { by: 'location', url: 'https://a.test/x' }],
    [
      'of the first of two addresses',
      {
        status: 302,
        headers: [
          ['location', '/x'],
          ['location', '/y'],
        ],
      },
      { by: 'location', url: 'https://a.test/x' },
    ],
    ['of a Refresh header', { headers: [['refresh', '0; url=/x']] }, { by: 'refresh', url: 'https://a.test/x' }],
    ['of a redirect without an address', { status: 302 }, undefined],
    ['of a redirect to a file', { status: 302, headers: [['location', 'file:///x']] }, undefined],
    ['of a status that is none', { status: 201, headers: [['location', '/x']] }, undefined],
    ['of 305', { status: 305, headers: [['location', '/x']] }, undefined],
    ['of an error page with a refresh', { status: 404, headers: [['refresh', '0; url=/']] }, undefined],
  ])('%s', async (_name, reply, next) => {
    expect((await look(reply)).look.hops[0]?.next).toEqual(next);
  });

  test('is told by an immediate meta refresh', async () => {
    const page = { refresh: { seconds: 0, url: 'https://b.test/' } };
    const { look: seen } = await look({ headers: [['content-type', 'text/html']], body: html }, {}, page);
    expect(seen.hops[0]?.next).toEqual({ by: 'refresh', url: 'https://b.test/' });
  });
});

describe('the page is read', () => {
  test.each<[string, Reply, readonly (string | undefined)[]]>([
    [
      'of HTML, with its whole content type',
      { headers: [['content-type', 'Text/HTML; charset=gbk']], body: html },
      ['Text/HTML; charset=gbk'],
    ],
    ['of XHTML', { headers: [['content-type', 'application/xhtml+xml']], body: html }, ['application/xhtml+xml']],
    ['of what looks like HTML and has no type', { body: html }, [undefined]],
    ['of an error', { status: 403, body: html }, [undefined]],
    ['not of what is called text', { headers: [['content-type', 'text/plain']], body: html }, []],
    ['not of a redirect', { status: 301, headers: [['location', '/x']], body: html }, []],
    ['not of nothing', { headers: [['content-type', 'text/html']] }, []],
    [
      'not of what could not be decoded',
      { headers: [['content-type', 'text/html']], body: html, coding: 'corrupt' },
      [],
    ],
  ])('%s', async (_name, reply, parsed) => {
    expect((await look(reply)).parsed).toEqual(parsed);
  });
});

describe('an answer keeps', () => {
  test('the headers that matter, names of cookies, and no more', async () => {
    const { headers, contentType } = await answerOf({
      headers: [
        ['server', 'cloudflare'],
        ['content-type', 'Text/HTML; charset=x'],
        ['cf-mitigated', 'challenge'],
        ['set-cookie', '__cf_bm=secret; Path=/'],
        ['set-cookie', 'session=secret'],
        ['link', '<a>'],
        ['link', '<b>'],
        ['date', 'today'],
        ['etag', '"x"'],
        ['x-ratelimit-remaining', '5'],
        ['content-disposition', Buffer.from('filename=中').toString('latin1')],
        ['location', 'x'.repeat(5000)],
      ],
    });
    expect(headers).toEqual({
      server: 'cloudflare',
      'content-type': 'Text/HTML; charset=x',
      'cf-mitigated': 'challenge',
      'set-cookie': '__cf_bm, session',
      link: '<a>, <b>',
      etag: '"x"',
      'x-ratelimit-remaining': '5',
      'content-disposition': 'filename=中',
      location: 'x'.repeat(1000),
    });
    expect(contentType).toBe('text/html');
  });

  test('what its body is', async () => {
    const { body } = await answerOf({ body: 'GIF89a\u0001\0\u0001\0\0\0\0', end: 'truncated' });
    expect(body).toEqual({
      bytes: 13,
      end: 'truncated',
      coding: 'ok',
      sniffed: 'image/gif',
      pixels: { width: 1, height: 1 },
    });
  });
});

describe('the digest of an image', () => {
  const gif = 'GIF89a\u0001\0\u0001\0\0\0\0';
  test.each<[string, Reply, string | undefined]>([
    // sha256sum
    ['is that of its bytes', { body: gif }, 'e166f869cdc0a87f67fc5841ad08082c87d0ffa3c1d677956415ea3110e1fd3f'],
    ['is none of half an image', { body: gif, end: 'truncated' }, undefined],
    ['is none of a page', { body: html }, undefined],
    ['is none of what could not be decoded', { body: gif, coding: 'corrupt' }, undefined],
  ])('%s', async (_name, reply, digest) => {
    expect((await answerOf(reply)).body.digest).toBe(digest);
  });
});

describe('the text of an answer', () => {
  const json = [['content-type', 'application/json']] as const;
  test.each<[string, Reply, string | undefined]>([
    ['is kept of JSON', { headers: json, body: '{"a":"ü"}' }, '{"a":"ü"}'],
    ['is kept of a JSON dialect', { headers: [['content-type', 'application/ld+json; x=y']], body: '[]' }, '[]'],
    ['is kept of a page', { headers: [['content-type', 'text/html']], body: html }, html],
    ['is kept of what has no type', { body: 'removed' }, 'removed'],
    ['is kept of an error', { status: 404, headers: json, body: '{}' }, '{}'],
    ['is none of an image', { headers: [['content-type', 'image/gif']], body: 'GIF89a' }, undefined],
    ['is none of nothing', { headers: json }, undefined],
    ['is none of what could not be decoded', { headers: json, body: '{}', coding: 'corrupt' }, undefined],
  ])('%s, where the site itself was asked', async (_name, reply, text) => {
    expect((await answerOf(reply, { purpose: 'site' })).text).toBe(text);
  });

  test('is read in the encoding that it says', async () => {
    const headers = [['content-type', 'text/plain; charset=utf-16le']] as const;
    const { text } = await answerOf({ headers, body: 'n\0o\0' }, { purpose: 'site' });
    expect(text).toBe('no');
  });

  test('is cut at 64 KiB', async () => {
    expect((await answerOf({ headers: json, body: 'x'.repeat(70_000) }, { purpose: 'site' })).text?.length).toBe(
      65_536,
    );
  });

  test.each(['first', 'confirm', 'sibling', 'hotlink'] as const)('is not kept of a %s look', async (purpose) => {
    expect(await answerOf({ headers: json, body: '{}' }, { purpose })).not.toHaveProperty('text');
  });
});

test('of two addresses the one that was taken is kept', async () => {
  const { headers } = await answerOf({
    status: 302,
    headers: [
      ['location', '/x'],
      ['location', '/y'],
    ],
  });
  expect(headers['location']).toBe('/x');
});

test('cookies go into the jar of the chain', async () => {
  const jar = createCookieJar(() => 0);
  await look(
    {
      headers: [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
    },
    { jar },
  );
  expect(jar.header(url)).toBe('a=1; b=2');
});
