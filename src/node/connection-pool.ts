import { canonicalAddress } from './addresses.ts';
import { onAbort } from '../on-abort.ts';
import type { Connection } from './http1.ts';

/** The connections of one origin: `busy` counts those that are out. */
interface Origin {
  readonly idle: Connection[];
  readonly waiting: (() => void)[];
  busy: number;
}

/** Keeps connections for the next exchange with the same origin, and never has more of them than the limit. */
export interface ConnectionPool {
  /**
   * A connection to the origin, for one exchange: an idle one if it leads to an allowed address (`undefined`: any,
   * behind a proxy), else a new one. Waits while the origin has no room, and rejects with the signal's reason.
   */
  take(origin: string, addresses: readonly string[] | undefined, signal: AbortSignal): Promise<Connection>;
  /** Takes it back; `reusable` if its last answer was read to the end. */
  give(connection: Connection, reusable: boolean): void;
  close(): Promise<void>;
}

export const createConnectionPool = (
  limit: number,
  open: (origin: string, onIdleClose: (connection: Connection) => void) => Connection,
): ConnectionPool => {
  const origins = new Map<string, Origin>();
  const all = new Set<Connection>();

  const discard = (connection: Connection): Promise<void> => {
    all.delete(connection);
    return connection.destroy();
  };
  const forget = (name: string, origin: Origin) => {
    if (origin.busy === 0 && origin.idle.length === 0 && origin.waiting.length === 0) origins.delete(name);
  };
  const onIdleClose = (connection: Connection) => {
    const origin = origins.get(connection.origin);
    const index = origin?.idle.indexOf(connection) ?? -1;
    if (origin === undefined || index < 0) return;
    origin.idle.splice(index, 1);
    forget(connection.origin, origin);
    void discard(connection);
  };

  return {
    take: async (name, addresses, signal) => {
      const origin = origins.get(name) ?? { idle: [], waiting: [], busy: 0 };
      origins.set(name, origin);
      if (origin.busy >= limit) await turn(origin.waiting, signal);
      else origin.busy += 1;
      const index = origin.idle.length === 0 ? -1 : leadingTo(addresses, origin.idle);
      const [found] = index < 0 ? [] : origin.idle.splice(index, 1);
      if (found !== undefined) return found;
      // The oldest idle one makes room: it leads where this request may not go.
      const spare = origin.busy + origin.idle.length > limit ? origin.idle.shift() : undefined;
      if (spare !== undefined) void discard(spare);
      const opened = open(name, onIdleClose);
      all.add(opened);
      return opened;
    },
    give: (connection, reusable) => {
      const origin = origins.get(connection.origin);
      if (origin === undefined) return;
      if (reusable && connection.address() !== undefined) origin.idle.push(connection);
      else void discard(connection);
      // The place goes to who has waited longest; `busy` stays as it is.
      const next = origin.waiting.shift();
      if (next === undefined) origin.busy -= 1;
      else next();
      forget(connection.origin, origin);
    },
    close: async () => {
      origins.clear();
      await Promise.all([...all].map(discard));
    },
  };
};

/** The place of the youngest connection that leads to an allowed address; -1 if none does. */
const leadingTo = (addresses: readonly string[] | undefined, idle: readonly Connection[]): number => {
  if (addresses === undefined) return idle.length - 1;
  let allowed: ReadonlySet<string | undefined> | undefined;
  return idle.findLastIndex((connection) => {
    const address = connection.address() ?? '';
    // Nearly always it is spelt as it was allowed.
    if (addresses.includes(address)) return true;
    allowed ??= new Set(addresses.map(canonicalAddress));
    return allowed.has(canonicalAddress(address));
  });
};

/** Waits for its turn in a queue, and leaves the queue when aborted. */
const turn = (queue: (() => void)[], signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const start = () => {
      callOff();
      resolve();
    };
    const leave = () => {
      queue.splice(queue.indexOf(start), 1);
      reject(signal.reason);
    };
    queue.push(start);
    const callOff = onAbort(signal, leave);
  });
