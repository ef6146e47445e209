import type { HostileCase } from '../case.ts';
import { article, bytes, head, plain, raw, until, utf8, whole } from '../sites.ts';

const typed = 'Content-Type: text/html; charset=utf-8';
const page = article();
const garbage = Uint8Array.from({ length: 300 }, (_, index) => (index * 73 + 129) & 255);
/** What comes of bytes that are no HTTP. */
export const unreadable: HostileCase['accepts'] = ['unsure/protocol', 'unsure/reset', 'unsure/timeout'];

/** HTTP/1.1 with its rules broken. */
export const framing: readonly HostileCase[] = [
  plain('f-http09', bytes(page), 'alive', 'unsure/protocol'),
  plain('f-garbage', bytes(garbage), ...unreadable),
  plain('f-version-2-0', bytes(whole().replace('1.1', '2.0')), 'alive', 'unsure/protocol'),
  plain('f-no-reason', bytes(whole([], '200')), 'alive/ok'),
  plain('f-reason-utf8', bytes(whole([], utf8('404 不存在'))), 'dead/not-found'),
  plain('f-reason-escape', bytes(whole([], '404 \x1b[31mred\x1b]0;owned\x07')), 'dead/not-found', 'unsure/protocol'),
  plain('f-lf-only', bytes(whole().replaceAll('\r\n', '\n')), 'alive', 'unsure/protocol'),
  plain('f-bare-cr', bytes(whole(['X-Split: a\rSet-Cookie: b=c'])), 'alive', 'unsure/protocol'),
  plain('f-leading-crlf', bytes(`\r\n\r\n${whole()}`), 'alive', 'unsure/protocol'),
  plain('f-status-000', bytes(whole([], '000 X')), ...unreadable),
  plain('f-status-099', bytes(whole([], '099 X')), ...unreadable),
  plain('f-status-999', bytes(whole([], '999 Request denied')), 'unsure/blocked', 'unsure/challenged'),
  plain('f-status-4digits', bytes(whole([], '1000 X')), ...unreadable),
  plain('f-cl-negative', bytes(head('200 OK', [typed, 'Content-Length: -1']) + page), 'alive', 'unsure/protocol'),
  plain(
    'f-cl-overflow',
    bytes(head('200 OK', [typed, 'Content-Length: 99999999999999999999']) + page),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'f-cl-twice-alike',
    bytes(head('200 OK', [typed, `Content-Length: ${page.length}`, `Content-Length: ${page.length}`]) + page),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'f-cl-and-te',
    bytes(
      `${head('200 OK', [typed, 'Content-Length: 5', 'Transfer-Encoding: chunked'])}${page.length.toString(16)}\r\n${page}\r\n0\r\n\r\n`,
    ),
    'alive',
    'unsure/protocol',
  ),
  plain('f-folded-header', bytes(whole(['X-Folded: one\r\n two'])), 'alive', 'unsure/protocol'),
  plain('f-space-before-colon', bytes(whole(['X-Spaced : one'])), 'alive', 'unsure/protocol'),
  // A 404 stays one when its HTTP is sloppy: the lenient look is evidence for the living, and never alone for death.
  plain('f-404-lf-only', bytes(whole([], '404 Not Found').replaceAll('\r\n', '\n')), 'dead/not-found', 'unsure'),
  plain('f-cl-too-long', bytes(head('200 OK', [typed, 'Content-Length: 100']) + '<p>He'), 'alive', 'unsure'),
  plain('f-cl-too-short', bytes(head('200 OK', [typed, 'Content-Length: 1200']) + page), 'alive/ok'),
  plain(
    'f-chunk-bad',
    bytes(`${head('200 OK', [typed, 'Transfer-Encoding: chunked'])}zz\r\nhello\r\n`),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'f-chunk-huge',
    bytes(`${head('200 OK', [typed, 'Transfer-Encoding: chunked'])}FFFFFFFFFFFFFFFFFF\r\nhello`),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'f-chunk-truncated',
    bytes(`${head('200 OK', [typed, 'Transfer-Encoding: chunked'])}400\r\n<p>Hello`),
    'alive',
    'unsure',
  ),
  plain(
    'f-chunk-ext-flood',
    raw(async (connection) => {
      await connection.request();
      connection.send(head('200 OK', [typed, 'Transfer-Encoding: chunked']));
      until(connection.closed, 1, () => connection.send(`1;${'x'.repeat(16_000)}\r\na\r\n`));
    }),
    'alive',
    'unsure',
  ),
  plain(
    'f-trailer-flood',
    bytes(
      `${head('200 OK', [typed, 'Transfer-Encoding: chunked'])}${page.length.toString(16)}\r\n${page}\r\n0\r\n`,
      `X-Trailer: ${'y'.repeat(1000)}\r\n`.repeat(10_000),
      '\r\n',
    ),
    'alive',
    'unsure',
  ),
  plain('f-http10', bytes('HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n', page), 'alive/ok'),
  plain(
    'f-te-identity',
    bytes(head('200 OK', [typed, 'Transfer-Encoding: identity']), page),
    'alive',
    'unsure/protocol',
  ),
  plain('f-no-length', bytes(head('200 OK', [typed]), page), 'alive/ok'),
  plain('f-204-with-body', bytes(`${head('204 No Content', ['Content-Length: 2'])}hi`), 'alive', 'suspect/empty'),
  plain('f-304-unasked', bytes(head('304 Not Modified')), 'alive', 'unsure/unexpected-status'),
  // Two answers to one question: the second belongs to nobody.
  plain('f-two-answers', bytes(whole(), whole([], '404 Not Found')), 'alive/ok'),
];
