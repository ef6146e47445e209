import type { Duplex } from 'node:stream';
import { constants, type ServerHttp2Stream } from 'node:http2';

import { expired } from '../../servers/certificates.ts';
import type { HostileCase, Props } from '../case.ts';
import { article, http, http2, raw, secure, served } from '../sites.ts';

const day = 86_400_000;

/** A case on the https port of its own host. */
const over = (
  id: string,
  site: (props: Props, host: string) => ReturnType<typeof secure>,
  ...accepts: HostileCase['accepts']
): HostileCase => ({
  id,
  cites: `https://${id}.test/page`,
  sites: (props) => ({ [`https://${id}.test`]: site(props, `${id}.test`) }),
  accepts,
});

/** Certificates and handshakes. */
const tls: readonly HostileCase[] = [
  over('tls-valid', ({ issue }, host) => secure(issue({ names: [host] })), 'alive/ok'),
  over(
    'tls-expired',
    ({ issue }, host) => secure(issue({ names: [host], ...expired })),
    'alive/insecure',
    'unsure/tls',
  ),
  over(
    'tls-not-yet',
    ({ issue }, host) => secure(issue({ names: [host], notBefore: new Date(Date.now() + day) })),
    'alive/insecure',
    'unsure/tls',
  ),
  over(
    'tls-untrusted',
    ({ issueUntrusted }, host) => secure(issueUntrusted({ names: [host] })),
    'alive/insecure',
    'unsure/tls',
  ),
  over('tls-with-intermediate', ({ issueBelow }, host) => secure(issueBelow({ names: [host] }, true)), 'alive/ok'),
  over(
    'tls-incomplete',
    ({ issueBelow }, host) => secure(issueBelow({ names: [host] }, false)),
    'alive/insecure',
    'unsure/tls',
  ),
  over(
    'tls-host',
    ({ issue }) => secure(issue({ names: ['somebody-else.test'] })),
    'alive/insecure',
    'unsure/tls',
    'suspect',
  ),
  // A page that says 404 behind a certificate that proves nothing: whoever says so has not proved to be the site.
  over(
    'tls-expired-404',
    ({ issue }, host) =>
      secure(issue({ names: [host], ...expired }), (_request, response) => void response.writeHead(404).end(article())),
    'unsure/tls',
  ),
  over(
    'tls-old',
    ({ issue }, host) =>
      secure(issue({ names: [host] }), served, {
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    'alive/insecure',
    'unsure/tls',
  ),
  over(
    'tls-cipher',
    ({ issue }, host) =>
      secure(issue({ names: [host] }), served, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0' }),
    'unsure/tls',
    'unsure/protocol',
    'alive/insecure',
  ),
  // A ServerHello without `renegotiation_info` (RFC 5746 §3.4), as ancient servers send. It cannot be played on to a page
  // here, so that what is staged is the refusal.
  over('tls-renego', () => helloOfOld, 'unsure/tls', 'unsure/reset', 'unsure/timeout', 'unsure/protocol'),
  {
    id: 'tls-plain',
    cites: 'https://tls-plain.test/page',
    sites: () => ({ 'https://tls-plain.test': http(served) }),
    accepts: ['unsure/tls', 'unsure/protocol'],
  },
  over(
    'tls-sni',
    ({ issue }, host) =>
      secure(issue({ names: [host] }), served, {
        SNICallback: (_name, done) => done(new Error('unrecognized name')),
      }),
    'unsure/tls',
    'unsure/protocol',
    'unsure/reset',
  ),
  over(
    'tls-sans',
    ({ issue }, host) =>
      secure(issue({ names: [host, ...Array.from({ length: 2000 }, (_, index) => `n${index}.${host}`)] })),
    'alive/ok',
  ),
  over(
    'tls-reset-in-handshake',
    () => raw((connection) => connection.reset()),
    'unsure/reset',
    'unsure/refused',
    'unsure/tls',
  ),
];

/** A TLS 1.2 ServerHello and nothing else: version, random, no session, one cipher, no compression, no extensions. */
const helloOfOld = raw(async (connection) => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const hello = Buffer.concat([Buffer.from('0303', 'hex'), Buffer.alloc(32, 7), Buffer.from('00c02b00', 'hex')]);
  const handshake = Buffer.concat([Buffer.from([2, 0, 0, hello.length]), hello]);
  connection.send(Buffer.concat([Buffer.from([0x16, 3, 3, 0, handshake.length]), handshake]));
});

const h2Page = { ':status': 200, 'content-type': 'text/html; charset=utf-8' } as const;

/** HTTP/2, where nothing else is spoken. */
const h2: readonly HostileCase[] = [
  over(
    'h2-only',
    ({ issue }, host) =>
      http2(issue({ names: [host] }), (server) =>
        server.on('stream', (stream) => {
          stream.respond(h2Page);
          stream.end(article());
        }),
      ),
    'alive/ok',
  ),
  over(
    'h2-only-404',
    ({ issue }, host) =>
      http2(issue({ names: [host] }), (server) =>
        server.on('stream', (stream) => {
          stream.respond({ ...h2Page, ':status': 404 });
          stream.end(article());
        }),
      ),
    'dead/not-found',
  ),
  over(
    'h2-goaway',
    ({ issue }, host) =>
      onceThen(issue({ names: [host] }), (stream) => stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 0)),
    'alive/ok',
  ),
  over(
    'h2-rst-refused',
    ({ issue }, host) => onceThen(issue({ names: [host] }), (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM)),
    'alive/ok',
  ),
  over(
    'h2-enhance-calm',
    ({ issue }, host) =>
      http2(issue({ names: [host] }), (server) =>
        server.on('stream', (stream) => stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM)),
      ),
    'alive',
    'unsure',
  ),
  over(
    'h2-max-streams-0',
    ({ issue }, host) => http2(issue({ names: [host] }), () => {}, { settings: { maxConcurrentStreams: 0 } }),
    'alive',
    'unsure',
  ),
  over(
    'h2-cut-body',
    ({ issue }, host) =>
      http2(issue({ names: [host] }), (server) => {
        const sockets = new Set<Duplex>();
        server.on('secureConnection', (socket) => sockets.add(socket));
        server.on('stream', (stream) => {
          stream.respond(h2Page);
          stream.write(article());
          setTimeout(() => {
            for (const socket of sockets) socket.destroy();
          }, 30);
        });
      }),
    'alive/truncated',
  ),
];

/** The first stream is refused in some way, every later one is answered. */
function onceThen(
  pair: Parameters<typeof http2>[0],
  refuse: (stream: ServerHttp2Stream) => void,
): ReturnType<typeof http2> {
  let streams = 0;
  return http2(pair, (server) =>
    server.on('stream', (stream) => {
      streams += 1;
      if (streams === 1) return refuse(stream);
      stream.respond(h2Page);
      stream.end(article());
    }),
  );
}

export const secured = [...tls, ...h2];
