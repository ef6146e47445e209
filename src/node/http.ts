import { ExchangeError, type Http, type HttpRequest, type HttpResponse } from '../world.ts';
import { onAbort } from '../on-abort.ts';
import { createConnectionPool } from './connection-pool.ts';
import { createDial, type Route } from './dial.ts';
import { toExchangeError } from './failures.ts';
import { openHttp1 } from './http1.ts';
import { wantsCredentials } from './proxy-connection.ts';
import { proxiesFrom } from './proxy.ts';
import { createReceiver, type Receiver } from './receive.ts';
import type { Ask } from './request.ts';
import { createTrust } from './trust.ts';

export interface HttpOptions {
  /** No origin ever has more connections than this, idle ones included; second looks come on top. */
  readonly connectionsPerHost: number;
  /** Roots to trust besides Node's and the system's, as PEM. */
  readonly ca?: string;
  /** For `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and `NODE_EXTRA_CA_CERTS`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a port of an address really is; a laboratory on one machine has no port 443 to give. */
  readonly portOf?: (address: string, port: number) => number;
}

/** The real `Http` port: one request, to allowed addresses only, bounded in time and in bytes. Throws `UsageError` for a proxy that is none. */
export const createHttp = (options: HttpOptions): Http & { close(): Promise<void> } => {
  const { env, ca, connectionsPerHost, portOf = (_address: string, port: number) => port } = options;
  const proxyOf = proxiesFrom(env);
  const dial = createDial({ trust: createTrust(ca, env), portOf });
  const pool = createConnectionPool(connectionsPerHost, (origin, onIdleClose) => openHttp1(origin, dial, onIdleClose));
  const running = new Set<AbortController>();

  const pooled: Exchange = async (ask, stop, startClock) => {
    const { route } = ask;
    const addresses = route.proxy === undefined ? route.addresses : undefined;
    for (;;) {
      const connection = await pool.take(route.url.origin, addresses, stop);
      startClock();
      const close = () => void connection.destroy();
      const heard = await hear((receiver) => connection.send(ask, receiver), close, stop);
      pool.give(connection, heard.reusable);
      if ('response' in heard) return heard.response;
      // A server may close an idle connection just as we use it again, or have left bytes in it (RFC 9112 §9.3.1).
      const broken = heard.error.code === 'reset' || heard.error.code === 'protocol';
      const stale = connection.reused() && broken && !stop.aborted;
      if (!stale) throw heard.error;
    }
  };

  /** On a connection that nobody used before and nobody will use again. */
  const alone =
    (send: (ask: Ask, receiver: Receiver, over: AbortSignal) => Promise<void>): Exchange =>
    async (ask, stop, startClock) => {
      startClock();
      const over = new AbortController();
      const close = () => over.abort(new ExchangeError('local', 'the exchange is over'));
      const heard = await hear((receiver) => send(ask, receiver, over.signal), close, stop);
      close();
      if ('response' in heard) return heard.response;
      throw heard.error;
    };
  const overHttp1 = alone(async (ask, receiver, over) => {
    const connection = openHttp1(ask.route.url.origin, dial, () => {});
    over.addEventListener('abort', () => void connection.destroy(), { once: true });
    connection.send(ask, receiver);
  });
  // Few servers want either.
  const overHttp2 = alone(async (...exchange) => (await import('./http2.ts')).sendHttp2(dial, ...exchange));
  const leniently = alone(async (...exchange) => (await import('./lenient.ts')).sendLenient(dial, ...exchange));

  const chosen = ({ method, fresh, tls, protocol }: HttpRequest, { url }: Route): Exchange => {
    if (protocol === 'lenient') return leniently;
    if (protocol === 'http2' && url.protocol === 'https:') return overHttp2;
    // A connection that idled may fail under the request, and a POST must not be sent twice (RFC 9110 §9.2.2).
    return fresh || tls !== 'verified' || method === 'POST' ? overHttp1 : pooled;
  };

  return {
    exchange: async (request, signal) => {
      signal.throwIfAborted();
      const url = new URL(request.url);
      const proxy = proxyOf(url);
      const route: Route = {
        url,
        proxy,
        addresses: request.addresses,
        tls: request.tls,
        alpn: request.protocol === 'http2' ? 'h2' : 'http/1.1',
      };
      const stop = new AbortController();
      const abort = () => stop.abort(signal.reason);
      let timer: NodeJS.Timeout | undefined;
      // A signal does not end undici's request while it connects; this timer does, over all of the exchange.
      const startClock = () => {
        timer ??= setTimeout(
          () => stop.abort(new ExchangeError('timeout', `${Math.round(request.timeoutMs)} ms`)),
          request.timeoutMs,
        );
      };
      const callOff = onAbort(signal, abort);
      running.add(stop);
      try {
        const response = await chosen(request, route)(askOf(request, route), stop.signal, startClock);
        signal.throwIfAborted();
        if (proxy !== undefined && url.protocol === 'http:' && response.status === 407) throw wantsCredentials();
        return response;
      } catch (error) {
        signal.throwIfAborted();
        throw toExchangeError(error);
      } finally {
        clearTimeout(timer);
        callOff();
        running.delete(stop);
      }
    },
    viaProxy: (url) => proxyOf(new URL(url)) !== undefined,
    close: async () => {
      for (const stop of running) stop.abort(new ExchangeError('local', 'the client was closed'));
      await pool.close();
    },
  };
};

const askOf = ({ method, headers, content }: HttpRequest, route: Route): Ask => ({
  method,
  route,
  headers,
  ...(content === undefined ? {} : { content: new TextEncoder().encode(content) }),
});

/** Brings an answer or throws; ends when `stop` says so; calls `startClock` when it no longer waits for its turn. */
type Exchange = (ask: Ask, stop: AbortSignal, startClock: () => void) => Promise<HttpResponse>;

type Heard = { readonly reusable: boolean } & ({ readonly response: HttpResponse } | { readonly error: ExchangeError });

/** Sends, and listens until there is an answer, a failure, or the exchange is stopped; then `close` ends the connection. */
const hear = async (
  send: (receiver: Receiver) => void | Promise<void>,
  close: () => void,
  stop: AbortSignal,
): Promise<Heard> => {
  const receiver = createReceiver(close);
  const end = () => {
    receiver.fail(stop.reason);
    close();
  };
  if (stop.aborted) end();
  else stop.addEventListener('abort', end);
  try {
    const sending = async () => send(receiver);
    sending().catch(receiver.fail);
    return { response: await receiver.response, reusable: receiver.complete() };
  } catch (error) {
    close();
    return { error: toExchangeError(error), reusable: false };
  } finally {
    stop.removeEventListener('abort', end);
  }
};
