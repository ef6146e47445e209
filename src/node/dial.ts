import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';

import { ExchangeError } from '../world.ts';
import { bareHost, canonicalAddress } from './addresses.ts';
import { toExchangeError } from './failures.ts';
import { connectFirst } from './happy-eyeballs.ts';
import { connectToProxy, openTunnel, proxyFault } from './proxy-connection.ts';
import type { TlsPolicy, Trust } from './trust.ts';

/** Where a connection goes, and on what terms. */
export interface Route {
  readonly url: URL;
  /** The only addresses that may be dialled; not looked at behind a proxy, which finds the host itself. */
  readonly addresses: readonly string[];
  readonly proxy: URL | undefined;
  readonly tls: TlsPolicy;
  readonly alpn: 'http/1.1' | 'h2';
}

/** Opens a connection ready for its first request. Rejects with an `ExchangeError`, or the signal's reason. */
export type Dial = (route: Route, signal: AbortSignal) => Promise<Socket>;

interface DialOptions {
  readonly trust: Trust;
  /** Where a port of an address really is: a laboratory on one machine has no port 443 to give. */
  readonly portOf: (address: string, port: number) => number;
}

/**
 * The one place that connects: TCP to an allowed address or through the proxy, then TLS. An address that was not
 * allowed for this very request is refused, whatever a name server, a redirect or a router says.
 */
export const createDial =
  ({ trust, portOf }: DialOptions): Dial =>
  async (route, signal) => {
    const secure = route.url.protocol === 'https:';
    const port = Number(route.url.port) || (secure ? 443 : 80);
    const hostname = bareHost(route.url);
    const socket = await (route.proxy === undefined
      ? connectAllowed({ hostname, port, addresses: route.addresses, portOf }, signal)
      : connectThroughProxy(route.proxy, { hostname, port, secure }, trust, signal));
    if (!secure) return socket;
    return secured(socket, { ...trust(route.tls), hostname, alpn: route.alpn }, signal);
  };

const connectAllowed = async (
  to: {
    readonly hostname: string;
    readonly port: number;
    readonly addresses: readonly string[];
    readonly portOf: DialOptions['portOf'];
  },
  signal: AbortSignal,
): Promise<Socket> => {
  const literal = canonicalAddress(to.hostname);
  const allowed = new Set(to.addresses.map((address) => canonicalAddress(address)));
  const addresses = literal === undefined ? [...allowed] : [literal].filter((address) => allowed.has(address));
  const endpoints = addresses
    .filter((address) => address !== undefined)
    .map((address) => ({ address, port: to.portOf(address, to.port) }));
  if (endpoints.length === 0) throw new ExchangeError('private-address', 'no address is allowed');
  const socket = await connectFirst(endpoints, signal);
  // Transparent proxies and odd routes: what counts is who is at the other end.
  if (allowed.has(canonicalAddress(socket.remoteAddress ?? ''))) return socket;
  const closed = socket.remoteAddress === undefined;
  socket.destroy();
  throw closed
    ? new ExchangeError('reset', 'ECONNRESET')
    : new ExchangeError('private-address', 'reached another address');
};

const connectThroughProxy = async (
  proxy: URL,
  to: { readonly hostname: string; readonly port: number; readonly secure: boolean },
  trust: Trust,
  signal: AbortSignal,
): Promise<Socket> => {
  const plain = await connectToProxy(proxy, signal);
  const socket = proxy.protocol === 'https:' ? await securedProxy(plain, proxy, trust, signal) : plain;
  return to.secure ? openTunnel(socket, proxy, to, signal) : socket;
};

const securedProxy = async (plain: Socket, proxy: URL, trust: Trust, signal: AbortSignal): Promise<Socket> => {
  try {
    return await secured(plain, { ...trust('verified'), hostname: bareHost(proxy), alpn: 'http/1.1' }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw proxyFault(error);
  }
};

/** TLS over a connection; `hostname` is whom the certificate must name. */
const secured = (
  socket: Socket,
  options: tls.ConnectionOptions & { readonly hostname: string; readonly alpn: Route['alpn'] },
  signal: AbortSignal,
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, alpn, ...terms } = options;
    const secure = tls.connect({
      ...terms,
      socket,
      host: hostname,
      // SNI carries names only (RFC 6066 §3).
      servername: isIP(hostname) ? '' : hostname,
      ALPNProtocols: [alpn],
    });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop);
      secure.off('error', fail);
      settle();
    };
    const fail = (error: unknown) => {
      end(() => reject(toExchangeError(error)));
      secure.on('error', () => {}).destroy();
    };
    const stop = () => {
      end(() => reject(signal.reason));
      secure.on('error', () => {}).destroy();
      socket.destroy();
    };
    secure.once('error', fail);
    secure.once('secureConnect', () => {
      if (alpn === 'h2' && secure.alpnProtocol !== 'h2')
        return fail(new ExchangeError('tls', 'the server does not offer HTTP/2'));
      end(() => resolve(secure));
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
