import { connect } from 'node:http2';

import type { Dial } from './dial.ts';
import type { Receiver } from './receive.ts';
import type { Ask } from './request.ts';

/** Asks over HTTP/2 (RFC 9113). One connection, one request. */
export const sendHttp2 = async (
  dial: Dial,
  { route, headers }: Ask,
  receiver: Receiver,
  over: AbortSignal,
): Promise<void> => {
  const { url } = route;
  const socket = await dial(route, over);
  over.addEventListener('abort', () => socket.destroy(), { once: true });
  const session = connect(url, { createConnection: () => socket }).on('error', receiver.fail);
  session
    .request({
      ...headers,
      ':method': 'GET',
      ':scheme': 'https',
      ':authority': url.host,
      ':path': `${url.pathname}${url.search}`,
    })
    .on('headers', receiver.informational)
    .on('response', ({ ':status': status = 0 }, _flags, raw?: readonly string[]) => {
      const list = raw ?? [];
      receiver.head(
        status,
        list.flatMap((name, index) =>
          index % 2 === 0 && !name.startsWith(':') ? [[name, list[index + 1] ?? ''] as const] : [],
        ),
      );
    })
    .on('data', receiver.data)
    .on('end', receiver.end)
    .on('error', receiver.fail)
    .on('close', () => receiver.fail(new Error('the stream was closed')))
    .end();
};
