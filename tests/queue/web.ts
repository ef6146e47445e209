import type { ServerResponse } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { serveHttp } from '../servers/http-server.ts';
import type { Served } from '../servers/served.ts';

/** A request as the web saw it. */
interface Visit {
  /** The whole address. */
  readonly url: string;
  /** As the visitor calls itself. */
  readonly by: string;
}

/** A web of several hosts on one port, which counts who comes. */
export interface Web extends Served {
  readonly visits: readonly Visit[];
  /** Most requests under way at once, by host. */
  readonly peaks: ReadonlyMap<string, number>;
  /** Resolves when so many have come. */
  reached(count: number): Promise<void>;
}

const page = (title: string): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>${'Some text of an article. '.repeat(40)}`;

/**
 * `/gone…` is not there, `/to/<host>/…` leads to that host, `/stuck` never answers; everything else is a page. Each takes a
 * moment, so that requests overlap.
 */
export async function serveWeb(): Promise<Web> {
  const visits: Visit[] = [];
  const under = new Map<string, number>();
  const peaks = new Map<string, number>();
  const awaited: { readonly count: number; readonly resolve: () => void }[] = [];

  const answer = (response: ServerResponse, path: string, port: string): void => {
    const [, way, host] = path.split('/');
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    if (way === 'to') response.writeHead(302, { location: `http://${host}:${port}/landed${path}` }).end();
    else if (way?.startsWith('gone')) response.writeHead(404, headers).end('<title>Not found</title>Not found.');
    else if (way !== 'stuck') response.writeHead(200, headers).end(page(`Page ${path}`));
  };

  const served = await serveHttp((request, response) => {
    const { host: authority = '', 'user-agent': by = '' } = request.headers;
    const [host = '', port = ''] = authority.split(':');
    visits.push({ url: `http://${authority}${request.url}`, by });
    for (const { count, resolve } of awaited) if (visits.length >= count) resolve();
    const now = (under.get(host) ?? 0) + 1;
    under.set(host, now);
    peaks.set(host, Math.max(peaks.get(host) ?? 0, now));
    response.on('close', () => under.set(host, (under.get(host) ?? 1) - 1));
    // The longer the path, the slower: not all are done in the order in which they came.
    void later(15 + 5 * ((request.url ?? '').length % 7)).then(() => answer(response, request.url ?? '', port));
  });
  return {
    ...served,
    visits,
    peaks,
    reached: (count) =>
      visits.length >= count ? Promise.resolve() : new Promise((resolve) => void awaited.push({ count, resolve })),
  };
}
