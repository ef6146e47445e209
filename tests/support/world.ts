import { inlineParsing } from '../../src/node/parsing.ts';
import { ExchangeError, type HttpRequest, type HttpResponse, type NameAnswer, type World } from '../../src/world.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

// Before any clock runs: virtual time does not wait for what is read from a disk.
await Promise.all([
  import('../../src/extract/index.ts'),
  import('../../src/extract/main-text.ts'),
  import('../../src/extract/page.ts'),
  import('file-type'),
  import('image-dimensions'),
]);

/** What one address answers: a status, a status with more, a failure, or a function of the request. */
export type Answers = Readonly<Record<string, AnswerScript>>;
type AnswerScript =
  | number
  | AnswerParts
  | ExchangeError
  | ((request: HttpRequest, count: number) => number | AnswerParts | ExchangeError);
interface AnswerParts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Time on the wire. */
  readonly ms?: number;
}

interface WorldParts {
  readonly documents: Readonly<Record<string, string>>;
  /** By address. What is not listed answers 200 with a page of its own; a Wayback address answers as if it held nothing. */
  readonly web?: Answers;
  /** By host. What is not listed has a public address. */
  readonly names?: Readonly<Record<string, NameAnswer>>;
  readonly alive?: boolean;
  /** Does anybody work whom its clock does not see: a server? */
  readonly busy?: () => boolean;
}

/** A world in memory: no disk, no sockets, no waiting. It writes down every request. */
export interface MemoryWorld extends World {
  readonly clock: VirtualClock;
  readonly requests: HttpRequest[];
  readonly nameQuestions: string[];
}

const page = '<!doctype html><title>A page</title><h1>A page</h1><p>' + 'Some text of an article. '.repeat(40);

/** Makes a world of documents, names and answers. */
export function memoryWorld({
  documents,
  web = {},
  names = {},
  alive = false,
  busy = () => false,
}: WorldParts): MemoryWorld {
  const clock = virtualClock({ busy });
  const requests: HttpRequest[] = [];
  const nameQuestions: string[] = [];
  const counts = new Map<string, number>();
  return {
    clock,
    requests,
    nameQuestions,
    parsing: inlineParsing(),
    files: {
      find: async () => Object.keys(documents).map((path) => ({ path })),
      read: async ({ path }) => ({ text: documents[path] ?? '' }),
    },
    dns: {
      resolve: async (host) => {
        nameQuestions.push(host);
        return names[host] ?? { type: 'addresses', addresses: ['93.184.216.34'] };
      },
      alive: async () => alive,
    },
    http: {
      viaProxy: () => false,
      async exchange(request, signal) {
        requests.push(request);
        const count = (counts.get(request.url) ?? 0) + 1;
        counts.set(request.url, count);
        const script = web[request.url] ?? fallback(request.url);
        const answer = typeof script === 'function' ? script(request, count) : script;
        const parts = typeof answer === 'number' ? { status: answer } : answer;
        if (parts instanceof ExchangeError) throw parts;
        await clock.sleep(Math.min(parts.ms ?? 10, request.timeoutMs), signal);
        if ((parts.ms ?? 0) > request.timeoutMs) throw new ExchangeError('timeout', `${request.timeoutMs} ms`);
        return response(parts);
      },
    },
  };
}

function fallback(url: string): AnswerParts {
  if (url.includes('/cdx/search/')) return { headers: { 'content-type': 'application/json' }, body: '[]' };
  return url.startsWith('https://web.archive.org/') ? { status: 404 } : {};
}

function response({
  status = 200,
  headers = { 'content-type': 'text/html; charset=utf-8' },
  body = page,
}: AnswerParts): HttpResponse {
  return {
    status,
    headers: Object.entries(headers),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    end: 'complete',
    coding: 'ok',
  };
}

/** What the Wayback Machine answers for a capture: day `YYYYMMDD`, archived status. */
export const capture = (day: string, status = 200): AnswerParts => ({
  status,
  headers: {
    'content-type': 'text/html',
    'memento-datetime': new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T12:00:00Z`).toUTCString(),
  },
});
