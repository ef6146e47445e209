import { request } from 'node:http';

import type { Dial } from './dial.ts';
import { maxHeaderSize } from './http1.ts';
import { headerPairs } from './raw-headers.ts';
import type { Receiver } from './receive.ts';
import { type Ask, requestOf } from './request.ts';

/** Asks with Node's own client, whose parser can be told to put up with what undici's refuses. One connection, one request. */
export const sendLenient = async (dial: Dial, ask: Ask, receiver: Receiver, over: AbortSignal): Promise<void> => {
  const socket = await dial(ask.route, over);
  over.addEventListener('abort', () => socket.destroy(), { once: true });
  request({
    ...requestOf(ask),
    createConnection: () => socket,
    insecureHTTPParser: true,
    maxHeaderSize,
  })
    .on('error', receiver.fail)
    .on('information', receiver.informational)
    .on('response', (response) => {
      receiver.head(response.statusCode ?? 0, headerPairs(response.rawHeaders));
      response.on('data', receiver.data).on('end', receiver.end).on('error', receiver.fail);
    })
    .end(ask.content);
};
