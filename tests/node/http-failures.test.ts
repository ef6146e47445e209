import { describe, expect, test } from 'vitest';

import { serveHttp } from '../servers/http-server.ts';
import { type RawConnection, serveRaw } from '../servers/raw-server.ts';
import { answer, asking, textOf, untilEnd } from './asking.ts';

/** Sends these bytes to every request, and leaves the connection open. */
const serveBytes = (bytes: string | Uint8Array, after: (connection: RawConnection) => void = () => {}) =>
  untilEnd(
    serveRaw(async (connection) => {
      await connection.request();
      connection.send(bytes);
      after(connection);
    }),
  );

describe('no answer', () => {
  test('refused: nobody listens', async () => {
    const server = await serveHttp(() => {});
    await server.close();
    expect(await asking(server).failure('http://a.test/')).toBe('refused: ECONNREFUSED');
    expect(await asking(server).failure('http://a.test/', { fresh: true })).toBe('refused: ECONNREFUSED');
    expect(await asking(server).failure('http://a.test/', { protocol: 'lenient' })).toBe('refused: ECONNREFUSED');
  });

  test('reset: the connection is broken off before an answer', async () => {
    const server = await serveBytes('', (connection) => connection.reset());
    expect(await asking(server).failure('http://a.test/')).toBe('reset: ECONNRESET');
    expect(await asking(server).failure('http://a.test/', { protocol: 'lenient' })).toBe('reset: ECONNRESET');
  });

  test('reset: the connection ends before an answer', async () => {
    const server = await serveBytes('', (connection) => connection.end());
    expect(await asking(server).failure('http://a.test/')).toMatch(/^reset: /);
    expect(await asking(server).failure('http://a.test/', { protocol: 'lenient' })).toMatch(/^reset: /);
  });

  test.each<[name: string, bytes: string | Uint8Array]>([
    ['garbage', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['binary', Uint8Array.from({ length: 300 }, (_, index) => index % 256)],
    ['HTTP/2 frames', Buffer.from('00000c04000000000000030000006400040000ffff', 'hex')],
    ['a TLS alert', Buffer.from('15030100020228', 'hex')],
    ['status 000', 'HTTP/1.1 000 Nothing\r\n\r\n'],
    ['status 99', 'HTTP/1.1 99 Nothing\r\n\r\n'],
    ['status 1000', 'HTTP/1.1 1000 Nothing\r\n\r\n'],
    ['HTTP/0.9', '<html>hello</html>'],
    ['ESC in a header', 'HTTP/1.1 200 OK\r\nX-A: \x1b[31m\r\n\r\n'],
    ['NUL in a header', 'HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na'],
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['a 100 that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
    [
      'more headers than anybody needs',
      `HTTP/1.1 200 OK\r\n${'X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(6_000)}\r\n`,
    ],
    ['103 without end', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(30)],
  ])('protocol: %s', async (_name, bytes) => {
    const server = await serveBytes(bytes);
    expect(await asking(server).failure('http://a.test/')).toMatch(/^protocol: /);
    await expect.poll(() => server.open()).toBe(0);
  });

  test('one 103 is no trouble, and neither are 100 kB of headers', async () => {
    const long = Array.from({ length: 100 }, (_, index) => `X-${index}: ${'a'.repeat(1000)}`);
    const server = await serveBytes(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${answer('ok', long)}`);
    expect(textOf(await asking(server).ask('http://a.test/'))).toBe('ok');
  });
});

describe('lenient', () => {
  test.each([
    ['lines without CR', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 2\r\n\r\nok'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    ],
    ['a 100 that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${answer('ok')}`],
  ])('puts up with %s, which else is a failure', async (_name, bytes) => {
    const server = await serveBytes(bytes);
    const { ask, failure } = asking(server);
    expect(await failure('http://a.test/')).toMatch(/^protocol: /);
    const response = await ask('http://a.test/', { protocol: 'lenient', headers: { 'user-agent': 'x' } });
    expect([response.status, textOf(response), response.end]).toEqual([200, 'ok', 'complete']);
    expect(server.requests.at(-1)?.headers).toEqual([
      ['host', 'a.test'],
      ['user-agent', 'x'],
      ['Connection', 'close'],
    ]);
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('the deadline', () => {
  test.each<[name: string, script: (connection: RawConnection) => void]>([
    ['silence', () => {}],
    ['a drip of a head', (connection) => drip(connection, 'HTTP/1.1 200 OK\r\n', 'X-A: a\r\n')],
    ['hints without end, slowly', (connection) => connection.send('HTTP/1.1 103 Early Hints\r\n\r\n')],
  ])('ends %s', async (_name, script) => {
    const server = await untilEnd(serveRaw(script));
    for (const more of [{}, { fresh: true }, { protocol: 'lenient' }] as const) {
      expect(await asking(server).failure('http://a.test/', { timeoutMs: 60, ...more })).toBe('timeout: 60 ms');
    }
    await expect.poll(() => server.open()).toBe(0);
  });

  test('ends a drip of a body, which is an answer by then', async () => {
    const server = await untilEnd(
      serveRaw((connection) => drip(connection, 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n', 'a')),
    );
    expect(await asking(server).ask('http://a.test/', { timeoutMs: 500 })).toMatchObject({
      status: 200,
      end: 'broken',
    });
    await expect.poll(() => server.open()).toBe(0);
  });

  test('ends a TLS handshake that never comes', async () => {
    const server = await untilEnd(serveRaw(() => {}));
    for (const more of [{}, { tls: 'obsolete' }, { protocol: 'lenient' }, { protocol: 'http2' }] as const) {
      expect(await asking(server).failure('https://a.test/', { timeoutMs: 60, ...more })).toBe('timeout: 60 ms');
    }
    await expect.poll(() => server.open()).toBe(0);
  });

  test('does not run while a request waits for its turn', async () => {
    const server = await untilEnd(serveHttp((request, response) => request.url === '/hang' || response.end('ok')));
    const { ask, failure } = asking(server, { connectionsPerHost: 1 });
    const first = failure('http://a.test/hang', { timeoutMs: 700 });
    const second = ask('http://a.test/', { timeoutMs: 600 });
    expect(await first).toBe('timeout: 700 ms');
    expect(textOf(await second)).toBe('ok');
  });
});

describe('an abort', () => {
  test.each([{}, { fresh: true }, { protocol: 'lenient' }] as const)(
    'ends an exchange with its own reason: %j',
    async (more) => {
      const server = await untilEnd(serveHttp(() => {}));
      const { ask } = asking(server);
      const stop = new AbortController();
      const exchange = ask('http://a.test/', more, stop.signal);
      await expect.poll(() => server.requests.length).toBe(1);
      const reason = new Error('interrupted');
      stop.abort(reason);
      await expect(exchange).rejects.toBe(reason);
      await expect.poll(() => server.open()).toBe(0);
    },
  );

  test('in the middle of a body is no answer', async () => {
    const stop = new AbortController();
    const server = await untilEnd(
      serveHttp((_request, response) => {
        response.writeHead(200).write('half', () => setImmediate(() => stop.abort(new Error('interrupted'))));
      }),
    );
    await expect(asking(server).ask('http://a.test/', {}, stop.signal)).rejects.toThrow('interrupted');
  });

  test('ends the wait for a turn, and the others keep theirs', async () => {
    const pending: (() => void)[] = [];
    const server = await untilEnd(serveHttp((_request, response) => pending.push(() => response.end('ok'))));
    const { ask } = asking(server, { connectionsPerHost: 1 });
    const stop = new AbortController();
    const first = ask('http://a.test/1');
    const second = ask('http://a.test/2', {}, stop.signal);
    const third = ask('http://a.test/3');
    stop.abort(new Error('interrupted'));
    await expect(second).rejects.toThrow('interrupted');
    await expect.poll(() => pending.length).toBe(1);
    pending.shift()?.();
    await first;
    await expect.poll(() => pending.length).toBe(1);
    pending.shift()?.();
    await third;
    expect(server.requests.map(({ path }) => path)).toEqual(['/1', '/3']);
  });

  test('that came before asks nothing', async () => {
    const server = await untilEnd(serveHttp((_request, response) => response.end()));
    await expect(asking(server).ask('http://a.test/', {}, AbortSignal.abort(new Error('interrupted')))).rejects.toThrow(
      'interrupted',
    );
    expect(server.connections()).toBe(0);
  });
});

/** Sends the head, and then a piece a turn for as long as the client stays. */
const drip = (connection: RawConnection, head: string, piece: string) => {
  let gone = false;
  void connection.closed.then(() => {
    gone = true;
  });
  const more = () => {
    if (gone) return;
    connection.send(piece);
    setTimeout(more, 5);
  };
  connection.send(head);
  more();
};
