import { onAbort } from '../on-abort.ts';
import { createFifo } from './fifo.ts';

/** Places for a few at once; who waits, waits in a lane. */
export interface Lanes {
  /**
   * Waits for a place in this lane (0 is served first), and resolves with the way to give it back. Moves to lane 0 when `hurry`
   * comes true meanwhile. Rejects with the signal's reason when aborted.
   */
  enter(lane: number, signal: AbortSignal, hurry?: Promise<boolean>): Promise<() => void>;
  /** How many wait. */
  waiting(): number;
  /** From now on there are so many places. Who has one keeps it. */
  resize(places: number): void;
}

interface Waiter {
  lane: number;
  isWaiting: boolean;
  readonly start: () => void;
}

/**
 * A start costs the same however many wait, and whoever changes lanes or gives up is passed over where they stood. No more than
 * `perTurn` start in one turn of the event loop.
 */
export function createLanes(places: number, count: number, perTurn = Infinity): Lanes {
  const lanes = Array.from({ length: count }, (_, lane) => createLane(lane));
  let all = places;
  let inside = 0;
  let waiting = 0;
  let startsInTurn = 0;

  const admit = (): void => {
    while (hasRoom()) {
      const next = foremost();
      if (next === undefined) return;
      quit(next);
      inside += 1;
      countStart();
      next.start();
    }
  };
  const hasRoom = (): boolean => inside < all && startsInTurn < perTurn;
  const countStart = (): void => {
    if (perTurn === Infinity) return;
    if (startsInTurn === 0) setImmediate(beginTurn);
    startsInTurn += 1;
  };
  const beginTurn = (): void => {
    startsInTurn = 0;
    admit();
  };
  const quit = (waiter: Waiter): void => {
    waiter.isWaiting = false;
    waiting -= 1;
  };
  const foremost = (): Waiter | undefined => {
    for (const lane of lanes) {
      const waiter = lane.take();
      if (waiter !== undefined) return waiter;
    }
    return undefined;
  };
  const leave = (): void => {
    inside -= 1;
    admit();
  };

  return {
    enter: (lane, signal, hurry) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const giveUp = (): void => {
          quit(waiter);
          reject(signal.reason);
        };
        const start = (): void => {
          callOff();
          resolve(leave);
        };
        const waiter: Waiter = { lane, isWaiting: true, start };
        const callOff = onAbort(signal, giveUp);
        lanes[lane]?.add(waiter);
        waiting += 1;
        void hurry?.then((comesTrue) => {
          if (!comesTrue || !waiter.isWaiting || waiter.lane === 0) return;
          waiter.lane = 0;
          lanes[0]?.add(waiter);
        });
        return admit();
      }),
    waiting: () => waiting,
    resize(count) {
      all = count;
      admit();
    },
  };
}

/** First come, first served. */
function createLane(own: number) {
  const waiters = createFifo<Waiter>();
  return {
    add: (waiter: Waiter): void => waiters.add(waiter),
    take(): Waiter | undefined {
      let waiter = waiters.take();
      while (waiter !== undefined && !(waiter.isWaiting && waiter.lane === own)) waiter = waiters.take();
      return waiter;
    },
  };
}
