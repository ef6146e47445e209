import { createServer, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';

import type { KeyPair } from './certificates.ts';
import { listen, type Listening, pairs, type Served, type Log } from './served.ts';

/** Serves plain HTTP. Whatever the handler leaves unanswered hangs. */
export const serveHttp = async (handler: RequestListener, listening?: Listening): Promise<Served> => {
  const server = createServer({ keepAliveTimeout: 60_000 });
  const { log, ...served } = await listen(server, listening);
  server.on('request', recorded(log, handler));
  return served;
};

/** Serves HTTPS. `tls` takes what `https.createServer` takes: versions, ciphers, `SNICallback`. */
export const serveTls = async (
  handler: RequestListener,
  { pair, tls = {}, ...listening }: Listening & { readonly pair: KeyPair; readonly tls?: ServerOptions },
): Promise<Served> => {
  const server = createHttpsServer({ ...pair, keepAliveTimeout: 60_000, ...tls });
  const { log, ...served } = await listen(server, listening);
  // A request comes on the TLS socket, the connection was counted by the one below; its remote port is the same.
  const numbers = new Map<number | undefined, number>();
  server.on('connection', (socket: Socket) => numbers.set(socket.remotePort, log.numberOf(socket)));
  server.on('request', recorded({ ...log, numberOf: (socket) => numbers.get(socket.remotePort) ?? 0 }, handler));
  return served;
};

/** Serves HTTP/2 and nothing else. The requests it saw are without the `:pseudo` headers. */
export const serveHttp2 = async (
  handler: (path: string) => {
    readonly status: number;
    readonly headers: Record<string, string | string[]>;
    readonly body: string | Buffer;
  },
  { pair, ...listening }: Listening & { readonly pair: KeyPair },
): Promise<Served> => {
  const server = createSecureServer({ ...pair, allowHTTP1: false });
  const { log, ...served } = await listen(server, listening);
  // A client that has enough resets the stream; on the server that is nobody's failure.
  server.on('stream', (stream) => stream.on('error', () => {}));
  server.on('stream', (stream, { ':method': method = '', ':path': path = '' }, _flags, raw?: string[]) => {
    const headers = pairs(raw ?? []).filter(([name]) => !name.startsWith(':'));
    log.requests.push({ method, path, headers, connection: served.connections() });
    const { status, headers: answer, body } = handler(path);
    stream.respond({ ...answer, ':status': status });
    stream.end(body);
  });
  return served;
};

const recorded =
  (log: Log, handler: RequestListener): RequestListener =>
  (request, response) => {
    const { method = '', url = '', rawHeaders, socket } = request;
    log.requests.push({ method, path: url, headers: pairs(rawHeaders), connection: log.numberOf(socket) });
    handler(request, response);
  };
