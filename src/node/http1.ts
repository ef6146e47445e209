import type { Socket } from 'node:net';

// Of all that the package holds, only this is used; the rest would take longer to load than ours does.
import Client from 'undici/lib/dispatcher/client.js';

import type { Dial, Route } from './dial.ts';
import { headerPairs } from './raw-headers.ts';
import type { Receiver } from './receive.ts';
import { type Ask, requestOf } from './request.ts';

/** Bytes of all headers of an answer. Node's 16 kB calls living sites broken. */
export const maxHeaderSize = 128 * 1024;

/** An idle connection is closed after so long, before most servers do it. */
const keepAliveMs = 4_000;

/** A connection to one origin, for one exchange at a time. */
export interface Connection {
  readonly origin: string;
  /** Sends a request and tells the receiver what comes back. Dials, if the connection has gone or never was. */
  send(ask: Ask, receiver: Receiver): void;
  /** The last request went out on a connection that had served before. */
  reused(): boolean;
  /** Who is at the other end, while connected. */
  address(): string | undefined;
  destroy(): Promise<void>;
}

/**
 * One undici `Client`, which is one connection. No `Agent`: a request that is aborted makes an undici 7 pool connect
 * again for nothing, a pool may dial for another request than the one whose addresses were allowed, and neither says
 * which connection a request went over. `onIdleClose` is told when the connection ends between two exchanges.
 */
export const openHttp1 = (origin: string, dial: Dial, onIdleClose: (connection: Connection) => void): Connection => {
  const closing = new AbortController();
  let route: Route | undefined;
  let socket: Socket | undefined;
  let dialled = false;
  let busy = false;

  const client = new Client(origin, {
    connect: (_options, callback) => {
      dialled = true;
      if (route === undefined) return callback(new Error('nobody asked for a connection'), null);
      dial(route, closing.signal).then(
        (opened) => {
          socket = opened;
          callback(null, opened);
        },
        (error: Error) => callback(error, null),
      );
    },
    pipelining: 1,
    maxHeaderSize,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    // The exchange has a deadline of its own; undici's timers are coarse, and a drip of bytes defeats them.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  client.on('disconnect', () => {
    socket = undefined;
    if (!busy) onIdleClose(connection);
  });

  const connection: Connection = {
    origin,
    send: (ask, receiver) => {
      route = ask.route;
      dialled = false;
      busy = true;
      const done = () => {
        busy = false;
      };
      client.dispatch(
        { ...requestOf(ask), body: ask.content ?? null },
        {
          onRequestStart: () => {},
          onResponseStart: ({ rawHeaders }, status) => {
            if (status < 200) receiver.informational();
            else receiver.head(status, headerPairs((rawHeaders as Buffer[]).map((bytes) => bytes.toString('latin1'))));
          },
          onResponseData: (_controller, chunk) => receiver.data(chunk),
          onResponseEnd: () => {
            done();
            receiver.end();
          },
          onResponseError: (_controller, error) => {
            done();
            receiver.fail(error);
          },
        },
      );
    },
    reused: () => !dialled,
    address: () => (socket?.destroyed === true ? undefined : socket?.remoteAddress),
    destroy: async () => {
      closing.abort(new Error('the connection is closed'));
      await client.destroy();
    },
  };
  return connection;
};
