import type { RequestListener } from 'node:http';

import { serveWayback, type Defect, type StagedPage } from '../../servers/wayback.ts';
import type { HostileCase, Props, Site } from '../case.ts';
import { article, http, inTurn, leads, links, paths, says, served } from '../sites.ts';

/** Refuses whoever comes when more than `most` are being served. */
const atMost = (most: number): RequestListener => {
  let busy = 0;
  return (request, response) => {
    busy += 1;
    const full = busy > most;
    setTimeout(() => {
      busy -= 1;
      (full ? says(503) : served)(request, response);
    }, 40);
  };
};

/** Serves so many a second, counted as a bucket that fills evenly, and asks the others to come back. */
const aSecond = (rate: number): RequestListener => {
  let tokens = rate;
  let filledAt = performance.now();
  return (request, response) => {
    const now = performance.now();
    tokens = Math.min(rate, tokens + ((now - filledAt) / 1000) * rate);
    filledAt = now;
    if (tokens < 1) return says(429, { 'retry-after': '1' })(request, response);
    tokens -= 1;
    served(request, response);
  };
};

const requestsTo = (origin: string, seen: Parameters<NonNullable<HostileCase['afterwards']>>[0]): number =>
  seen.served.get(origin)?.requests.length ?? 0;

/** Hosts that count. */
const rates: readonly HostileCase[] = [
  {
    id: 'rl-429-seconds',
    sites: () => ({ 'http://rl-429-seconds.test': http(inTurn(says(429, { 'retry-after': '2' }), served)) }),
    accepts: ['alive/ok'],
    deadlineMs: 16_000,
  },
  {
    id: 'rl-429-forever',
    article: () => links('http://rl-429-forever.test/page/', 3),
    sites: () => ({ 'http://rl-429-forever.test': http(says(429, { 'retry-after': '1' })) }),
    accepts: ['unsure/rate-limited'],
    // Two attempts a link, each a second or more after the one before it.
    deadlineMs: 60_000,
  },
  {
    // The case speaks of two at once; our default is four, and a host that bears so many never sees a fifth.
    id: 'rl-concurrency',
    article: () => links('http://rl-concurrency.test/page/', 12),
    sites: () => ({ 'http://rl-concurrency.test': http(atMost(4)) }),
    accepts: ['alive/ok'],
    deadlineMs: 16_000,
  },
  {
    id: 'rl-ratelimit-header',
    article: () => links('http://rl-ratelimit-header.test/page/', 2),
    sites: () => ({
      'http://rl-ratelimit-header.test': http(inTurn(says(200, { ratelimit: '"default";r=0;t=2' }, article()), served)),
    }),
    accepts: ['alive/ok'],
    deadlineMs: 16_000,
  },
  {
    id: 'rl-five-a-second',
    article: () => links('http://rl-five-a-second.test/page/', 40),
    sites: () => ({ 'http://rl-five-a-second.test': http(aSecond(5)) }),
    accepts: ['alive/ok'],
    // The fastest that is allowed takes seven seconds.
    deadlineMs: 9000,
    afterwards: (seen) => {
      const requests = requestsTo('http://rl-five-a-second.test', seen);
      if (requests > 48) throw new Error(`${requests} requests for 40 links`);
    },
  },
  {
    // A host that fails for all is given up, and not paid for link by link.
    id: 'rl-silent-host',
    article: () => links('http://rl-silent-host.test/page/', 40),
    names: () => ({ 'rl-silent-host.test': 'unserved' }),
    accepts: ['unsure/refused'],
    deadlineMs: 16_000,
  },
  {
    id: 'rl-503-once',
    sites: () => ({ 'http://rl-503-once.test': http(inTurn(says(503, { 'retry-after': '1' }), served)) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'rl-408-once',
    sites: () => ({ 'http://rl-408-once.test': http(inTurn(says(408), served)) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'rl-425-once',
    sites: () => ({ 'http://rl-425-once.test': http(inTurn(says(425), served)) }),
    accepts: ['alive/ok'],
  },
  {
    id: 'rl-robots-disallow',
    sites: () => ({
      'http://rl-robots-disallow.test': http(
        paths({ '/robots.txt': says(200, { 'content-type': 'text/plain' }, 'User-agent: *\nDisallow: /\n') }),
      ),
    }),
    accepts: ['alive/ok'],
  },
  {
    id: 'rl-robots-500',
    sites: () => ({ 'http://rl-robots-500.test': http(paths({ '/robots.txt': says(500) })) }),
    accepts: ['alive/ok'],
  },
];

/** A dead link, and an archive in some state. */
const archived = (
  id: string,
  archive: ((props: Props) => Site) | undefined,
  states: readonly string[],
  outlooks: readonly string[],
): HostileCase => ({
  id,
  sites: (props) => ({
    [`http://${id}.test`]: http(says(404)),
    ...(archive === undefined ? {} : { [`http://wayback.${id}.test`]: archive(props) }),
  }),
  names: () => (archive === undefined ? { [`wayback.${id}.test`]: 'unserved' } : {}),
  options: () => ({ archive: 'all', waybackUrl: `http://wayback.${id}.test`, citedAt: '2022-01-06' }),
  accepts: ['dead/not-found'],
  deadlineMs: 100_000,
  afterwards: ({ targets }) => {
    const [target] = targets;
    const { archive: record, outlook } = target ?? {};
    if (record === undefined || !states.includes(record.state) || !outlooks.includes(outlook ?? ''))
      throw new Error(`archive ${JSON.stringify(record)}, outlook ${outlook}`);
  },
});

const wayback = (pages: Readonly<Record<string, StagedPage>>, defect?: Defect) => (): Site => async (listening) => {
  const archive = await serveWayback({ pages }, listening);
  archive.fail(defect);
  return archive;
};

/** Archives that refuse, fall silent, or lie. A link's verdict never depends on them. */
const archives: readonly HostileCase[] = [
  archived('ar-429', wayback({}, { in: 'both', kind: 'limited' }), ['unknown'], ['unchecked']),
  archived('ar-refused', undefined, ['unknown'], ['unchecked']),
  // The old availability service, which knows of nothing: it is not asked at all, and the capture is found.
  archived(
    'ar-empty',
    wayback({ 'http://ar-empty.test/page': [{ at: '20220107000000' }] }),
    ['captured'],
    ['recoverable'],
  ),
  archived('ar-html', wayback({}, { in: 'both', kind: 'html' }), ['unknown'], ['unchecked']),
  archived(
    'ar-huge-json',
    () =>
      http((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.on('error', () => {});
        const row = `["20220106000000","http://ar-huge-json.test/page","200"],\n`.repeat(1000);
        const pour = (): void => {
          while (!response.destroyed && response.write(row));
        };
        response.on('drain', pour);
        pour();
      }),
    ['unknown', 'none', 'captured'],
    ['unchecked', 'lost', 'recoverable'],
  ),
  // The case wants `none`; that there are captures, and none of use, is told apart here. It is lost either way.
  archived(
    'ar-snapshot-404',
    wayback({ 'http://ar-snapshot-404.test/page': [{ at: '20220107000000', status: 404 }] }),
    ['none', 'unusable'],
    ['lost'],
  ),
  // It sends us inside, where nobody may go.
  archived('ar-to-private', ({ canary }) => http(leads(`${canary}/secret`)), ['unknown'], ['unchecked']),
  archived('ar-cut', wayback({}, { in: 'index', kind: 'cut' }), ['unknown', 'none'], ['unchecked', 'lost']),
  archived('ar-future', wayback({}, { in: 'index', kind: 'future' }), ['unknown', 'none'], ['unchecked', 'lost']),
];

export const crowds = [...rates, ...archives];
