// HTTP bytes in: a raw server on loopback sends them, and the program's own client reads them, to the verdict.

import { createServer } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import pLimit from 'p-limit';
import { httpProbe } from '../../dist/inspect/http-probe.js';
import { conclude } from '../../dist/judge/conclude.js';
import { createHttp } from '../../dist/node/http.js';
import { inlineParsing } from '../../dist/node/parsing.js';
import { address, html, text } from './fragments.js';
import { fuzzTarget, must } from './target.js';

/** @import { AddressInfo, Socket } from 'node:net' */

const oftenOr = (/** @type {string} */ usual, /** @type {readonly string[]} */ others) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const statusLine = fc.oneof(
  {
    weight: 16,
    arbitrary: oftenOr('HTTP/1.1 200 OK', [
      'HTTP/1.1 404 Not Found',
      'HTTP/1.1 301 Moved',
      'HTTP/1.1 302 Found',
      'HTTP/1.1 410',
      'HTTP/1.0 200 OK',
    ]),
  },
  fc.integer({ min: 0, max: 1100 }).map((status) => `HTTP/1.1 ${status} x`),
  fc.constantFrom(
    '',
    'HTTP/1.1',
    'HTTP/1.1 000 x',
    'HTTP/1.1  200 OK',
    'HTTP/2 200',
    'ICY 200 OK',
    'HTTP/1.1 200\tOK',
    'HTTP/1.1 99999999 x',
    '<html>',
    'HTTP/1.1 101 Switching Protocols',
    'HTTP/1.1 407 x',
    'HTTP/1.1 408 x',
  ),
  text,
);
const field = fc.oneof(
  fc
    .tuple(fc.constantFrom('Location', 'Refresh', 'Link', 'Content-Location'), address)
    .map(([name, to]) => `${name}: ${to}`),
  fc.constantFrom(
    'Content-Type: text/html',
    'Content-Type: text/html; charset=gbk',
    'content-type: image/png',
    'Content-Type:',
    'Content-Type: ;;;',
    'Content-Type: application/pdf',

    'Set-Cookie: a=b',
    'Set-Cookie: =',
    'Set-Cookie: __cf_bm=1; Domain=.example; Path=/; Max-Age=-1',
    'Retry-After: -1',
    'Retry-After: 99999999999',
    'Retry-After: soon',

    'Connection: close',
    'Connection: keep-alive',
    'Keep-Alive: timeout=99999999',
    'Upgrade: h2c',
    'cf-mitigated: challenge',
    'WWW-Authenticate: Basic',
    'Server: cloudflare',

    ' folded',
    'no colon',
    ': empty name',
    'Name : spaced',
    'A\u0000B: c',
    '__proto__: x',
    'constructor: y',
    `X: ${'x'.repeat(20_000)}`,
  ),
  text.map((value) => `X-Text: ${value}`),
);
const framing = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('length', 'length', 'none', 'chunked') },
  fc.constantFrom(
    'none',
    'chunked',
    'length and chunked',
    'length: 5',
    'length: -1',
    'length: 1e3',
    'length: 99999999999999999999',
    'two lengths',
    'bad chunk',
    'huge chunk',
    'no last chunk',
  ),
);
const coding = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', '', '', 'gzip', 'br', 'deflate') },
  fc.constantFrom(
    'gzip',
    'deflate',
    'br',
    'gzip, gzip',
    'zstd',
    'x-foo',
    'gzip, br, deflate, gzip',
    'cut gzip',
    'false gzip',
    'false br',
  ),
);
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const content = fc.oneof(
  { weight: 4, arbitrary: html.map((markup) => Buffer.from(markup)) },
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.nat(70).map((length) => Buffer.from(png, 'base64').subarray(0, length)),
  fc
    .tuple(
      fc.constantFrom('%PDF-', 'GIF89a', 'RIFF', 'PK\u0003\u0004', '<svg', '<?xml', '\u00FF\u00D8\u00FF'),
      fc.uint8Array({ maxLength: 30 }),
    )
    .map(([magic, rest]) => Buffer.concat([Buffer.from(magic, 'latin1'), rest])),
  html.map((markup) => Buffer.from(markup, 'utf16le')),
);
const damage = fc.record({
  at: fc.nat(400),
  what: fc.constantFrom('flip', 'drop', 'double', 'line end', 'zero'),
  length: fc.integer({ min: 1, max: 12 }),
});

const answer = fc.record({
  before: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(40)),
  statusLine,
  type: fc.constantFrom('Content-Type: text/html', 'Content-Type: text/html; charset=gbk', 'X-No-Type: a'),
  fields: fc.array(field, { maxLength: 3 }),
  framing,
  coding,
  content,
  damage: fc.oneof(
    { weight: 3, arbitrary: fc.array(damage, { maxLength: 0 }) },
    fc.array(damage, { minLength: 1, maxLength: 3 }),
  ),
  pieces: fc.integer({ min: 1, max: 5 }),
  end: fc.oneof(
    { weight: 12, arbitrary: fc.constant('close') },
    { weight: 4, arbitrary: fc.constant('reset') },
    { weight: 1, arbitrary: fc.constant('stay') },
  ),
  purpose: fc.constantFrom('first', 'first', 'confirm', 'lenient'),
  kind: fc.constantFrom('link', 'link', 'image'),
});

/** @typedef {typeof answer extends fc.Arbitrary<infer Value> ? Value : never} FuzzedAnswer */

/** @type {(bytes: Buffer, coding: string) => Buffer} */
function coded(bytes, coding) {
  switch (coding) {
    case 'gzip':
      return gzipSync(bytes);
    case 'deflate':
      return deflateSync(bytes);
    case 'br':
      return brotliCompressSync(bytes);
    case 'gzip, gzip':
      return gzipSync(gzipSync(bytes));
    case 'cut gzip':
      return gzipSync(bytes).subarray(0, -9);
    default:
      return bytes;
  }
}

/** @type {(body: Buffer, framing: string) => { readonly fields: readonly string[]; readonly body: Buffer }} */
function framed(body, framing) {
  const chunk = (/** @type {string} */ size) => Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n')]);
  const size = body.length.toString(16);
  const last = Buffer.from('0\r\n\r\n');
  const chunked = ['Transfer-Encoding: chunked'];
  switch (framing) {
    case 'length':
      return { fields: [`Content-Length: ${body.length}`], body };
    case 'chunked':
      return { fields: chunked, body: Buffer.concat([...(body.length > 0 ? [chunk(size)] : []), last]) };
    case 'length and chunked':
      return { fields: [...chunked, `Content-Length: ${body.length}`], body: Buffer.concat([chunk(size), last]) };
    case 'two lengths':
      return { fields: [`Content-Length: ${body.length}`, `Content-Length: ${body.length + 1}`], body };
    case 'bad chunk':
      return { fields: chunked, body: Buffer.concat([chunk('zz'), last]) };
    case 'huge chunk':
      return { fields: chunked, body: Buffer.concat([chunk('ffffffffffffffffff'), last]) };
    case 'no last chunk':
      return { fields: chunked, body: chunk(size) };
    case 'none':
      return { fields: [], body };
    default:
      return { fields: [`Content-${framing}`], body };
  }
}

/** @type {(bytes: Buffer, damage: { readonly at: number; readonly what: string; readonly length: number }) => Buffer} */
function damaged(bytes, { at, what, length }) {
  const start = at % (bytes.length + 1);
  const [before, hit, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + length),
    bytes.subarray(start + length),
  ];
  switch (what) {
    case 'flip':
      return Buffer.concat([before, hit.map((byte) => byte ^ 0x80), after]);
    case 'drop':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, hit, hit, after]);
    case 'line end':
      return Buffer.concat([before, Buffer.from('\r\n'), hit, after]);
    default:
      return Buffer.concat([before, Buffer.alloc(length), after]);
  }
}

/** @type {(answer: FuzzedAnswer) => Buffer} */
function bytesOf({
  before,
  statusLine: first,
  type,
  fields,
  framing: frame,
  coding: how,
  content: plain,
  damage: hits,
}) {
  const { fields: lengths, body } = framed(coded(plain, how), frame);
  const encoding = how === '' ? [] : [`Content-Encoding: ${how.replace(/^(?:cut|false) /, '')}`];
  const head = [first, type, ...fields, ...encoding, ...lengths, '', ''].join('\r\n');
  const informational = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(before);
  return hits.reduce(damaged, Buffer.concat([Buffer.from(informational + head), body]));
}

/** The answers of the batch under way, by the path that asks for them. @type {Map<string, FuzzedAnswer>} */
const planned = new Map();
/** @type {Set<Socket>} */
const sockets = new Set();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => {});
  let asked = '';
  socket.on('data', (bytes) => {
    asked += bytes.toString('latin1');
    const path = /^GET (\S+)[^]*\r\n\r\n/.exec(asked)?.[1];
    const plan = planned.get(path ?? '');
    if (plan === undefined) return;
    asked = '';
    send(socket, plan);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {AddressInfo} */ (server.address());

/** @type {(socket: Socket, answer: FuzzedAnswer) => void} */
function send(socket, plan) {
  const bytes = bytesOf(plan);
  const length = Math.ceil(bytes.length / plan.pieces);
  let sent = 0;
  const next = () => {
    if (socket.destroyed) return;
    socket.write(bytes.subarray(sent, (sent += length)));
    if (sent < bytes.length) setImmediate(next);
    else if (plan.end === 'close') socket.end();
    else if (plan.end === 'reset') socket.resetAndDestroy();
  };
  next();
}

const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => {} };
const http = createHttp({ connectionsPerHost: 4, env: {}, portOf: () => port });
const probe = httpProbe({
  clock,
  http,
  parsing: inlineParsing(),
  headersFor: () => ({ 'accept-encoding': 'gzip, deflate, br' }),
});
const never = new AbortController().signal;

/** Milliseconds that one exchange may take: some servers stay and say nothing more. */
const budgetMs = 250;
/** And on top of them, for a machine that does other things too. */
const graceMs = 10_000;
const batch = 200;
/** Under way at once. With more of them, and the pages read on the same thread, honest answers would be too late. */
const limit = pLimit(16);

/** @type {(answer: FuzzedAnswer, index: number) => Promise<void>} */
async function look(plan, index) {
  const url = `http://host-${index}.example/${index}`;
  planned.set(`/${index}`, plan);
  const { purpose } = plan;
  const begun = performance.now();
  const seen = await probe({ url, purpose, budgetMs, addresses: ['127.0.0.1'] }, never);
  must(performance.now() - begun < budgetMs + graceMs, 'an exchange ends in its time');
  const observation = { from: /** @type {const} */ ('wire'), looks: /** @type {const} */ ([seen]) };
  const archive = { state: /** @type {const} */ ('not-asked'), asked: [], captures: [] };
  const { verdict } = conclude({ target: { type: 'web', url }, observation, archive }, [plan.kind]);
  must(verdict.status !== 'dead', `one look does not tell a death, but ${JSON.stringify(verdict)}`);
}

export const answers = fuzzTarget({
  // The answer that fails is told; to shrink all of them would take hours.
  inputs: fc.noShrink(fc.array(answer, { minLength: batch, maxLength: batch })),
  batch,
  async check(plans) {
    const ended = await Promise.allSettled(plans.map((plan, index) => limit(() => look(plan, index))));
    for (const socket of sockets) socket.destroy();
    planned.clear();
    for (const [index, end] of ended.entries()) {
      if (end.status === 'fulfilled') continue;
      const plan = plans[index];
      const sent = plan === undefined ? '' : bytesOf(plan).toString('latin1');
      throw new Error(`${String(end.reason)}\nafter ${plan?.purpose}, ${plan?.end}: ${JSON.stringify(sent)}`, {
        cause: end.reason,
      });
    }
  },
  async close() {
    await http.close();
    server.close();
  },
});
