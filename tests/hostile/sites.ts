import type { RequestListener } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { ServerOptions } from 'node:https';

import type { KeyPair } from '../servers/certificates.ts';
import { serveHttp, serveTls } from '../servers/http-server.ts';
import { type RawScript, serveRaw } from '../servers/raw-server.ts';
import { listen } from '../servers/served.ts';
import type { HostileCase, Site } from './case.ts';

/** A page as an honest site has it: nothing in it gives a judge second thoughts. */
export const article = (title = 'How the ferry timetable is made', more = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${more}</head><body><h1>${title}</h1><p>${'The harbour office collects the tides, the holidays and the wishes of the islands, and draws a table from them. '.repeat(
    12,
  )}</p></body></html>`;

export const htmlType = { 'content-type': 'text/html; charset=utf-8' } as const;

/** Answers every request with that page. */
export const served: RequestListener = (_request, response) => void response.writeHead(200, htmlType).end(article());

/** Answers every request alike. */
export const says =
  (
    status: number,
    headers: Readonly<Record<string, string | readonly string[]>> = {},
    body: string | Uint8Array = '',
  ): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { ...htmlType, ...(headers as Record<string, string | string[]>) }).end(body);

/** Answers by path; what is not listed is the page, unless told otherwise. */
export const paths =
  (byPath: Readonly<Record<string, RequestListener>>, others: RequestListener = served): RequestListener =>
  (request, response) =>
    (byPath[request.url ?? ''] ?? others)(request, response);

/** Answers at `/page`, and says honestly of all other addresses that there is no such page. */
export const only = (handler: RequestListener): RequestListener =>
  paths({ '/page': handler }, says(404, {}, '<title>No such page</title>'));

/** Redirects each request. */
export const leads = (location: string, status = 302): RequestListener => says(status, { location });

/** An article that cites so many addresses, numbered. */
export const links = (start: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `[${index}](${start}${index})`).join('\n\n');

/** A plain server. */
export const http =
  (handler: RequestListener): Site =>
  (listening) =>
    serveHttp(handler, listening);

/** A server of bytes. */
export const raw =
  (script: RawScript): Site =>
  (listening) =>
    serveRaw(script, listening);

/** Reads a request, sends bytes (text is Latin-1), and ends; again for each connection. */
export const bytes = (...parts: readonly (string | Uint8Array)[]): Site =>
  raw(async (connection) => {
    if ((await connection.request()) === undefined) return;
    for (const part of parts) connection.send(part);
    connection.end();
  });

/** A server with TLS. */
export const secure =
  (pair: Promise<KeyPair>, handler: RequestListener = served, tls: ServerOptions = {}): Site =>
  async (listening) =>
    serveTls(handler, { ...listening, pair: await pair, tls });

/** A server of HTTP/2 and nothing else. */
export const http2 =
  (pair: Promise<KeyPair>, script: (server: Http2SecureServer) => void, settings: object = {}): Site =>
  async (listening) => {
    const server = createSecureServer({ ...(await pair), allowHTTP1: false, ...settings });
    server.on('session', (session) => session.on('error', () => {}));
    server.on('stream', (stream) => stream.on('error', () => {}));
    script(server);
    const { log: _, ...listening_ } = await listen(server, listening);
    return listening_;
  };

/** Does something again and again until the connection has ended. */
export const until = (closed: Promise<void>, everyMs: number, what: () => void): void => {
  const timer = setInterval(what, everyMs);
  void closed.then(() => clearInterval(timer));
};

/** A head of an answer whose body goes on. */
export const head = (status: string, headers: readonly string[] = []): string =>
  [`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n');

/** A whole answer with the page. */
export const whole = (headers: readonly string[] = [], status = '200 OK'): string =>
  `${head(status, ['Content-Type: text/html; charset=utf-8', `Content-Length: ${article().length}`, 'Connection: close', ...headers])}${article()}`;

/** Text as the bytes of UTF-8, for servers of bytes. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

/** Each request the next; the last goes on. */
export function inTurn(...handlers: readonly [RequestListener, ...RequestListener[]]): RequestListener {
  let turn = 0;
  return (request, response) => {
    const handler = handlers[Math.min(turn, handlers.length - 1)] ?? handlers[0];
    turn += 1;
    handler(request, response);
  };
}

/** A case whose one host answers in one way. */
export const plain = (id: string, site: Site, ...accepts: HostileCase['accepts']): HostileCase => ({
  id,
  sites: () => ({ [`http://${id}.test`]: site }),
  accepts,
});
