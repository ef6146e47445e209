import type { AddressInfo, Server, Socket } from 'node:net';

/** One request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** The target of the request line, as sent. */
  readonly path: string;
  /** In their order, names as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Counts the connections from 1; two requests with one number shared a connection. */
  readonly connection: number;
}

/** A server of a test's own, on loopback. */
export interface Served {
  readonly address: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  /** How many connections were ever made. */
  connections(): number;
  /** How many are open now. */
  open(): number;
  /** How many were open at once, at most. */
  peak(): number;
  /** Breaks off what is open, and stops. */
  close(): Promise<void>;
}

/** Where a server listens; IPv4 loopback unless a test is about IPv6. */
export interface Listening {
  readonly address?: string;
}

/** The log that a server keeps of its connections and requests. */
export interface Log {
  readonly requests: SeenRequest[];
  /** The number of a connection. */
  numberOf(socket: Socket): number;
}

/** Starts any server of `node:net` on a free port of loopback, and watches its connections. */
export const listen = async (
  server: Server,
  { address = '127.0.0.1' }: Listening = {},
): Promise<Served & { readonly log: Log }> => {
  const numbers = new WeakMap<Socket, number>();
  const sockets = new Set<Socket>();
  const requests: SeenRequest[] = [];
  let connections = 0;
  let peak = 0;
  server.on('connection', (socket) => {
    connections += 1;
    numbers.set(socket, connections);
    sockets.add(socket);
    peak = Math.max(peak, sockets.size);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, address, resolve);
  });
  return {
    address,
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    peak: () => peak,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    log: { requests, numberOf: (socket) => numbers.get(socket) ?? 0 },
  };
};

/** A flat list of names and values, as Node has it, in pairs. */
export const pairs = (flat: readonly string[]): (readonly [string, string])[] =>
  flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
