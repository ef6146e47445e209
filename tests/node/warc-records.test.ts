import { describe, expect, test } from 'vitest';
import { recordsOf, warcinfo } from '../../src/node/warc-records.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../../src/world.ts';

const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const request: HttpRequest = {
  method: 'GET',
  url: 'https://example.org:8443/a?b=c',
  headers: { 'user-agent': 'us', accept: '*/*', cookie: 'id=1' },
  addresses: ['93.184.216.34'],
  timeoutMs: 1000,
  fresh: false,
  tls: 'verified',
  protocol: 'http1',
};

const response: HttpResponse = {
  status: 200,
  headers: [['content-type', 'text/html']],
  body: new TextEncoder().encode('本文'),
  end: 'complete',
  coding: 'ok',
};

const answered = (asked: Partial<HttpRequest> = {}, came: Partial<HttpResponse> = {}): Exchange => ({
  at,
  request: { ...request, ...asked },
  outcome: { type: 'answer', response: { ...response, ...came } },
});

/** Ids that count up. */
function counted(): () => string {
  let count = 0;
  return () => `<urn:uuid:${(count += 1)}>`;
}

const records = (exchange: Exchange) => recordsOf(exchange, '<urn:uuid:info>', counted());
const headOf = (came: Partial<HttpResponse>): string | undefined => records(answered({}, came))[0]?.head;

test('an exchange is its response, and its request that points to it', () => {
  expect(records(answered())).toEqual([
    {
      type: 'response',
      id: '<urn:uuid:1>',
      date: '2026-01-02T03:04:05.678Z',
      targetUri: request.url,
      fields: { 'WARC-Warcinfo-ID': '<urn:uuid:info>', 'WARC-IP-Address': '93.184.216.34' },
      head: 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n',
      payload: response.body,
    },
    {
      type: 'request',
      id: '<urn:uuid:2>',
      date: '2026-01-02T03:04:05.678Z',
      targetUri: request.url,
      fields: {
        'WARC-Warcinfo-ID': '<urn:uuid:info>',
        'WARC-IP-Address': '93.184.216.34',
        'WARC-Concurrent-To': '<urn:uuid:1>',
      },
      head: 'GET /a?b=c HTTP/1.1\r\nhost: example.org:8443\r\nuser-agent: us\r\naccept: */*\r\n\r\n',
      payload: new Uint8Array(),
    },
  ]);
});

test.each([
  ['behind a proxy', []],
  ['where one of several was dialled', ['93.184.216.34', '2606:2800:220::1']],
])('no address is claimed %s', (_, addresses) => {
  expect(records(answered({ addresses }))[0]?.fields).not.toHaveProperty('WARC-IP-Address');
});

describe('the head fits the body that follows it', () => {
  test('what spoke of codings and length is moved aside', () => {
    const headers = [
      ['content-encoding', 'gzip'],
      ['transfer-encoding', 'chunked'],
      ['content-length', '9999'],
      ['link', '<a>'],
      ['link', '<b>'],
    ] as const;
    expect(headOf({ headers })).toBe(
      'HTTP/1.1 200 OK\r\nx-orig-content-encoding: gzip\r\nx-orig-transfer-encoding: chunked\r\n' +
        'x-orig-content-length: 9999\r\nlink: <a>\r\nlink: <b>\r\ncontent-length: 6\r\n\r\n',
    );
  });

  test('of a cookie only the name is kept', () => {
    expect(headOf({ headers: [['set-cookie', 'id=secret; Path=/; HttpOnly']] })).toContain(
      '\r\nx-orig-set-cookie: id\r\n',
    );
  });

  test.each([
    ['a line end', [['x-a', 'b\r\n\r\n<p>']], '\r\nx-a: b <p>\r\n'],
    ['a name that is none', [['x a\r\n', 'b']], 'HTTP/1.1 200 OK\r\ncontent-length'],
  ] as const)('%s in a header does not end the head', (_, headers, written) => {
    const head = headOf({ headers }) ?? '';
    expect(head).toContain(written);
    expect(head.indexOf('\r\n\r\n')).toBe(head.length - 4);
  });

  test('a status without a name gets one', () => {
    expect(headOf({ status: 999 })).toMatch(/^HTTP\/1\.1 999 Unknown\r\n/);
  });
});

test.each([
  ['complete', 'ok', undefined],
  ['truncated', 'ok', 'length'],
  ['broken', 'ok', 'disconnect'],
  ['complete', 'corrupt', 'unspecified'],
  ['truncated', 'unknown-coding', 'unspecified'],
] as const)('a body that is %s, its coding %s: WARC-Truncated %s', (end, coding, truncated) => {
  expect(records(answered({}, { end, coding }))[0]?.fields['WARC-Truncated']).toBe(truncated);
});

test.each(['unverified', 'obsolete'] as const)('an answer over %s TLS is marked', (tls) => {
  const [, , mark] = records(answered({ tls }));
  expect(mark).toMatchObject({ type: 'metadata', fields: { 'WARC-Concurrent-To': '<urn:uuid:1>' } });
  expect(new TextDecoder().decode(mark?.payload)).toBe('certificate: not verified\r\n');
});

test('a failure is told, in one line whatever its words', () => {
  const outcome = { type: 'failure', code: 'reset', detail: 'gone\r\nWARC/1.1' } as const;
  const [told, ...others] = records({ at, request, outcome });
  expect(others).toEqual([]);
  expect(told).toMatchObject({ type: 'metadata', targetUri: request.url, head: '' });
  expect(new TextDecoder().decode(told?.payload)).toBe('fetch-failure: reset\r\ndetail: gone WARC/1.1\r\n');
});

test('the first record says who made the file, and how', () => {
  const { type, payload } = warcinfo({ software: 'us/1', userAgent: 'us', options: { timeout: 20 }, at }, counted());
  expect(type).toBe('warcinfo');
  expect(new TextDecoder().decode(payload).split('\r\n')).toEqual(
    expect.arrayContaining(['software: us/1', 'format: WARC File Format 1.1', 'audit-links-options: {"timeout":20}']),
  );
});
