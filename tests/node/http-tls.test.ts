import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { type Authority, createAuthority, expired, type KeyPair, selfSigned } from '../servers/certificates.ts';
import { serveHttp, serveHttp2, serveTls } from '../servers/http-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { listen } from '../servers/served.ts';
import { answer, asking, textOf, untilEnd } from './asking.ts';

let authority: Authority;
let good: KeyPair;
beforeAll(async () => {
  authority = await createAuthority();
  good = await authority.issue({ names: ['a.test', '*.wild.test'], addresses: ['127.0.0.1'] });
});

const hello: RequestListener = (_request, response) => void response.end('hello');

describe('certificates', () => {
  test.each(['https://a.test/', 'https://a.test./', 'https://b.wild.test/', 'https://127.0.0.1/'])(
    'holds for %s',
    async (url) => {
      const server = await untilEnd(serveTls(hello, { pair: good }));
      const { ask } = asking(server, { ca: authority.ca });
      expect(textOf(await ask(url))).toBe('hello');
      expect(textOf(await ask(url))).toBe('hello');
      expect(server.connections()).toBe(1);
    },
  );

  test.each<[name: string, url: string, pair: () => Promise<KeyPair>, detail: string]>([
    ['an expired one', 'https://a.test/', () => authority.issue({ names: ['a.test'], ...expired }), 'CERT_HAS_EXPIRED'],
    [
      'one of tomorrow',
      'https://a.test/',
      () => authority.issue({ names: ['a.test'], notBefore: new Date(Date.now() + 86_400_000) }),
      'CERT_NOT_YET_VALID',
    ],
    ['a self-signed one', 'https://a.test/', () => selfSigned({ names: ['a.test'] }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'one of an unknown root',
      'https://a.test/',
      async () => (await createAuthority('Somebody Else')).issue({ names: ['a.test'] }),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    ['one for another name', 'https://b.test/', async () => good, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['one for another address', 'https://127.0.0.2/', async () => good, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('refuses %s, and looks past it when told to', async (_name, url, pair, detail) => {
    const server = await untilEnd(serveTls(hello, { pair: await pair(), address: '0.0.0.0' }));
    const { ask, failure } = asking(server, { ca: authority.ca });
    const addresses = ['127.0.0.1', '127.0.0.2'];
    for (const more of [{}, { fresh: true }, { protocol: 'lenient' }] as const) {
      expect(await failure(url, { addresses, ...more })).toBe(`certificate: ${detail}`);
    }
    expect(server.requests).toEqual([]);
    expect(textOf(await ask(url, { addresses, tls: 'unverified' }))).toBe('hello');
    expect(await failure(url, { addresses })).toBe(`certificate: ${detail}`);
    await expect.poll(() => server.open()).toBe(0);
  });

  test('does not know the test’s authority by itself', async () => {
    const server = await untilEnd(serveTls(hello, { pair: good }));
    expect(await asking(server).failure('https://a.test/')).toBe('certificate: UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});

test('takes SSL_CERT_FILE and NODE_EXTRA_CA_CERTS for the system’s roots', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roots-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'ca.pem'), authority.ca);
  const server = await untilEnd(serveTls(hello, { pair: good }));
  for (const name of ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS']) {
    const { ask } = asking(server, { env: { [name]: join(folder, 'ca.pem') } });
    expect(textOf(await ask('https://a.test/'))).toBe('hello');
  }
  const missing = asking(server, { ca: authority.ca, env: { SSL_CERT_FILE: join(folder, 'missing.pem') } });
  expect(textOf(await missing.ask('https://a.test/'))).toBe('hello');
});

test('names the host in the handshake, without its end dot, and no address at all', async () => {
  const named: (string | false | null)[] = [];
  const server = createServer({ ...good, ALPNProtocols: ['http/1.1', 'h2'] }, (socket) => {
    named.push(socket.servername, socket.alpnProtocol ?? false);
    socket.on('error', () => {}).on('data', () => socket.write(answer('hello')));
  });
  const { ask } = asking(await untilEnd(listen(server)), { ca: authority.ca });
  for (const url of ['https://a.test/', 'https://a.test./', 'https://127.0.0.1/']) await ask(url);
  expect(named).toEqual(['a.test', 'http/1.1', 'a.test', 'http/1.1', false, 'http/1.1']);
});

describe('servers of another age', () => {
  test.each<[name: string, tls: object]>([
    ['TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
  ])('%s fails as obsolete, and answers the obsolete', async (_name, tls) => {
    const server = await untilEnd(serveTls(hello, { pair: good, tls }));
    const { ask, failure } = asking(server, { ca: authority.ca });
    expect(await failure('https://a.test/')).toMatch(/^obsolete-tls: /);
    expect(await failure('https://a.test/', { tls: 'unverified' })).toMatch(/^obsolete-tls: /);
    expect(textOf(await ask('https://a.test/', { tls: 'obsolete' }))).toBe('hello');
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('what is no TLS', () => {
  test('plain HTTP where HTTPS should be', async () => {
    const server = await untilEnd(serveHttp(hello));
    expect(await asking(server).failure('https://a.test/')).toMatch(/^tls: .*wrong.version.number/i);
  });

  test('HTTPS where plain HTTP should be', async () => {
    const server = await untilEnd(serveTls(hello, { pair: good }));
    // Node's server answers with nothing; others with an alert or a page, which are tested where answers are.
    expect(await asking(server).failure('http://a.test/')).toMatch(/^(reset|protocol): /);
  });

  test.each<[name: string, reset: boolean]>([
    ['ends', false],
    ['is broken off', true],
  ])('a handshake that %s is a reset', async (_name, reset) => {
    const server = await untilEnd(
      serveRaw((connection) => {
        if (reset) connection.reset();
        else connection.end();
      }),
    );
    expect(await asking(server).failure('https://a.test/')).toMatch(/^reset: /);
  });
});

describe('HTTP/2', () => {
  const page = () => ({
    status: 404,
    headers: { 'content-type': 'text/html', 'set-cookie': ['a=1', 'b=2'] },
    body: 'hello',
  });

  test('a server that speaks nothing else is told by its failure, and asked by HTTP/2', async () => {
    const server = await untilEnd(serveHttp2(page, { pair: good }));
    const { ask, failure } = asking(server, { ca: authority.ca });
    expect(await failure('https://a.test/')).toMatch(/^http2-required: /);
    const response = await ask('https://a.test/path?q', { protocol: 'http2', headers: { 'user-agent': 'x' } });
    expect([response.status, textOf(response), response.end]).toEqual([404, 'hello', 'complete']);
    expect(response.headers.slice(0, 3)).toEqual([
      ['content-type', 'text/html'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ]);
    expect(server.requests).toEqual([
      { method: 'GET', path: '/path?q', headers: [['user-agent', 'x']], connection: 2 },
    ]);
    await expect.poll(() => server.open()).toBe(0);
  });

  test('is bounded, guarded and verified as anything else', async () => {
    const large = () => ({ status: 200, headers: {}, body: Buffer.alloc(500_000) });
    const server = await untilEnd(serveHttp2(large, { pair: good }));
    const { ask, failure } = asking(server, { ca: authority.ca });
    const more = { protocol: 'http2' } as const;
    const response = await ask('https://a.test/', more);
    expect([response.body.length, response.end]).toEqual([262_144, 'truncated']);
    expect(await failure('https://b.test/', more)).toBe('certificate: ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await failure('https://a.test/', { ...more, addresses: [] })).toMatch(/^private-address: /);
  });

  test('an answer shorter than it announced is broken', async () => {
    const short = () => ({ status: 200, headers: { 'content-length': '50' }, body: 'half' });
    const server = await untilEnd(serveHttp2(short, { pair: good }));
    const response = await asking(server, { ca: authority.ca }).ask('https://a.test/', { protocol: 'http2' });
    expect([response.status, textOf(response), response.end]).toEqual([200, 'half', 'broken']);
  });

  test('asked of a server that has none is a failure', async () => {
    const server = await untilEnd(serveTls(hello, { pair: good }));
    const { failure } = asking(server, { ca: authority.ca });
    expect(await failure('https://a.test/', { protocol: 'http2' })).toMatch(/^(tls|http2-required): /);
  });
});
