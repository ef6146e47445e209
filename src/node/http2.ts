import { connect, constants } from 'node:http2';

import { ExchangeError } from '../world.ts';
import type { Dial } from './dial.ts';
import { headerPairs } from './raw-headers.ts';
import type { Receiver } from './receive.ts';
import { type Ask, lengthOf } from './request.ts';

/** Asks over HTTP/2 (RFC 9113). One connection, one request. */
export const sendHttp2 = async (
  dial: Dial,
  { route, method, headers, content }: Ask,
  receiver: Receiver,
  over: AbortSignal,
): Promise<void> => {
  const { url } = route;
  const socket = await dial(route, over);
  over.addEventListener('abort', () => socket.destroy(), { once: true });
  const session = connect(url, { createConnection: () => socket }).on('error', receiver.fail);
  const stream = session.request({
    ...headers,
    ...lengthOf(content),
    ':method': method,
    ':scheme': 'https',
    ':authority': url.host,
    ':path': `${url.pathname}${url.search}`,
  });
  stream
    .on('headers', receiver.informational)
    .on('response', ({ ':status': status = 0 }, _flags, raw?: readonly string[]) => {
      receiver.head(status, headerPairs(raw ?? []));
    })
    .on('data', receiver.data)
    .on('error', receiver.fail)
    // A stream that the server resets ends like any other; only its code tells (RFC 9113 §7).
    .on('close', () => {
      if (stream.readableEnded && stream.rstCode === constants.NGHTTP2_NO_ERROR) receiver.end();
      else receiver.fail(new ExchangeError('reset', 'the stream was reset'));
    })
    .end(content);
};
