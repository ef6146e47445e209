import { Socket } from 'node:net';

/** Watches all that is dialled in this process, and lets nothing but loopback through. */
export const watchDialling = (): { readonly outside: readonly string[]; stop(): void } => {
  const outside: string[] = [];
  const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket;
  // Node calls it with what `net.connect` was called with, or with that made into a list.
  const spy = function (this: Socket, ...args: unknown[]): Socket {
    const [first] = args.flat();
    const { host = args[1], path } = (typeof first === 'object' ? first : {}) as { host?: unknown; path?: unknown };
    const to = path ?? host;
    if (typeof to === 'string' && !/^(?:127\.|::1$|localhost$)/.test(to)) {
      outside.push(to);
      throw new Error(`dialled ${to}`);
    }
    return Reflect.apply(connect, this, args);
  };
  Socket.prototype.connect = spy;
  return { outside, stop: () => void (Socket.prototype.connect = connect) };
};
