import { createServer, type Socket } from 'node:net';

import { listen, type Listening, type SeenRequest, type Served } from './served.ts';

/** One connection, as the script of `serveRaw` sees it. */
export interface RawConnection {
  /** 1 for the first connection that was made. */
  readonly number: number;
  /** The next request's head, or `undefined` when the client has gone. */
  request(): Promise<SeenRequest | undefined>;
  /** Sends bytes as they are; text is Latin-1. */
  send(bytes: string | Uint8Array): void;
  /** Ends our side in order (FIN). */
  end(): void;
  /** Breaks off (RST). */
  reset(): void;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
}

/** What a raw server does with a connection. It may wait for promises of the test; nothing else makes it wait. */
export type RawScript = (connection: RawConnection) => void | Promise<void>;

/** Serves bytes: answers that break rules, break off, drip or never come. */
export const serveRaw = async (script: RawScript, listening?: Listening): Promise<Served> => {
  const server = createServer();
  const { log, ...served } = await listen(server, listening);
  server.on('connection', (socket) => {
    const connection = rawConnection(socket, log.numberOf(socket), (request) => log.requests.push(request));
    void Promise.resolve(script(connection)).catch((error: unknown) => socket.destroy(error as Error));
  });
  return served;
};

const rawConnection = (socket: Socket, number: number, seen: (request: SeenRequest) => void): RawConnection => {
  let text = '';
  let wake = () => {};
  let gone = false;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      gone = true;
      resolve();
      wake();
    });
  });
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    wake();
  });
  return {
    number,
    closed,
    request: async () => {
      while (!text.includes('\r\n\r\n')) {
        if (gone) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const end = text.indexOf('\r\n\r\n');
      const request = parsed(text.slice(0, end), number);
      text = text.slice(end + 4);
      seen(request);
      return request;
    },
    send: (bytes) => {
      if (!gone) socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    end: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
  };
};

const parsed = (head: string, connection: number): SeenRequest => {
  const [line = '', ...lines] = head.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const headers = lines.map((text) => {
    const colon = text.indexOf(':');
    return [text.slice(0, colon), text.slice(colon + 1).trim()] as const;
  });
  return { method, path, headers, connection };
};
