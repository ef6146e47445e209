import { createServer, request as ask } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';

import type { KeyPair } from './certificates.ts';
import { listen, type Log, pairs, type Served } from './served.ts';

export interface ProxyOptions {
  /** Where the proxy finds a host; what it was asked for, without this. */
  readonly route?: (host: string, port: number) => { readonly host: string; readonly port: number };
  /** `user:password` that it wants to hear. */
  readonly credentials?: string;
  /** Makes it a proxy that is spoken to over TLS. */
  readonly pair?: KeyPair;
  /** Answers every CONNECT with this status. */
  readonly refuseTunnels?: number;
}

/** A small forward proxy: tunnels for CONNECT, and plain requests in absolute form. Its log shows what it was asked for. */
export const serveProxy = async (options: ProxyOptions = {}): Promise<Served> => {
  const { route = (host: string, port: number) => ({ host, port }), credentials, refuseTunnels, pair } = options;
  const server = pair === undefined ? createServer() : createSecureServer(pair);
  const { log, ...served } = await listen(server);
  const known = (given: string | undefined) =>
    credentials === undefined || given === `Basic ${Buffer.from(credentials).toString('base64')}`;

  server.on('request', (request, response) => {
    record(log, request);
    if (!known(request.headers['proxy-authorization'])) {
      response.writeHead(407).end('credentials');
      return;
    }
    const url = new URL(request.url ?? '');
    const { 'proxy-authorization': _secret, ...headers } = request.headers;
    const to = route(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port) || 80);
    const { method } = request;
    const passedOn = ask({ ...to, method, path: `${url.pathname}${url.search}`, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passedOn.on('error', () => response.writeHead(502).end('no way')));
  });
  server.on('connect', (request, socket: Socket, head) => {
    record(log, request);
    const deny = (status: number) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const denied = known(request.headers['proxy-authorization']) ? refuseTunnels : 407;
    if (denied !== undefined) {
      deny(denied);
      return;
    }
    const [, host = '', port] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(request.url ?? '') ?? [];
    const upstream = connect(route(host, Number(port)), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => deny(502)).on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  return served;
};

const record = (
  log: Log,
  {
    method = '',
    url = '',
    rawHeaders,
    socket,
  }: { method?: string | undefined; url?: string | undefined; rawHeaders: string[]; socket: Socket },
) => log.requests.push({ method, path: url, headers: pairs(rawHeaders), connection: log.numberOf(socket) });
