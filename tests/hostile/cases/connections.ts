import { Worker } from 'node:worker_threads';
import { connect } from 'node:net';

import type { HostileCase, Site } from '../case.ts';
import { standIn } from '../lab.ts';
import { article, head, http, links, raw, says, secure, served, until, whole } from '../sites.ts';

/** Names: wrong, slow, many, and written in unusual ways. */
const names: readonly HostileCase[] = [
  { id: 'dns-nxdomain', names: () => ({ 'dns-nxdomain.test': 'nxdomain' }), accepts: ['dead/no-host'] },
  {
    id: 'dns-nxdomain-once',
    sites: () => ({ 'http://dns-nxdomain-once.test': http(served) }),
    names: () => ({ 'dns-nxdomain-once.test': (_type, count) => (count === 1 ? 'nxdomain' : undefined) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'dns-hang',
    names: () => ({ 'dns-hang.test': 'silence' }),
    accepts: ['unsure/dns', 'unsure/timeout'],
    // Two attempts of ten seconds each, which is what a name may take.
    deadlineMs: 22_000,
  },
  {
    id: 'dns-servfail',
    names: () => ({ 'dns-servfail.test': 'servfail' }),
    accepts: ['unsure/dns'],
  },
  { id: 'dns-without-address', names: () => ({ 'dns-without-address.test': 'ok' }), accepts: ['unsure/dns'] },
  {
    id: 'dns-many',
    sites: () => ({ 'http://dns-many.test': http(served) }),
    names: () => ({
      'dns-many.test': (type, _count, own) =>
        type === 'A' ? [...unserved, own].map((data) => ({ type: 'A', name: 'dns-many.test', data })) : 'ok',
    }),
    accepts: ['alive/ok'],
  },
  {
    // Its server says NXDOMAIN where it is asked for the kind of address that it has not got (RFC 4074 §4.2).
    id: 'dns-nxdomain-of-one-kind',
    sites: () => ({ 'http://dns-nxdomain-of-one-kind.test': http(served) }),
    names: () => ({
      'dns-nxdomain-of-one-kind.test': (type, _count, own) =>
        type === 'AAAA' ? [{ type, name: 'dns-nxdomain-of-one-kind.test', data: standIn(own) }] : 'nxdomain',
    }),
    accepts: ['alive/ok'],
  },
  {
    id: 'dns-idn',
    cites: 'http://例え.テスト/page',
    sites: () => ({ 'http://xn--r8jz45g.xn--zckzah': http(served) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'dns-trailing-dot',
    cites: 'https://dns-trailing-dot.test./page',
    sites: ({ issue }) => ({
      'https://dns-trailing-dot.test': secure(issue({ names: ['dns-trailing-dot.test'] })),
    }),
    accepts: ['alive/ok'],
  },
  {
    // It says 404 from a public address, and before it is asked again the name leads inside.
    id: 'dns-rebinding',
    sites: () => ({ 'http://dns-rebinding.test': http(says(404)) }),
    names: () => ({
      'dns-rebinding.test': (type, count) =>
        type === 'A' && count > 1 ? [{ type: 'A', name: 'dns-rebinding.test', data: '10.0.0.5' }] : undefined,
    }),
    accepts: ['dead/not-found', 'skipped/private-address', 'unsure'],
  },
];

/** TCP that is refused, swallowed, broken off. */
const tcp: readonly HostileCase[] = [
  { id: 'tcp-refused', names: () => ({ 'tcp-refused.test': 'unserved' }), accepts: ['unsure/refused'] },
  {
    id: 'tcp-blackhole',
    sites: () => ({ 'http://tcp-blackhole.test': blackhole }),
    accepts: ['unsure/timeout'],
  },
  {
    id: 'tcp-rst-after-accept',
    sites: () => ({ 'http://tcp-rst-after-accept.test': raw((connection) => connection.reset()) }),
    accepts: ['unsure/reset', 'unsure/refused'],
  },
  {
    id: 'tcp-fin-after-accept',
    sites: () => ({ 'http://tcp-fin-after-accept.test': raw((connection) => connection.end()) }),
    accepts: ['unsure/reset', 'unsure/protocol'],
  },
  {
    id: 'tcp-empty-reply',
    sites: () => ({
      'http://tcp-empty-reply.test': raw(async (connection) => {
        await connection.request();
        connection.end();
      }),
    }),
    accepts: ['unsure/reset', 'unsure/protocol'],
  },
  {
    id: 'tcp-rst-mid-headers',
    sites: () => ({
      'http://tcp-rst-mid-headers.test': raw(async (connection) => {
        await connection.request();
        connection.send('HTTP/1.1 200 O');
        setTimeout(() => connection.reset(), 20);
      }),
    }),
    accepts: ['unsure/reset', 'unsure/protocol'],
  },
  {
    // It stops talking before it was asked, and goes on listening.
    id: 'tcp-half-open',
    sites: () => ({
      'http://tcp-half-open.test': raw(async (connection) => {
        connection.end();
        await connection.closed;
      }),
    }),
    accepts: ['unsure/reset', 'unsure/protocol', 'unsure/timeout'],
  },
  {
    id: 'tcp-reset-on-head',
    sites: () => ({
      'http://tcp-reset-on-head.test': http((request, response) =>
        request.method === 'HEAD' ? request.socket.resetAndDestroy() : served(request, response),
      ),
    }),
    accepts: ['alive/ok'],
  },
  {
    id: 'tcp-silent',
    sites: () => ({ 'http://tcp-silent.test': raw(() => {}) }),
    accepts: ['unsure/timeout'],
  },
  {
    // A first connection that breaks off says nothing of the second.
    id: 'tcp-reset-once',
    sites: () => ({
      'http://tcp-reset-once.test': raw(async (connection) => {
        if (connection.number === 1) return connection.reset();
        await connection.request();
        connection.send(whole());
        connection.end();
      }),
    }),
    accepts: ['alive/ok'],
  },
  {
    // It keeps a connection open and ends it just when the next request may come.
    id: 'tcp-stale-connections',
    article: () => links('http://tcp-stale-connections.test/page/', 12),
    sites: () => ({
      'http://tcp-stale-connections.test': raw(async (connection) => {
        await connection.request();
        connection.send(whole().replace('Connection: close\r\n', ''));
        setTimeout(() => connection.end(), (connection.number * 7) % 60);
      }),
    }),
    accepts: ['alive/ok'],
  },
  {
    id: 'tcp-one-at-a-time',
    article: () => links('http://tcp-one-at-a-time.test/page/', 8),
    sites: () => {
      let busy = false;
      return {
        'http://tcp-one-at-a-time.test': raw(async (connection) => {
          if (busy) return connection.reset();
          busy = true;
          await connection.request();
          setTimeout(() => {
            connection.send(whole());
            connection.end();
            busy = false;
          }, 60);
        }),
      };
    },
    accepts: ['alive/ok', 'unsure'],
  },
  {
    id: 'tcp-rst-after-head',
    sites: () => ({
      'http://tcp-rst-after-head.test': raw(async (connection) => {
        await connection.request();
        connection.send(head('200 OK', ['Content-Type: text/html', 'Content-Length: 5000']));
        setTimeout(() => connection.reset(), 20);
      }),
    }),
    accepts: ['alive/truncated', 'unsure/reset'],
  },
  {
    // The link says http, where nobody answers any more; over https somebody would.
    id: 'tcp-refused-but-https',
    sites: ({ issue }) => ({
      'https://tcp-refused-but-https.test': secure(issue({ names: ['tcp-refused-but-https.test'] })),
    }),
    accepts: ['unsure/refused', 'alive'],
  },
  {
    // Every second connection breaks off after the head: what it had to say it has said.
    id: 'tcp-rst-in-body',
    sites: () => ({
      'http://tcp-rst-in-body.test': raw(async (connection) => {
        await connection.request();
        connection.send(head('200 OK', ['Content-Type: text/html', 'Content-Length: 100000']) + article());
        setTimeout(() => connection.reset(), 20);
      }),
    }),
    accepts: ['alive/truncated', 'alive/ok'],
  },
];

/** Servers that take their time. */
const slow: readonly HostileCase[] = [
  {
    id: 'slow-headers-1bps',
    sites: () => ({
      'http://slow-headers-1bps.test': raw(async (connection) => {
        await connection.request();
        const text = whole();
        let sent = 0;
        until(connection.closed, 200, () => connection.send(text.charAt(sent++)));
      }),
    }),
    accepts: ['unsure/timeout'],
  },
  {
    id: 'slow-103-flood',
    sites: () => ({
      'http://slow-103-flood.test': raw(async (connection) => {
        await connection.request();
        until(connection.closed, 2, () => connection.send(head('103 Early Hints', ['Link: </a.css>']).repeat(20)));
      }),
    }),
    accepts: ['unsure/timeout', 'unsure/protocol'],
  },
  {
    id: 'slow-tls-handshake',
    cites: 'https://slow-tls-handshake.test/page',
    sites: () => ({ 'https://slow-tls-handshake.test': raw(() => {}) }),
    accepts: ['unsure/timeout', 'unsure/tls'],
  },
  {
    // Each hop is quick enough by itself; the chain is not.
    id: 'slow-redirects',
    sites: () => ({
      'http://slow-redirects.test': http((request, response) => {
        const hop = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0);
        const answer = hop < 15 ? says(302, { location: `/hop/${hop + 1}` }) : served;
        setTimeout(() => answer(request, response), 900);
      }),
    }),
    accepts: ['unsure/timeout', 'alive'],
  },
  {
    // The head is there, the body drips: the page exists.
    id: 'slow-body-drip',
    sites: () => ({
      'http://slow-body-drip.test': raw(async (connection) => {
        await connection.request();
        connection.send(head('200 OK', ['Content-Type: text/html', 'Content-Length: 100000']) + article());
        until(connection.closed, 100, () => connection.send('x'));
      }),
    }),
    accepts: ['alive'],
  },
];

/** Nothing listens at any of them. */
const unserved = Array.from({ length: 63 }, (_, index) => `127.66.200.${index + 1}`);

/**
 * Its queue of connections is full, and nobody takes one out: further SYNs fall on the floor. The thread that listens sleeps,
 * or it would accept them.
 */
const blackhole: Site = async ({ address = '127.0.0.1' }) => {
  const worker = new Worker(
    `const { createServer } = require('node:net');
     const { parentPort, workerData } = require('node:worker_threads');
     const server = createServer().listen({ port: 0, host: workerData, backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
     });`,
    { eval: true, workerData: address },
  );
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const fillers = Array.from({ length: 4 }, () => connect({ host: address, port }).on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    address,
    port,
    requests: [],
    connections: () => 0,
    open: () => 0,
    peak: () => 0,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      await worker.terminate();
    },
  };
};

export const connections = [...names, ...tcp, ...slow];
