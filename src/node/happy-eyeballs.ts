import { connect, isIPv6, type Socket } from 'node:net';

import { mostTelling, toExchangeError } from './failures.ts';

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** How long an address has the field to itself (RFC 8305 §5, "Connection Attempt Delay"). */
const headStartMs = 250;

/**
 * Connects to the first of the addresses that answers. Node's own `autoSelectFamily` gives an address up when the next
 * one starts, so that a host with a slow way and a broken way can't be reached at all; here the slow one stays in the race.
 */
export const connectFirst = (endpoints: readonly Endpoint[], signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const waiting = interleaved(endpoints);
    const racing = new Set<Socket>();
    const failures: Error[] = [];
    let timer: NodeJS.Timeout | undefined;

    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      for (const socket of racing) socket.destroy();
    };
    const stop = () => {
      end();
      reject(signal.reason);
    };
    const start = () => {
      clearTimeout(timer);
      const endpoint = waiting.shift();
      if (endpoint === undefined) return;
      const socket = connect({ host: endpoint.address, port: endpoint.port, noDelay: true });
      const lose = (error: Error) => {
        racing.delete(socket);
        failures.push(error);
        start();
        if (racing.size > 0) return;
        end();
        reject(mostTelling(failures.map(toExchangeError)));
      };
      racing.add(socket);
      socket.once('error', lose);
      socket.once('connect', () => {
        racing.delete(socket);
        socket.off('error', lose);
        end();
        resolve(socket);
      });
      if (waiting.length > 0) timer = setTimeout(start, headStartMs);
    };

    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    start();
  });

/** Families in turn, beginning with the first address's, so that a broken family costs one head start (RFC 8305 §4). */
const interleaved = (endpoints: readonly Endpoint[]): Endpoint[] => {
  const family = isIPv6(endpoints[0]?.address ?? '');
  const ours = endpoints.filter(({ address }) => isIPv6(address) === family);
  const others = endpoints.filter(({ address }) => isIPv6(address) !== family);
  const rounds = Math.max(ours.length, others.length);
  return Array.from({ length: rounds }, (_, index) => [ours[index], others[index]])
    .flat()
    .filter((endpoint) => endpoint !== undefined);
};
