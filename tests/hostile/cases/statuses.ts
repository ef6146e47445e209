import type { HostileCase } from '../case.ts';
import { article, http, inTurn, plain, says, served } from '../sites.ts';

const page = article();

/** Statuses, and servers that give another to each who asks. */
export const statuses: readonly HostileCase[] = [
  plain('s-200', http(served), 'alive/ok'),
  plain('s-206', http(says(206, {}, page)), 'alive'),
  plain('s-400', http(says(400, {}, page)), 'unsure/unexpected-status', 'unsure/blocked'),
  plain('s-401', http(says(401, { 'www-authenticate': 'Basic realm="x"' })), 'unsure/login-wall', 'unsure/blocked'),
  plain('s-403', http(says(403, {}, page)), 'unsure/blocked'),
  plain('s-404', http(says(404, {}, page)), 'dead/not-found'),
  // The case speaks of 405 to HEAD; here nothing but GET is ever sent, and 405 to that is a refusal.
  plain(
    's-405',
    http((request, response) => says(request.method === 'GET' ? 200 : 405, {}, page)(request, response)),
    'alive/ok',
  ),
  plain('s-405-to-get', http(says(405)), 'unsure/blocked'),
  plain('s-410', http(says(410, {}, page)), 'dead/gone'),
  plain('s-418', http(says(418)), 'unsure/blocked', 'unsure/challenged', 'unsure/unexpected-status'),
  plain('s-421', http(says(421)), 'unsure/unexpected-status'),
  { ...plain('s-429', http(says(429)), 'unsure/rate-limited'), deadlineMs: 30_000 },
  plain('s-431', http(says(431)), 'unsure/unexpected-status'),
  plain('s-451', http(says(451, {}, page)), 'unsure/legal'),
  plain('s-402', http(says(402, {}, page)), 'unsure/paywall'),
  plain('s-500', http(says(500)), 'unsure/server-error'),
  plain('s-504', http(says(504)), 'unsure/server-error'),
  plain('s-520', http(says(520)), 'unsure/server-error'),
  plain(
    's-head404-get200',
    http((request, response) => says(request.method === 'HEAD' ? 404 : 200, {}, page)(request, response)),
    'alive/ok',
  ),
  plain(
    's-head200-get404',
    http((request, response) => says(request.method === 'HEAD' ? 200 : 404, {}, page)(request, response)),
    'dead/not-found',
  ),
  // With half of the answers bad, one retry must find the good one; which half is fixed, or the case would say nothing.
  plain('s-flaky-50', http(inTurn(says(503), served)), 'alive/ok'),
  plain('s-404-once', http(inTurn(says(404), served, served)), 'alive/ok'),
  plain('s-404-then-403', http(inTurn(says(404), says(403), says(403))), 'unsure'),
  plain('s-404-then-503', http(inTurn(says(404), says(503), says(503), says(503))), 'unsure'),
  plain(
    's-ua-wall',
    http((request, response) =>
      says(/Mozilla\//.test(request.headers['user-agent'] ?? '') ? 200 : 403, {}, page)(request, response),
    ),
    'unsure/blocked',
    'alive',
  ),
  plain(
    's-js-challenge',
    http(says(403, { 'cf-mitigated': 'challenge', server: 'cloudflare' }, '<title>Just a moment...</title>')),
    'unsure/challenged',
    'unsure/blocked',
  ),
  plain(
    's-js-challenge-503',
    http(says(503, { server: 'cloudflare' }, '<title>Just a moment...</title><script>window._cf_chl_opt={}</script>')),
    'unsure/challenged',
    'unsure/blocked',
  ),
  plain(
    's-challenge-404',
    http(says(404, { 'cf-mitigated': 'challenge', server: 'cloudflare' }, '<title>Just a moment...</title>')),
    'unsure/challenged',
    'unsure/blocked',
  ),
  plain(
    's-geo-451-like',
    http(
      says(200, {}, '<title>Not available</title><h1>This content is not available in your region</h1><p>Sorry.</p>'),
    ),
    'suspect/geo-notice',
    'unsure/legal',
    'unsure/blocked',
  ),
];
