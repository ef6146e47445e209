import { networkInterfaces } from 'node:os';

import { expect, test } from 'vitest';

import { connectFirst } from '../../src/node/happy-eyeballs.ts';
import { serveHttp } from '../servers/http-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { asking, textOf, untilEnd } from './asking.ts';

const hasIPv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
const hello = (listening?: { address: string }) =>
  untilEnd(serveHttp((_request, response) => response.end('hello'), listening));

test.each([
  ['a name without an allowed address', 'http://a.test/', []],
  ['localhost, which the system would find', 'http://localhost/', []],
  ['an address that is not among the allowed ones', 'http://127.0.0.1/', ['127.0.0.2']],
  ['an IPv6 address that is not among the allowed ones', 'http://[::1]/', ['127.0.0.1']],
  ['an allowed word that is no address', 'http://a.test/', ['localhost']],
])('refuses %s, and connects to nothing', async (_name, url, addresses) => {
  const server = await hello();
  const { failure } = asking(server);
  for (const more of [{}, { fresh: true }, { protocol: 'lenient' }, { tls: 'unverified' }] as const) {
    expect(await failure(url, { addresses, ...more })).toBe('private-address: no address is allowed');
  }
  expect(server.connections()).toBe(0);
});

test('refuses a peer that is not the allowed address, before the first byte', async () => {
  // The unspecified address leads to loopback: what was allowed is not what is reached.
  const server = await hello();
  expect(await asking(server).failure('http://a.test/', { addresses: ['0.0.0.0'] })).toBe(
    'private-address: reached another address',
  );
  expect(server.requests).toEqual([]);
});

test('an address is the same in all its spellings', async () => {
  const server = await hello();
  const { ask } = asking(server);
  expect(textOf(await ask('http://127.0.0.1/', { addresses: ['::ffff:127.0.0.1'] }))).toBe('hello');
  expect(textOf(await ask('http://[::ffff:7f00:1]/', { addresses: ['127.0.0.1'] }))).toBe('hello');
});

test('an open connection serves only those who may go where it leads', async () => {
  const server = await hello({ address: '0.0.0.0' });
  const { ask, failure } = asking(server);
  await ask('http://a.test/', { addresses: ['127.0.0.1'] });
  await ask('http://a.test/', { addresses: ['127.0.0.2'] });
  expect(await failure('http://a.test/', { addresses: [] })).toBe('private-address: no address is allowed');
  await ask('http://a.test/', { addresses: ['127.0.0.2', '127.0.0.1'] });
  expect(server.connections()).toBe(2);
});

test('goes on to the next address when one refuses', async () => {
  const server = await hello();
  const response = await asking(server).ask('http://a.test/', { addresses: ['127.0.0.9', '127.0.0.1'] });
  expect(textOf(response)).toBe('hello');
});

test('says refused when all addresses refuse', async () => {
  const server = await hello();
  expect(await asking(server).failure('http://a.test/', { addresses: ['127.0.0.9', '127.0.0.8'] })).toBe(
    'refused: ECONNREFUSED',
  );
});

test.runIf(hasIPv6)('reaches IPv6, by name and by address', async () => {
  const server = await hello({ address: '::1' });
  const { ask } = asking(server);
  expect(textOf(await ask('http://a.test/', { addresses: ['::1'] }))).toBe('hello');
  expect(textOf(await ask('http://[::1]/', { addresses: ['0:0:0:0:0:0:0:1'] }))).toBe('hello');
  expect(server.requests.map(({ headers }) => headers[0])).toEqual([
    ['host', 'a.test'],
    ['host', '[::1]'],
  ]);
});

test.runIf(hasIPv6)('tries the families in turn', async () => {
  const server = await hello({ address: '::1' });
  const addresses = ['127.0.0.7', '127.0.0.8', '127.0.0.9', '::1'];
  expect(textOf(await asking(server).ask('http://a.test/', { addresses }))).toBe('hello');
});

test('the race ends with one connection, and an abort with none', async () => {
  const server = await untilEnd(serveRaw(() => {}));
  const endpoints = ['127.0.0.9', '127.0.0.1'].map((address) => ({ address, port: server.port }));
  const socket = await connectFirst(endpoints, new AbortController().signal);
  expect(socket.remoteAddress).toBe('127.0.0.1');
  socket.destroy();
  await expect(connectFirst(endpoints, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  expect(server.connections()).toBe(1);
});
