import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { serveHttp } from '../servers/http-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { asking, textOf, untilEnd } from './asking.ts';

const page = '<title>中文</title>'.repeat(500);
/** Does not compress well. */
const noise = Array.from({ length: 40_000 }, (_, index) =>
  String.fromCodePoint(32 + ((index * index * 7 + (index >> 3)) % 91)),
).join('');

/** Answers `/` with these bytes, and anything else with `ok`. */
const serveBody = (body: Buffer | string, headers: Record<string, string>) =>
  untilEnd(
    serveHttp((request, response) => {
      if (request.url === '/') response.writeHead(200, headers).end(body);
      else response.end('ok');
    }),
  );

describe('content codings', () => {
  test.each<[name: string, coding: string, body: Buffer]>([
    ['gzip', 'gzip', gzipSync(page)],
    ['its old name', 'X-GZip', gzipSync(page)],
    ['zlib’s deflate', 'deflate', deflateSync(page)],
    ['bare deflate', 'deflate', deflateRawSync(page)],
    ['brotli', 'br', brotliCompressSync(page)],
    ['three layers', 'gzip, br, deflate', deflateSync(brotliCompressSync(gzipSync(page)))],
    ['a word that means nothing', 'UTF-8', Buffer.from(page)],
    ['gzip in two members', 'gzip', Buffer.concat([gzipSync(page.slice(0, 99)), gzipSync(page.slice(99))])],
    ['gzip with zeroes behind it', 'gzip', Buffer.concat([gzipSync(page), Buffer.alloc(100)])],
  ])('decodes %s', async (_name, coding, body) => {
    const server = await serveBody(body, { 'content-type': 'text/html', 'content-encoding': coding });
    const response = await asking(server).ask('http://a.test/');
    expect(textOf(response)).toBe(page);
    expect(response).toMatchObject({ end: 'complete', coding: 'ok' });
  });

  test.each<[name: string, coding: string, body: Buffer, expected: string]>([
    ['an unknown coding', 'zstd', Buffer.from('(\u00b5/\u00fd', 'latin1'), 'unknown-coding'],
    ['four layers', 'gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(page)))), 'unknown-coding'],
    ['gzip that is none', 'gzip', Buffer.from(page), 'corrupt'],
    ['brotli that is none', 'br', Buffer.from('<!doctype html>'), 'corrupt'],
  ])('%s is an answer whose body can’t be read', async (_name, coding, body, expected) => {
    const server = await serveBody(body, { 'content-type': 'text/html', 'content-encoding': coding });
    const { ask } = asking(server);
    expect(await ask('http://a.test/')).toMatchObject({
      status: 200,
      coding: expected,
      end: 'complete',
      body: Buffer.alloc(0),
    });
    await ask('http://a.test/next');
    expect(server.connections()).toBe(1);
  });

  test.each([
    ['gzip', gzipSync(noise)],
    ['deflate', deflateSync(noise)],
    ['br', brotliCompressSync(noise)],
  ])('%s cut short gives what came', async (coding, body) => {
    const cut = body.subarray(0, body.length - 12);
    const server = await serveBody(cut, { 'content-type': 'text/html', 'content-encoding': coding });
    const response = await asking(server).ask('http://a.test/');
    expect(response).toMatchObject({ end: 'complete', coding: 'ok' });
    expect(response.body.length).toBeGreaterThan(0);
    expect(noise.startsWith(textOf(response))).toBe(true);
  });

  test('gzip that fails its own sum is corrupt, and gives what came', async () => {
    const bad = gzipSync(noise);
    bad.writeUInt32LE(0, bad.length - 8);
    const server = await serveBody(bad, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    const response = await asking(server).ask('http://a.test/');
    expect(response.coding).toBe('corrupt');
    expect(response.body.length).toBeGreaterThan(0);
    expect(noise.startsWith(textOf(response))).toBe(true);
  });

  test('an empty body is right in every coding', async () => {
    const server = await serveBody('', { 'content-encoding': 'gzip' });
    expect(await asking(server).ask('http://a.test/')).toMatchObject({ coding: 'ok', end: 'complete' });
  });
});

describe('bounds', () => {
  test.each([
    ['text/html; charset=utf-8', 262_144],
    ['text/plain', 262_144],
    ['application/xhtml+xml', 262_144],
    ['application/xml;q=1', 262_144],
    ['image/svg+xml', 262_144],
    ['', 262_144],
    ['application/pdf', 65_536],
    ['image/png', 65_536],
    ['application/json', 262_144],
    ['application/octet-stream', 65_536],
    ['application/vnd.ms-xmlish', 65_536],
  ])('keeps of %j %i bytes', async (type, bound) => {
    const server = await serveBody(Buffer.alloc(400_000, 'a'), type === '' ? {} : { 'content-type': type });
    const response = await asking(server).ask('http://a.test/');
    expect(response).toMatchObject({ status: 200, end: 'truncated', coding: 'ok' });
    expect(response.body.length).toBe(bound);
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])('stops a %s bomb at the bound', async (coding, bomb) => {
    const server = await serveBody(bomb, { 'content-type': 'text/html', 'content-encoding': coding });
    const response = await asking(server).ask('http://a.test/');
    expect(response).toMatchObject({ end: 'truncated', coding: 'ok' });
    expect(response.body.length).toBe(262_144);
  });

  test('a body of the very length of the bound is complete', async () => {
    const server = await serveBody(Buffer.alloc(65_536), { 'content-type': 'image/png' });
    expect(await asking(server).ask('http://a.test/')).toMatchObject({ end: 'complete' });
  });

  test('reads a body of 100 kB to its end, and keeps the connection', async () => {
    const server = await serveBody(Buffer.alloc(102_400), { 'content-type': 'image/png' });
    const { ask } = asking(server);
    expect(await ask('http://a.test/')).toMatchObject({ end: 'truncated' });
    await ask('http://a.test/next');
    expect(server.connections()).toBe(1);
  });

  test('drops a larger body, for the price of one connection', async () => {
    const server = await serveBody(Buffer.alloc(3_000_000), { 'content-type': 'image/png' });
    const { ask } = asking(server);
    await ask('http://a.test/');
    expect(server.connections()).toBe(1);
    await ask('http://a.test/next');
    await expect.poll(() => server.open()).toBe(1);
    expect(server.connections()).toBe(2);
  });

  test('has enough of a body without end', async () => {
    const server = await untilEnd(
      serveHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg' });
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        };
        response.on('drain', more);
        more();
      }),
    );
    expect(await asking(server).ask('http://a.test/')).toMatchObject({ status: 200, end: 'truncated' });
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('a body that breaks off is still an answer', () => {
  test.each([
    ['shorter than it announced', 'HTTP/1.1 404 Not Found\r\nContent-Length: 50\r\n\r\nhalf'],
    ['cut between chunks', 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['with a chunk that is none', 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n'],
  ])('%s', async (_name, bytes) => {
    const server = await untilEnd(
      serveRaw(async (connection) => {
        await connection.request();
        connection.send(bytes);
        connection.end();
      }),
    );
    const response = await asking(server).ask('http://a.test/');
    expect([response.status, textOf(response), response.end]).toEqual([404, 'half', 'broken']);
    expect(await asking(server).ask('http://a.test/', { protocol: 'lenient' })).toMatchObject({
      status: 404,
      end: 'broken',
    });
  });

  test('reset by the server', async () => {
    const server = await untilEnd(
      serveRaw(async (connection) => {
        await connection.request();
        connection.send('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n');
        connection.reset();
      }),
    );
    // Whether the head is read before the reset is the kernel's choice; it is never a hang and never a crash.
    const outcome = await asking(server).failure('http://a.test/');
    expect(outcome).toMatch(/^(answered 200|reset: )/);
  });

  test('ended by the deadline', async () => {
    const server = await untilEnd(
      serveRaw(async (connection) => {
        await connection.request();
        connection.send('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nhalf');
      }),
    );
    const response = await asking(server).ask('http://a.test/', { timeoutMs: 500 });
    expect([response.status, textOf(response), response.end]).toEqual([200, 'half', 'broken']);
    await expect.poll(() => server.open()).toBe(0);
  });

  test('a connection that closes after a body without length is complete', async () => {
    const server = await untilEnd(
      serveRaw(async (connection) => {
        await connection.request();
        connection.send('HTTP/1.1 200 OK\r\n\r\nwhole');
        connection.end();
      }),
    );
    const response = await asking(server).ask('http://a.test/');
    expect([textOf(response), response.end]).toEqual(['whole', 'complete']);
  });
});
