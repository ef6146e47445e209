import { beforeAll, describe, expect, test } from 'vitest';

import { type Authority, createAuthority, type KeyPair } from '../servers/certificates.ts';
import { serveHttp, serveTls } from '../servers/http-server.ts';
import { serveProxy } from '../servers/proxy-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { hasTinyproxy, runTinyproxy } from '../servers/tinyproxy.ts';
import { asking, textOf, untilEnd } from './asking.ts';

let authority: Authority;
let pair: KeyPair;
beforeAll(async () => {
  authority = await createAuthority();
  pair = await authority.issue({ names: ['a.test'], addresses: ['127.0.0.1'] });
});

const both = (port: number, credentials = '') => ({
  HTTP_PROXY: `http://${credentials}127.0.0.1:${port}`,
  HTTPS_PROXY: `http://${credentials}127.0.0.1:${port}`,
});
/** Behind a proxy nobody looked names up, so nothing is allowed, and nothing needs to be. */
const behind = { addresses: [] } as const;
const hello = () => untilEnd(serveHttp((_request, response) => response.end('hello')));
const helloTls = () => untilEnd(serveTls((_request, response) => response.end('secret hello'), { pair }));

describe('our own proxy', () => {
  test('is asked for a plain page by its whole address, and brought its credentials', async () => {
    const server = await hello();
    const proxy = await untilEnd(
      serveProxy({ credentials: 'us%er:pass:word', route: () => ({ host: '127.0.0.1', port: server.port }) }),
    );
    const { ask, http } = asking(server, { env: both(proxy.port, 'us%25er:pass%3Aword@') });
    expect(http.viaProxy('http://a.test/')).toBe(true);
    const response = await ask('http://a.test/path?q#f', { ...behind, headers: { 'user-agent': 'x' } });
    expect(textOf(response)).toBe('hello');
    expect(textOf(await ask('http://a.test/lenient', { ...behind, protocol: 'lenient' }))).toBe('hello');
    expect(proxy.requests[0]).toEqual({
      method: 'GET',
      path: 'http://a.test/path?q',
      headers: [
        ['host', 'a.test'],
        ['connection', 'keep-alive'],
        ['user-agent', 'x'],
        ['proxy-authorization', `Basic ${Buffer.from('us%er:pass:word').toString('base64')}`],
      ],
      connection: 1,
    });
    expect(server.requests.map(({ headers }) => headers.some(([name]) => name === 'proxy-authorization'))).toEqual([
      false,
      false,
    ]);
  });

  test('is asked for a tunnel to a secure page, and sees nothing of what goes through', async () => {
    const server = await helloTls();
    const proxy = await untilEnd(
      serveProxy({ credentials: 'u:p', route: () => ({ host: '127.0.0.1', port: server.port }) }),
    );
    const { ask, failure } = asking(server, { ca: authority.ca, env: both(proxy.port, 'u:p@') });
    expect(textOf(await ask('https://a.test/one', behind))).toBe('secret hello');
    expect(textOf(await ask('https://a.test/two', behind))).toBe('secret hello');
    expect(proxy.requests).toEqual([
      {
        method: 'CONNECT',
        path: 'a.test:443',
        headers: [
          ['host', 'a.test:443'],
          ['proxy-authorization', `Basic ${Buffer.from('u:p').toString('base64')}`],
          ['Connection', 'close'],
        ],
        connection: 1,
      },
    ]);
    expect(server.requests.map(({ path, headers }) => [path, ...headers.map(([name]) => name)])).toEqual([
      ['/one', 'host', 'connection'],
      ['/two', 'host', 'connection'],
    ]);
    expect(await failure('https://b.test/', behind)).toBe('certificate: ERR_TLS_CERT_ALTNAME_INVALID');
    for (const more of [{ fresh: true }, { tls: 'obsolete' }, { protocol: 'lenient' }] as const) {
      expect(textOf(await ask('https://a.test/', { ...behind, ...more }))).toBe('secret hello');
    }
  });

  test('is passed by for what NO_PROXY names, and there the guard holds', async () => {
    const server = await hello();
    const proxy = await untilEnd(serveProxy());
    const { ask, failure, http } = asking(server, { env: { ...both(proxy.port), NO_PROXY: 'a.test' } });
    expect(http.viaProxy('http://a.test/')).toBe(false);
    expect(textOf(await ask('http://a.test/'))).toBe('hello');
    expect(await failure('http://a.test/other', behind)).toBe('private-address: no address is allowed');
    expect(proxy.connections()).toBe(0);
  });

  test.each<[status: number, failure: string]>([
    [403, 'local: the proxy refuses to connect (403)'],
    [407, 'local: the proxy wants a user name and password (407)'],
    [502, 'unreachable: the proxy can’t reach the host (502)'],
    [503, 'unreachable: the proxy can’t reach the host (503)'],
    [504, 'timeout: the proxy got no answer from the host (504)'],
  ])('that answers a tunnel with %i: %s', async (status, expected) => {
    const proxy = await untilEnd(serveProxy({ refuseTunnels: status }));
    const { failure } = asking(proxy, { env: both(proxy.port) });
    expect((await failure('https://a.test/', behind)).replace("'", '’')).toBe(expected);
    await expect.poll(() => proxy.open()).toBe(0);
  });

  test('that wants credentials is our side’s trouble, on both ways', async () => {
    const proxy = await untilEnd(serveProxy({ credentials: 'u:p' }));
    const { failure } = asking(proxy, { env: both(proxy.port) });
    expect(await failure('http://a.test/', behind)).toBe('local: the proxy wants a user name and password (407)');
    expect(await failure('https://a.test/', behind)).toBe('local: the proxy wants a user name and password (407)');
  });

  test('may itself be spoken to over TLS', async () => {
    const [plain, secure] = [await hello(), await helloTls()];
    const route = (_host: string, port: number) => ({
      host: '127.0.0.1',
      port: port === 443 ? secure.port : plain.port,
    });
    const proxy = await untilEnd(serveProxy({ pair, route }));
    const env = { HTTP_PROXY: `https://127.0.0.1:${proxy.port}`, HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` };
    const { ask } = asking(plain, { ca: authority.ca, env });
    expect(textOf(await ask('http://a.test/', behind))).toBe('hello');
    expect(textOf(await ask('https://a.test/', behind))).toBe('secret hello');
    const stranger = asking(plain, { env });
    expect(await stranger.failure('https://a.test/', behind)).toBe(
      "local: the proxy can't be reached: UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    );
  });

  test('that is not there is our side’s trouble', async () => {
    const proxy = await serveProxy();
    await proxy.close();
    const { failure } = asking(proxy, { env: both(proxy.port) });
    const expected = "local: the proxy can't be reached: ECONNREFUSED";
    expect(await failure('http://a.test/', behind)).toBe(expected);
    expect(await failure('https://a.test/', behind)).toBe(expected);
  });

  test('that breaks off, or says nothing, is our side’s trouble or the deadline’s', async () => {
    const broken = await untilEnd(serveRaw((connection) => connection.end()));
    expect(await asking(broken, { env: both(broken.port) }).failure('https://a.test/', behind)).toMatch(
      /^local: the proxy broke off/,
    );
    const silent = await untilEnd(serveRaw(() => {}));
    expect(
      await asking(silent, { env: both(silent.port) }).failure('https://a.test/', { ...behind, timeoutMs: 60 }),
    ).toBe('timeout: 60 ms');
    await expect.poll(() => silent.open()).toBe(0);
  });
});

describe.runIf(hasTinyproxy())('tinyproxy', () => {
  test('brings plain and secure pages, on connections that are kept', async () => {
    const proxy = await untilEnd(runTinyproxy());
    const [plain, secure] = [await hello(), await helloTls()];
    const { ask } = asking(plain, { ca: authority.ca, env: both(proxy.port) });
    for (const path of ['a', 'b']) {
      expect(textOf(await ask(`http://127.0.0.1:${plain.port}/${path}`, behind))).toBe('hello');
      expect(textOf(await ask(`https://127.0.0.1:${secure.port}/${path}`, behind))).toBe('secret hello');
    }
    expect(plain.requests.map(({ path }) => path)).toEqual(['/a', '/b']);
    expect(secure.requests.map(({ connection }) => connection)).toEqual([1, 1]);
  });

  test('is given its credentials, and misses them', async () => {
    const proxy = await untilEnd(runTinyproxy({ credentials: 'user:word' }));
    const [plain, secure] = [await hello(), await helloTls()];
    const known = asking(plain, { ca: authority.ca, env: both(proxy.port, 'user:word@') });
    expect(textOf(await known.ask(`http://127.0.0.1:${plain.port}/`, behind))).toBe('hello');
    expect(textOf(await known.ask(`https://127.0.0.1:${secure.port}/`, behind))).toBe('secret hello');
    const unknown = asking(plain, { env: both(proxy.port) });
    for (const url of [`http://127.0.0.1:${plain.port}/`, `https://127.0.0.1:${secure.port}/`]) {
      expect(await unknown.failure(url, behind)).toBe('local: the proxy wants a user name and password (407)');
    }
  });

  test('says that nobody listens', async () => {
    const proxy = await untilEnd(runTinyproxy());
    const gone = await serveHttp(() => {});
    await gone.close();
    const { failure } = asking(gone, { env: both(proxy.port) });
    expect(await failure(`https://127.0.0.1:${gone.port}/`, behind)).toMatch(
      /^unreachable: the proxy can't reach the host/,
    );
  });
});
