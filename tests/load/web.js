// The web that load is put on: a server an address of 127/8, which only Linux gives without being asked.

import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';

/** @import { AddressInfo, Server, Socket } from 'node:net' */

/**
 * @typedef {object} LoadWeb
 * @property {Readonly<Record<string, number>>} ports Where port 80 of an address is served.
 * @property {() => number} requests All that came.
 * @property {() => number} peakPerHost How many requests one host had open at once, at most.
 * @property {() => Promise<void>} close
 */

/** Fills a page to a size with text that no parser can skip. */
const paragraph =
  '<div class="p"><p>Some <a href="/x">text</a> of an <em>article</em>, with &amp; without marks.</p></div>\n';

/**
 * Serves each address. A path says what to do: `/wait-80/1` answers after 80 ms, `/hang/1` never; `?kb=20` asks for a page of
 * so many kilobytes. A host is its address here, and a request is open until it is answered or its connection ends.
 *
 * @param {readonly string[]} addresses
 * @returns {Promise<LoadWeb>}
 */
export async function serveLoad(addresses) {
  /** @type {Map<string, number>} */
  const open = new Map();
  /** @type {Set<Socket>} */
  const sockets = new Set();
  let requests = 0;
  let peak = 0;

  const http = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const { socket, url = '' } = request;
    const host = socket.localAddress ?? '';
    const now = (open.get(host) ?? 0) + 1;
    open.set(host, now);
    requests += 1;
    peak = Math.max(peak, now);
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      socket.off('end', end);
      open.set(host, (open.get(host) ?? 0) - 1);
    };
    // The client's end of the connection is seen here first, and `close` only after our own.
    socket.once('end', end);
    response.once('close', end);

    const delay = /^\/wait-(\d+)\//.exec(url)?.[1];
    if (delay === undefined) return;
    const kilobytes = Number(new URL(url, 'http://host').searchParams.get('kb') ?? 1);
    setTimeout(() => {
      // Counted as answered before the client can know that it was.
      end();
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page(url, kilobytes));
    }, Number(delay));
  });

  const servers = await Promise.all(
    addresses.map(async (address) => {
      const server = createTcpServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => sockets.delete(socket));
        http.emit('connection', socket);
      });
      server.listen(0, address);
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    ports: Object.fromEntries(servers.map((server) => addressOf(server))),
    requests: () => requests,
    peakPerHost: () => peak,
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/**
 * @param {Server} server
 * @returns {[string, number]}
 */
function addressOf(server) {
  const { address, port } = /** @type {AddressInfo} */ (server.address());
  return [address, port];
}

/**
 * @param {string} url
 * @param {number} kilobytes
 */
function page(url, kilobytes) {
  const head = `<!doctype html><html lang="en"><title>The page at ${url}</title><h1>The page at ${url}</h1>\n`;
  return head + paragraph.repeat(Math.ceil((kilobytes * 1000 - head.length) / paragraph.length));
}
