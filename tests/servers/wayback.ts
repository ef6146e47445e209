import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveHttp } from './http-server.ts';
import type { Listening, Served } from './served.ts';

/** One copy on stage. */
interface StagedCapture {
  /** 14 digits. */
  readonly at: string;
  /** The archived status, 200 if left out. */
  readonly status?: number;
  /** Where an archived redirect leads, as the site sent it. */
  readonly location?: string;
  /** What was archived; an article without it. */
  readonly body?: string | Uint8Array;
  /** The archived headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The encoding that the archive takes it to be in. */
  readonly guessed?: string;
  /** Played with a content coding, and without a byte in it. */
  readonly bodyLost?: true;
  /** `playback`: missing from the index, as young captures are · `index`: listed, and not to be played. */
  readonly only?: 'playback' | 'index';
  /** Listed with the status `-`, as a capture with the same bytes as an earlier one. */
  readonly revisit?: boolean;
}

/**
 * What the archive holds of an address, or why it may not show it.
 * - `excluded`: said with status 200 · `excluded-by-name`: said with 403 and in a header
 * - `excluded-in-index`: playback finds nothing, and the index answers a bare 403
 * - `robots`: said in a header · `robots-in-index`: playback finds nothing, and the index says it in a line of text
 * - `unplayable`: playback fails by its own account · `as-viewed`: a page about an archived redirect, as people see it
 */
export type StagedPage =
  | readonly StagedCapture[]
  | 'excluded'
  | 'excluded-by-name'
  | 'excluded-in-index'
  | 'robots'
  | 'robots-in-index'
  | 'unplayable'
  | 'as-viewed';

/** What goes wrong, in one of the two services or in both. */
export interface Defect {
  readonly in: 'playback' | 'index' | 'both';
  /**
   * `limited` 429 · `down` 503 · `html` a page where a table or a capture should be · `cut` a
   * table without its end · `future` captures of the year 9999 · `empty` an empty body · `object` an empty object.
   */
  readonly kind: 'limited' | 'down' | 'html' | 'cut' | 'future' | 'empty' | 'object';
}

/** A Wayback Machine on loopback. */
export interface ServedWayback extends Served {
  /** For `wayback(base)` and `--wayback-url`. */
  readonly base: string;
  /** From now on this goes wrong; `undefined`: nothing does. */
  fail(defect: Defect | undefined): void;
  /** How often it had to answer 429 because more was asked in 60 s than it allows. */
  overruns(): number;
  /** The most requests that any 60 s saw, of each of its services. */
  busiestMinute(): { readonly playback: number; readonly index: number };
}

interface Stage {
  readonly pages: Readonly<Record<string, StagedPage>>;
  /** Milliseconds, for the count by the minute; a test with a virtual clock gives that one. */
  readonly now?: () => number;
}

/** What the real one allows a network in 60 s (June 2026). */
const allowed = { playback: 600, index: 30 } as const;

/**
 * Serves playback (with its redirect to the nearest capture, RFC 7089) and the CDX search over a few staged captures,
 * answering in the shapes that the real ones were recorded with, and counting requests by the minute as they do.
 */
export const serveWayback = async ({ pages, now = Date.now }: Stage, listening?: Listening): Promise<ServedWayback> => {
  const byKey = new Map(Object.entries(pages).map(([url, page]) => [keyOf(url), page]));
  const starts = { playback: [] as number[], index: [] as number[] };
  let defect: Defect | undefined;
  const busiest = { playback: 0, index: 0 };
  let overruns = 0;

  const served = await serveHttp((request, response) => {
    const path = request.url ?? '';
    const service = path.startsWith('/cdx/') ? 'index' : 'playback';
    starts[service] = [...starts[service].filter((start) => start > now() - 60_000), now()];
    busiest[service] = Math.max(busiest[service], starts[service].length);
    if (starts[service].length > allowed[service]) {
      overruns += 1;
      return send(response, 429);
    }
    const kind = defect?.in === 'both' || defect?.in === service ? defect.kind : undefined;
    if (kind === 'limited') return send(response, 429);
    if (kind === 'down') return send(response, 503, { 'content-type': 'text/html' }, '<h1>503</h1>');
    if (kind === 'html') return send(response, 200, { 'content-type': 'text/html' }, '<title>Sorry</title>');
    if (kind === 'empty') return send(response, 200);
    if (kind === 'object') return send(response, 200, { 'content-type': 'application/json' }, '{}');
    if (service === 'playback') return play(byKey, request, response);
    const table = list(byKey, path, kind === 'future');
    if (typeof table !== 'string') return send(response, table.status, table.headers, table.body);
    send(response, 200, { 'content-type': 'application/json' }, kind === 'cut' ? table.slice(0, -3) : table);
  }, listening);
  return {
    ...served,
    base: `http://${served.address}:${served.port}`,
    fail: (next) => void (defect = next),
    overruns: () => overruns,
    busiestMinute: () => ({ ...busiest }),
  };
};

type Pages = ReadonlyMap<string, StagedPage>;
type Headers = Readonly<Record<string, string>>;

const send = (response: ServerResponse, status: number, headers: Headers = {}, body: string | Uint8Array = ''): void =>
  void response.writeHead(status, headers).end(body);

const article = `<!doctype html><title>An article</title><h1>An article</h1><p>${'Some text of an article. '.repeat(40)}`;

const play = (pages: Pages, { url = '' }: IncomingMessage, response: ServerResponse): void => {
  const [, time = '', mode = '', original = ''] = /^\/web\/(\d{1,14})([a-z]{2}_)?\/(.+)$/.exec(url) ?? [];
  const page = pages.get(keyOf(original)) ?? [];
  if (page === 'robots' || page === 'excluded-by-name') return send(response, 403, blocked(page));
  // Of an excluded site it says so with status 200: only the missing `Memento-Datetime` tells that this is no capture.
  if (page === 'excluded') return send(response, 200, {}, '<title>Wayback Machine</title>This URL has been excluded.');
  if (page === 'unplayable') return send(response, 404, runtimeError('ResourceNotAvailableException: missing file'));
  if (page === 'as-viewed') {
    return send(response, 200, { 'x-archive-src': 'A.warc.gz' }, 'Got an HTTP 302 response at crawl time');
  }
  const playable = typeof page === 'string' ? [] : page.filter(({ only }) => only !== 'index');
  const nearest = byDistance(playable, time)[0];
  if (nearest === undefined) return send(response, 404, {}, '<title>Wayback Machine</title>Not archived.');
  if (nearest.at !== time) {
    return send(response, 302, {
      location: `/web/${nearest.at}${mode}/${original}`,
      'x-archive-redirect-reason': `found capture at ${nearest.at}`,
    });
  }
  const { status = 200, location, body = article, headers = {}, guessed, bodyLost } = nearest;
  const archived = { 'content-type': 'text/html; charset=utf-8', ...headers };
  send(
    response,
    status,
    {
      'content-type': archived['content-type'],
      'memento-datetime': datetimeOf(nearest.at),
      link: linksOf(playable, nearest, original),
      ...Object.fromEntries(Object.entries(archived).map(([name, value]) => [`x-archive-orig-${name}`, value])),
      ...(guessed !== undefined && { 'x-archive-guessed-charset': guessed }),
      ...(bodyLost && { 'content-encoding': 'gzip' }),
      ...(location !== undefined && { location: `/web/${nearest.at}${mode}/${new URL(location, original).href}` }),
    },
    bodyLost || location !== undefined ? '' : body,
  );
};

const datetimeOf = (at: string): string => new Date(millisecondsOf(at)).toUTCString();

/** The `Link` header of a capture: the original, and its neighbours, with the relations that each has (RFC 7089 §2.2). */
const linksOf = (captures: readonly StagedCapture[], shown: StagedCapture, original: string): string => {
  const days = captures.map(({ at }) => at).toSorted();
  const here = days.indexOf(shown.at);
  const links = days.flatMap((at, index) => {
    const relations = [
      ...(index === 0 ? ['first'] : []),
      ...(index === here - 1 ? ['prev'] : []),
      ...(index === here + 1 ? ['next'] : []),
      ...(index === days.length - 1 ? ['last'] : []),
    ];
    if (relations.length === 0 && index !== here) return [];
    const uri = `http://web.archive.org/web/${at}id_/${original}`;
    return [`<${uri}>; rel="${[...relations, 'memento'].join(' ')}"; datetime="${datetimeOf(at)}"`];
  });
  return [`<${original}>; rel="original"`, ...links].join(', ');
};

interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The table as text, or a refusal. */
const list = (pages: Pages, path: string, future: boolean): string | Refusal => {
  const query = new URL(path, 'http://stage.test').searchParams;
  const url = query.get('url') ?? '';
  const page = pages.get(keyOf(url)) ?? [];
  if (page === 'excluded-in-index') return { status: 403, headers: {}, body: '' };
  if (page === 'robots-in-index') return { status: 200, headers: {}, body: `${robotsError}: Blocked By Robots` };
  if (typeof page === 'string') return { status: 403, headers: blocked(page), body: '' };
  const columns = (query.get('fl') ?? '').split(',');
  const refused = query.getAll('filter').map((filter) => new RegExp(`^(?:${filter.replace('!statuscode:', '')})$`));
  const listed = page.filter(({ only }) => only !== 'playback');
  // Without `sort`, `closest` does not sort.
  const rows = (query.get('sort') === 'closest' ? byDistance(listed, query.get('closest') ?? '') : listed)
    .map(({ at, status = 200, revisit = false }) => ({
      timestamp: future ? '99991231000000' : at,
      original: url,
      statuscode: revisit ? '-' : String(status),
    }))
    .filter(({ statuscode }) => !refused.some((pattern) => pattern.test(statuscode)))
    .slice(0, Number(query.get('limit')))
    .map((row) => columns.map((column) => new Map(Object.entries(row)).get(column) ?? '-'));
  return JSON.stringify(rows.length === 0 ? [] : [columns, ...rows]);
};

const robotsError = 'org.archive.wayback.exception.RobotAccessControlException';
const runtimeError = (name: string): Headers => ({
  'x-archive-wayback-runtime-error': `org.archive.wayback.exception.${name}`,
});
const blocked = (page: string): Headers =>
  page === 'robots'
    ? { 'x-archive-wayback-runtime-error': `${robotsError}: Blocked By Robots` }
    : runtimeError('AdministrativeAccessControlException: Blocked Site Error');

/** Scheme, `www.` and fragment mean nothing to it. */
const keyOf = (url: string): string => url.replace(/^https?:\/+(?:www\d*\.)?/i, '').replace(/#.*$/, '');

const byDistance = (captures: readonly StagedCapture[], time: string): readonly StagedCapture[] => {
  const distance = ({ at }: StagedCapture): number => Math.abs(millisecondsOf(at) - millisecondsOf(time));
  return captures.toSorted((a, b) => distance(a) - distance(b));
};

/** 1 to 14 digits as milliseconds since 1970; what is missing is its beginning. */
const millisecondsOf = (time: string): number =>
  Date.parse(
    (time + '00000101000000'.slice(time.length)).replace(
      /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
