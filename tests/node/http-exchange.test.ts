import { expect, test } from 'vitest';

import { serveHttp } from '../servers/http-server.ts';
import { serveRaw } from '../servers/raw-server.ts';
import { answer, asking, textOf, untilEnd } from './asking.ts';

test('sends a GET with the headers it was given, Host and Connection, and nothing else', async () => {
  const server = await untilEnd(serveHttp((_request, response) => response.end('hello')));
  const { ask } = asking(server);
  const response = await ask('http://user:secret@a.test:80/path;x?q=%E4%B8%AD&e=#fragment', {
    headers: { 'user-agent': 'audit-links/1', accept: '*/*', 'accept-language': 'zh-CN, *;q=0.5' },
  });
  expect(textOf(response)).toBe('hello');
  expect(server.requests).toEqual([
    {
      method: 'GET',
      path: '/path;x?q=%E4%B8%AD&e=',
      headers: [
        ['host', 'a.test'],
        ['connection', 'keep-alive'],
        ['user-agent', 'audit-links/1'],
        ['accept', '*/*'],
        ['accept-language', 'zh-CN, *;q=0.5'],
      ],
      connection: 1,
    },
  ]);
});

test('names the port in Host when it is not the default one', async () => {
  const server = await untilEnd(serveHttp((_request, response) => response.end()));
  await asking(server).ask(`http://a.test:${server.port}/`);
  expect(server.requests[0]?.headers).toContainEqual(['host', `a.test:${server.port}`]);
});

test('does not follow a redirect, and tells its headers in their order, as Latin-1', async () => {
  const server = await untilEnd(
    serveRaw(async (connection) => {
      await connection.request();
      connection.send(
        'HTTP/1.1 302 Found\r\nLocation: /\xe4\xb8\xad\r\nX-B: 1\r\nlocation: /two\r\nContent-Length: 0\r\n\r\n',
      );
    }),
  );
  expect(await asking(server).ask('http://a.test/')).toEqual({
    status: 302,
    headers: [
      ['location', '/\u00e4\u00b8\u00ad'],
      ['x-b', '1'],
      ['location', '/two'],
      ['content-length', '0'],
    ],
    body: Buffer.alloc(0),
    end: 'complete',
    coding: 'ok',
  });
});

test('takes control characters in a reason phrase for what they are: nothing', async () => {
  const server = await untilEnd(
    serveRaw(async (connection) => {
      await connection.request();
      connection.send(answer('', [], '404 \x1b[31mred'));
    }),
  );
  const response = await asking(server).ask('http://a.test/');
  expect(response.status).toBe(404);
  expect(JSON.stringify(response)).not.toContain('u001b');
});

test('asks one origin again on the same connection', async () => {
  const server = await untilEnd(serveHttp((_request, response) => response.end('x'.repeat(90_000))));
  const { ask } = asking(server);
  for (const path of ['a', 'b', 'c']) await ask(`http://a.test/${path}`);
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1]);
});

test('has no more connections to an origin than it may, and no two requests at once on one', async () => {
  const server = await untilEnd(serveHttp((_request, response) => void setImmediate(() => response.end('ok'))));
  const { ask } = asking(server, { connectionsPerHost: 2 });
  const paths = Array.from({ length: 12 }, (_, index) => String(index));
  const responses = await Promise.all(paths.map((path) => ask(`http://a.test/${path}`)));
  expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 200));
  expect(server.requests).toHaveLength(12);
  expect(server.connections()).toBe(2);
  expect(server.peak()).toBe(2);
});

test('does not pipeline: a connection is silent until its answer is whole', async () => {
  const pending: (() => void)[] = [];
  const server = await untilEnd(serveHttp((_request, response) => pending.push(() => response.end('ok'))));
  const { ask } = asking(server, { connectionsPerHost: 1 });
  const answers = Promise.all(['a', 'b'].map((path) => ask(`http://a.test/${path}`)));
  await expect.poll(() => pending.length).toBe(1);
  expect(server.requests).toHaveLength(1);
  pending.shift()?.();
  await expect.poll(() => pending.length).toBe(1);
  pending.shift()?.();
  await answers;
  expect(server.connections()).toBe(1);
});

test('a fresh connection is nobody’s before and nobody’s after', async () => {
  const server = await untilEnd(serveHttp((_request, response) => response.end('ok')));
  const { ask } = asking(server);
  await ask('http://a.test/');
  await ask('http://a.test/', { fresh: true });
  await ask('http://a.test/', { fresh: true });
  await ask('http://a.test/');
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2, 3, 1]);
  await expect.poll(() => server.open()).toBe(1);
});

test('asks again, on a new connection, when the one that idled was closed under its feet', async () => {
  const server = await untilEnd(
    serveRaw(async (connection) => {
      await connection.request();
      connection.send(answer('first'));
      if (connection.number > 1) return;
      await connection.request();
      connection.reset();
    }),
  );
  const { ask } = asking(server);
  await ask('http://a.test/one');
  expect(textOf(await ask('http://a.test/two'))).toBe('first');
  expect(server.requests.map(({ path, connection }) => `${path} ${connection}`)).toEqual([
    '/one 1',
    '/two 1',
    '/two 2',
  ]);
});

test('an exchange that is stopped on a kept connection ends, and is not asked again', async () => {
  const server = await untilEnd(
    serveHttp(({ url }, response) => {
      if (url === '/one') response.end('ok');
      else stop.abort(new Error('stopped'));
    }),
  );
  const stop = new AbortController();
  const { ask } = asking(server);
  await ask('http://a.test/one');
  await expect(ask('http://a.test/two', {}, stop.signal)).rejects.toThrow('stopped');
  expect(server.requests.map(({ path }) => path)).toEqual(['/one', '/two']);
});

test('takes a new connection where the server closes after each answer', async () => {
  const server = await untilEnd(
    serveHttp((_request, response) => void response.setHeader('connection', 'close').end('ok')),
  );
  const { ask } = asking(server, { connectionsPerHost: 1 });
  const responses = await Promise.all(['a', 'b', 'c'].map((path) => ask(`http://a.test/${path}`)));
  expect(responses.map(textOf)).toEqual(['ok', 'ok', 'ok']);
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2, 3]);
  expect(server.peak()).toBe(1);
});

test('does not take what a server sent too much for the next answer', async () => {
  const server = await untilEnd(
    serveRaw(async (connection) => {
      await connection.request();
      connection.send(`${answer('mine')}${answer('poison')}`);
      await connection.request();
      connection.send(answer('clean'));
    }),
  );
  const { ask } = asking(server);
  expect(textOf(await ask('http://a.test/one'))).toBe('mine');
  expect(textOf(await ask('http://a.test/two'))).toBe('mine');
  expect(server.connections()).toBe(2);
});

test('leaves no connection behind when it is closed', async () => {
  const server = await untilEnd(serveHttp((request, response) => request.url === '/hang' || response.end('ok')));
  const { ask, failure, http } = asking(server);
  await ask('http://a.test/');
  const hanging = failure('http://a.test/hang');
  await expect.poll(() => server.requests.length).toBe(2);
  await http.close();
  expect(await hanging).toBe('local: the client was closed');
  await expect.poll(() => server.open()).toBe(0);
});
