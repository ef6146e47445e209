import { createFifo, type Fifo } from './fifo.ts';

/**
 * What has yet to be looked at, by host, so that a million targets wait as a million small records and not as a million
 * inspections. (A crawler's word: Heydon and Najork, “Mercator: A Scalable, Extensible Web Crawler”, 1999.)
 */
export interface Frontier<Item> {
  /** It begins when there is room at its host and in all: in the order of coming at one host, and the hosts in turn. */
  add(host: string, item: Item): void;
  /** Resolves when everything that was added is done. */
  idle(): Promise<void>;
}

interface FrontierOptions<Item> {
  readonly limits: FrontierLimits;
  /** Never rejects. Calls `looked` when its host has been asked all that it is asked, which may be long before it is done. */
  readonly begin: (item: Item, looked: () => void) => Promise<void>;
}

/** How many may be under way at once. */
export interface FrontierLimits {
  readonly total: number;
  /** Of these, whose looks are not done yet. */
  readonly looking: number;
  /** The same at one host; and as long as nothing of it is done, so that those who are silent don't take the room of the others. */
  readonly perHost: number;
  readonly perNewHost: number;
}

interface Host<Item> {
  readonly waiting: Fifo<Item>;
  looking: number;
  limit: number;
  /** Stands among the hosts that have their turn. */
  isNext: boolean;
}

/** Begins what waits as soon as it may. */
export function createFrontier<Item>({ limits, begin }: FrontierOptions<Item>): Frontier<Item> {
  const hosts = new Map<string, Host<Item>>();
  const next = createFifo<Host<Item>>();
  let underWay = 0;
  let looking = 0;
  let onIdle = (): void => {};

  const queueUp = (host: Host<Item>): void => {
    if (host.isNext || host.waiting.size === 0 || host.looking >= host.limit) return;
    host.isNext = true;
    next.add(host);
  };
  const start = async (host: Host<Item>, item: Item): Promise<void> => {
    underWay += 1;
    looking += 1;
    host.looking += 1;
    let isLooking = true;
    const looked = (): void => {
      if (!isLooking) return;
      isLooking = false;
      looking -= 1;
      host.looking -= 1;
      host.limit = limits.perHost;
      queueUp(host);
    };
    await begin(item, () => {
      looked();
      pump();
    });
    underWay -= 1;
    looked();
    pump();
    if (underWay === 0) onIdle();
  };
  const hasRoom = (): boolean => underWay < limits.total && looking < limits.looking;
  const pump = (): void => {
    while (hasRoom()) {
      const host = next.take();
      if (host === undefined) return;
      host.isNext = false;
      const item = host.waiting.take();
      if (item !== undefined) void start(host, item);
      queueUp(host);
    }
  };

  return {
    add(name, item) {
      const host = hosts.get(name) ?? newHost<Item>(limits.perNewHost);
      hosts.set(name, host);
      host.waiting.add(item);
      queueUp(host);
      pump();
    },
    idle: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (underWay === 0) resolve();
      }),
  };
}

const newHost = <Item>(limit: number): Host<Item> => ({ waiting: createFifo(), looking: 0, limit, isNext: false });
