import { onTestFinished } from 'vitest';

import { createHttp, type HttpOptions } from '../../src/node/http.ts';
import { ExchangeError, type HttpRequest, type HttpResponse } from '../../src/world.ts';
import type { Served } from '../servers/served.ts';

/** Closes a server when the test is over. */
export const untilEnd = async <Server extends { close(): Promise<void> }>(server: Server | Promise<Server>) => {
  const started = await server;
  onTestFinished(() => started.close());
  return started;
};

/**
 * The client under test, for the length of one test. The default ports lead to `served`; any other port is itself.
 * Addresses are loopback, and a request is as a first look makes it, unless told otherwise.
 */
export const asking = (served: Pick<Served, 'port'>, options: Partial<HttpOptions> = {}) => {
  const http = createHttp({
    connectionsPerHost: 4,
    env: {},
    portOf: (_address, port) => (port === 80 || port === 443 ? served.port : port),
    ...options,
  });
  onTestFinished(() => http.close());
  const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'GET',
    url,
    headers: {},
    addresses: ['127.0.0.1'],
    timeoutMs: 10_000,
    fresh: false,
    tls: 'verified',
    protocol: 'http1',
    ...more,
  });
  const never = new AbortController().signal;
  return {
    http,
    ask: (url: string, more?: Partial<HttpRequest>, signal = never): Promise<HttpResponse> =>
      http.exchange(request(url, more), signal),
    /** The failure of an exchange, as `code: detail`; fails the test if there was an answer. */
    failure: async (url: string, more?: Partial<HttpRequest>, signal = never): Promise<string> => {
      try {
        const { status } = await http.exchange(request(url, more), signal);
        return `answered ${status}`;
      } catch (error) {
        if (error instanceof ExchangeError) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
  };
};

export const textOf = ({ body }: HttpResponse): string => Buffer.from(body).toString();

/** A whole answer as bytes of the wire. */
export const answer = (body: string, headers: readonly string[] = [], status = '200 OK'): string =>
  [`HTTP/1.1 ${status}`, `Content-Length: ${body.length}`, ...headers, '', body].join('\r\n');
