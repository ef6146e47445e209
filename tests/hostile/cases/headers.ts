import type { HostileCase } from '../case.ts';
import { bytes, head, http, plain, raw, says, served, until, utf8, whole } from '../sites.ts';
import { unreadable } from './framing.ts';

/** Headers: large, many, or not what they should be; and answers before the answer. */
export const headers: readonly HostileCase[] = [
  plain('h-header-20k', bytes(whole([`X-Large: ${'a'.repeat(20_000)}`])), 'alive/ok'),
  plain(
    'h-3000-headers',
    bytes(whole(Array.from({ length: 3000 }, (_, index) => `X-${index}: ${index}`))),
    'alive',
    'unsure',
  ),
  plain(
    'h-endless-header',
    raw(async (connection) => {
      await connection.request();
      connection.send('HTTP/1.1 200 OK\r\nX-Endless: ');
      until(connection.closed, 1, () => connection.send('e'.repeat(20_000)));
    }),
    'unsure/protocol',
    'unsure/timeout',
    'unsure/reset',
  ),
  plain(
    'h-cookie-4mb',
    http((request, response) => {
      const cookies = request.headers.cookie ?? '';
      if (cookies.length > 8000) return says(431)(request, response);
      return request.url === '/page'
        ? says(302, { location: '/inside', 'set-cookie': `fat=${'c'.repeat(60_000)}; Path=/` })(request, response)
        : served(request, response);
    }),
    'alive/ok',
  ),
  plain('h-esc-in-header', bytes(whole(['X-Colour: \x1b[31mred'])), 'alive', 'unsure/protocol'),
  // Of an address with these in its title a terminal would make a spoof.
  plain(
    'h-esc-in-server',
    bytes(whole([utf8('Server: \u202egnp.exe \u009b31m')], '403 Forbidden')),
    'unsure/blocked',
    'unsure/protocol',
  ),
  {
    ...plain(
      'h-retry-after-date-past',
      http(says(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' })),
      'unsure/rate-limited',
    ),
    deadlineMs: 30_000,
  },
  plain('h-retry-after-huge', http(says(429, { 'retry-after': '99999999999' })), 'unsure/rate-limited'),
  plain('h-retry-after-garbage', http(says(503, { 'retry-after': 'soon' })), 'unsure/server-error'),
  // As Apache does over plain HTTP: an offer, and no switch.
  plain('h-upgrade-offered', bytes(whole(['Upgrade: h2,h2c', 'Connection: Upgrade'])), 'alive/ok'),
  plain('h-keep-alive-odd', bytes(whole(['Keep-Alive: timeout=-1, max=x'])), 'alive/ok'),
  plain('h-type-twice', bytes(whole(['Content-Type: application/x-unknown'])), 'alive'),
  plain('h-refresh-later', bytes(whole(['Refresh: 300; url=/'])), 'alive/ok'),
  plain('i-100-continue-unasked', bytes(head('100 Continue') + whole()), 'alive/ok'),
  plain('i-103-then-200', bytes(head('103 Early Hints', ['Link: </a.css>; rel=preload']) + whole()), 'alive/ok'),
  plain(
    'i-101-unasked',
    bytes(head('101 Switching Protocols', ['Upgrade: websocket', 'Connection: Upgrade'])),
    ...unreadable,
  ),
];
