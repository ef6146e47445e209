// The web that every tool is sent to, in a process of its own, so that no tool shares its event loop. Started with a `WebJob`
// by `fork`; tells its parent where it listens, and when asked, what it has counted.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { once } from 'node:events';
import { generate } from 'selfsigned';

/** @import { IncomingMessage, Server, ServerResponse } from 'node:http' */
/** @import { Server as SecureServer } from 'node:https' */
/** @import { AddressInfo } from 'node:net' */
/** @import { Plan, PlannedLink } from './plan.js' */

/**
 * @typedef {object} WebJob
 * @property {string} plan The path of a `Plan` as JSON.
 * @property {boolean} secure Over HTTPS, each host with a certificate of its own.
 */

/**
 * @typedef {object} WebCounts
 * @property {number} requests
 * @property {number} connections
 * @property {number} peak Requests under way at once.
 * @property {number} peakPerHost The same, of the host that had most.
 * @property {number | undefined} firstAt When the first request came, in milliseconds since 1970.
 */

process.once('message', (job) => void start(/** @type {WebJob} */ (job)));

/** @param {WebJob} job */
async function start({ plan: path, secure }) {
  /** @type {Plan} */
  const plan = JSON.parse(readFileSync(path, 'utf8'));
  const links = new Map(plan.links.map((link) => [link.path, link]));
  const counter = createCounter();
  const limits = new Map(
    Object.entries(plan.allowedPerSecond).map(([host, allowed]) => [plan.addresses[Number(host)], limiter(allowed)]),
  );

  /** @type {(request: IncomingMessage, response: ServerResponse) => void} */
  const answer = (request, response) => {
    const host = request.socket.localAddress ?? '';
    const done = counter.begin(host);
    response.once('close', done);
    if (request.url === '/index.html')
      return end(response, 200, 'text/html', indexOf(plan, request.headers.host ?? ''));
    const limit = limits.get(host);
    if (limit !== undefined && !limit()) {
      response.setHeader('retry-after', '1');
      return end(response, 429, 'text/html', '<title>Too many requests</title>');
    }
    const link = links.get(request.url?.replace(/^\/arrived/, '/moved').replace(/\?.*/, '') ?? '');
    if (link?.answer === 'hanging') return;
    const serve = () => {
      done();
      serveLink(link, request, response);
    };
    if (link === undefined || link.latencyMs === 0) serve();
    else setTimeout(serve, link.latencyMs);
  };

  const options = { keepAliveTimeout: 60_000 };
  const authority = secure ? await createAuthority() : undefined;
  let port = 0;
  for (const address of plan.addresses) {
    /** @type {Server | SecureServer} */
    const server =
      authority === undefined
        ? createServer(options, answer)
        : createSecureServer({ ...options, ...(await authority.issue(address)) }, answer);
    server.on('connection', () => counter.connected());
    server.on('clientError', (_, socket) => socket.destroy());
    server.listen(port, address, 1_024);
    await once(server, 'listening');
    // One port for all, so that only the address tells hosts apart.
    port = /** @type {AddressInfo} */ (server.address()).port;
  }
  process.on('message', () => process.send?.(counter.take()));
  process.send?.({ port, ca: authority?.ca });
}

/**
 * @param {PlannedLink | undefined} link
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
function serveLink(link, request, response) {
  if (link === undefined || link.answer === 'missing')
    return end(response, 404, 'text/html; charset=utf-8', '<!doctype html><title>404</title><h1>Not found</h1>');
  if (link.answer === 'image') return end(response, 200, 'image/png', imageOf(link.path));
  if (link.answer === 'moved' && request.url?.startsWith(link.path)) {
    response.setHeader('location', link.path.replace('/moved', '/arrived'));
    return end(response, 301, 'text/html', '');
  }
  end(response, 200, 'text/html; charset=utf-8', pageOf(link.path));
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {string | Buffer} body
 */
function end(response, status, type, body) {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/**
 * A picture like no other: the head of a PNG of 800 × 600, and its own address in place of pixels.
 *
 * @param {string} path
 */
const imageOf = (path) =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d4948445200000320000002580802000000', 'hex'),
    Buffer.from(path.repeat(200)),
  ]);

/** @param {string} path */
const pageOf = (path) =>
  `<!doctype html><html lang="en"><title>The page at ${path}</title><h1>The page at ${path}</h1>\n` +
  `<p>Some <a href="/x">text</a> of an article that was written here and nowhere else, at ${path}.</p>\n`.repeat(40);

/**
 * All links on one page, for a tool that reads HTML only.
 *
 * @param {Plan} plan
 * @param {string} self
 */
function indexOf({ links, addresses }, self) {
  const port = self.slice(self.indexOf(':'));
  const items = links.map(({ host, path, kind }) =>
    kind === 'image'
      ? `<img src="//${addresses[host]}${port}${path}">`
      : `<a href="//${addresses[host]}${port}${path}">x</a>`,
  );
  return `<!doctype html><title>All links</title>\n${items.join('\n')}`;
}

function createCounter() {
  /** @type {Map<string, number>} */
  const open = new Map();
  let all = 0;
  /** @type {WebCounts} */
  const none = { requests: 0, connections: 0, peak: 0, peakPerHost: 0, firstAt: undefined };
  let counts = { ...none };
  return {
    connected: () => {
      counts.connections += 1;
    },
    /** @param {string} host */
    begin(host) {
      const now = (open.get(host) ?? 0) + 1;
      open.set(host, now);
      all += 1;
      counts.requests += 1;
      counts.firstAt ??= performance.timeOrigin + performance.now();
      counts.peak = Math.max(counts.peak, all);
      counts.peakPerHost = Math.max(counts.peakPerHost, now);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        all -= 1;
        open.set(host, (open.get(host) ?? 0) - 1);
      };
    },
    /** What was counted since it was last asked for. */
    take() {
      const taken = counts;
      counts = { ...none };
      return taken;
    },
  };
}

/**
 * A second's allowance, then none until the next second.
 *
 * @param {number} perSecond
 */
function limiter(perSecond) {
  let left = perSecond;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(perSecond, left + ((now - at) / 1_000) * perSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

async function createAuthority() {
  const dayMs = 86_400_000;
  const valid = { notBeforeDate: new Date(Date.now() - dayMs), notAfterDate: new Date(Date.now() + dayMs) };
  const elliptic = /** @type {const} */ ({ keyType: 'ec', algorithm: 'sha256', ...valid });
  const root = await generate([{ name: 'commonName', value: 'Bench' }], {
    ...elliptic,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: root.cert,
    /** @param {string} address */
    async issue(address) {
      const made = await generate([{ name: 'commonName', value: address }], {
        ...elliptic,
        extensions: [
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
        ],
        ca: { key: root.private, cert: root.cert },
      });
      return { key: made.private, cert: made.cert };
    },
  };
}
