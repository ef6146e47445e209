import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { beforeAll, describe, expect, test } from 'vitest';

import { type Authority, createAuthority, type KeyPair } from '../servers/certificates.ts';
import { serveHttp } from '../servers/http-server.ts';
import { serveProxy } from '../servers/proxy-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { listen } from '../servers/served.ts';
import { answer, asking, textOf, untilEnd } from './asking.ts';

let authority: Authority;
let pair: KeyPair;
beforeAll(async () => {
  authority = await createAuthority();
  pair = await authority.issue({ names: ['a.test'] });
});

const post = {
  method: 'POST',
  content: 'url=https://a.test/中',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
} as const;
const echoed = `POST application/x-www-form-urlencoded 22 ${post.content}`;

/** Answers with what it was sent. */
const echo = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse): void => {
  const { method, headers } = request;
  let content = '';
  request.setEncoding('utf8');
  request.on('data', (text: string) => (content += text));
  request.on('end', () =>
    response.end([method, headers['content-type'], headers['content-length'], content].join(' ')),
  );
};

describe('a POST', () => {
  test.each([
    ['', {}],
    [' on a fresh connection', { fresh: true }],
    [' to a server that breaks the rules', { protocol: 'lenient' }],
  ] as const)('arrives whole, and says how long it is%s', async (_, more) => {
    const server = await untilEnd(serveHttp(echo as RequestListener));
    expect(textOf(await asking(server).ask('http://a.test/save', { ...post, ...more }))).toBe(echoed);
  });

  test('arrives by HTTP/2 too', async () => {
    const server = createSecureServer({ ...pair, allowHTTP1: false }, echo);
    const served = await untilEnd(listen(server));
    const { ask } = asking(served, { ca: authority.ca });
    expect(textOf(await ask('https://a.test/save', { ...post, protocol: 'http2' }))).toBe(echoed);
  });

  test('arrives through a proxy', async () => {
    const server = await untilEnd(serveHttp(echo as RequestListener));
    const proxy = await untilEnd(serveProxy({ route: () => ({ host: '127.0.0.1', port: server.port }) }));
    const { ask } = asking(server, { env: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` } });
    expect(textOf(await ask('http://a.test/save', { ...post, addresses: [] }))).toBe(echoed);
  });

  test('of nothing has a length too', async () => {
    const server = await untilEnd(serveHttp(echo as RequestListener));
    const { ask } = asking(server);
    expect(textOf(await ask('http://a.test/', { method: 'POST', content: '' }))).toBe('POST  0 ');
    expect(textOf(await ask('http://a.test/', { method: 'POST' }))).toBe('POST  0 ');
  });

  test('is not sent twice, where a GET before it left a connection that then broke', async () => {
    const server = await untilEnd(
      serveRaw(async (connection) => {
        const request = await connection.request();
        if (request?.method === 'POST') return connection.reset();
        connection.send(answer('first'));
        await connection.request();
        connection.reset();
      }),
    );
    const { ask, failure } = asking(server);
    await ask('http://a.test/one');
    expect(await failure('http://a.test/save', post)).toMatch(/^reset: /);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('is not sent on to where it is redirected', async () => {
    const server = await untilEnd(
      serveHttp((_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end()),
    );
    expect((await asking(server).ask('http://a.test/save', post)).status).toBe(307);
    expect(server.requests).toHaveLength(1);
  });
});
