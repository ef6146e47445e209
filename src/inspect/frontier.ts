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
  /** Under way at once, in all. */
  readonly total: number;
  /** Of one host, that its looks are not done yet. */
  readonly perHost: number;
  /** Never rejects. Calls `looked` when its host has been asked all that it is asked, which may be long before it is done. */
  readonly begin: (item: Item, looked: () => void) => Promise<void>;
}

interface Host<Item> {
  readonly waiting: Fifo<Item>;
  looking: number;
  /** Stands among the hosts that have their turn. */
  isNext: boolean;
}

/** Begins what waits as soon as it may. */
export function createFrontier<Item>({ total, perHost, begin }: FrontierOptions<Item>): Frontier<Item> {
  const hosts = new Map<string, Host<Item>>();
  const next = createFifo<Host<Item>>();
  let underWay = 0;
  let onIdle = (): void => {};

  const queueUp = (host: Host<Item>): void => {
    if (host.isNext || host.waiting.size === 0 || host.looking >= perHost) return;
    host.isNext = true;
    next.add(host);
  };
  const start = async (host: Host<Item>, item: Item): Promise<void> => {
    underWay += 1;
    host.looking += 1;
    let isLooking = true;
    const looked = (): void => {
      if (!isLooking) return;
      isLooking = false;
      host.looking -= 1;
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
  const hasRoom = (): boolean => underWay < total;
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
      const host = hosts.get(name) ?? { waiting: createFifo<Item>(), looking: 0, isNext: false };
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
