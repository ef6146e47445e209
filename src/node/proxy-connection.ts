import { request } from 'node:http';
import { connect, type Socket } from 'node:net';

import { ExchangeError } from '../world.ts';
import { bareHost } from './addresses.ts';
import { toExchangeError } from './failures.ts';

/** Connects to the proxy. It stands where the user put it, private networks included, so no guard looks at its address. */
export const connectToProxy = (proxy: URL, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const port = Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80);
    const socket = connect({ host: bareHost(proxy), port, noDelay: true });
    const end = () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', fail);
    };
    const fail = (error: Error) => {
      end();
      reject(proxyFault(error));
    };
    const stop = () => {
      end();
      socket.on('error', () => {}).destroy();
      reject(signal.reason);
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      end();
      resolve(socket);
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });

/** A proxy that can't be reached says nothing of the host: the trouble is on our side. */
export const proxyFault = (error: unknown): ExchangeError =>
  new ExchangeError('local', `the proxy can't be reached: ${toExchangeError(error).message}`, { cause: error });

/** `Proxy-Authorization` from the user name and password in the proxy's address (RFC 7617), if it has them. */
export const proxyCredentials = (proxy: URL): Readonly<Record<string, string>> => {
  if (proxy.username === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
};

/** Asks the proxy for a tunnel (RFC 9110 §9.3.6); what goes through it afterwards is between us and the host. */
export const openTunnel = (
  socket: Socket,
  proxy: URL,
  to: { readonly hostname: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const authority = `${to.hostname.includes(':') ? `[${to.hostname}]` : to.hostname}:${to.port}`;
    const asking = request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyCredentials(proxy) },
      createConnection: () => socket,
    });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stop);
      settle();
    };
    const fail = (error: unknown) => {
      socket.on('error', () => {}).destroy();
      end(() => reject(error));
    };
    const stop = () => fail(signal.reason);
    asking.on('error', (error) => {
      fail(new ExchangeError('local', `the proxy broke off: ${toExchangeError(error).message}`, { cause: error }));
    });
    asking.once('connect', ({ statusCode = 0 }, _socket, head) => {
      const refusal = tunnelRefused(statusCode);
      if (refusal !== undefined) return fail(refusal);
      if (head.length > 0) socket.unshift(head);
      end(() => resolve(socket));
    });
    asking.end();
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });

/** Whose fault a refused tunnel is: the proxy's rules are our side's, what it says of the host is the host's. */
const tunnelRefused = (status: number): ExchangeError | undefined => {
  if (status >= 200 && status < 300) return undefined;
  if (status === 504) return new ExchangeError('timeout', 'the proxy got no answer from the host (504)');
  if (status >= 500) return new ExchangeError('unreachable', `the proxy can't reach the host (${status})`);
  if (status === 407) return wantsCredentials();
  return new ExchangeError('local', `the proxy refuses to connect (${status})`);
};

export const wantsCredentials = (): ExchangeError =>
  new ExchangeError('local', 'the proxy wants a user name and password (407)');
