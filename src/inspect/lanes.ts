import { onAbort } from '../on-abort.ts';
import { createFifo } from './fifo.ts';

/** Places for a few at once; who waits, waits in a lane. */
export interface Lanes {
  /**
   * Waits for a place in this lane (0 is served first), and resolves with the way to give it back. Moves to lane 0 when `hurry`
   * comes true meanwhile. Rejects with the signal's reason when aborted.
   */
  enter(lane: number, signal: AbortSignal, hurry?: Promise<boolean>): Promise<() => void>;
}

interface Waiter {
  lane: number;
  isWaiting: boolean;
  readonly start: () => void;
}

/** A start costs the same however many wait, and whoever changes lanes or gives up is passed over where they stood. */
export function createLanes(places: number, count: number): Lanes {
  const lanes = Array.from({ length: count }, (_, lane) => createLane(lane));
  let free = places;

  const admit = (): void => {
    while (free > 0) {
      const next = foremost();
      if (next === undefined) return;
      next.isWaiting = false;
      free -= 1;
      next.start();
    }
  };
  const foremost = (): Waiter | undefined => {
    for (const lane of lanes) {
      const waiter = lane.take();
      if (waiter !== undefined) return waiter;
    }
    return undefined;
  };
  const leave = (): void => {
    free += 1;
    admit();
  };

  return {
    enter: (lane, signal, hurry) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const giveUp = (): void => {
          waiter.isWaiting = false;
          reject(signal.reason);
        };
        const start = (): void => {
          callOff();
          resolve(leave);
        };
        const waiter: Waiter = { lane, isWaiting: true, start };
        const callOff = onAbort(signal, giveUp);
        lanes[lane]?.add(waiter);
        void hurry?.then((comesTrue) => {
          if (!comesTrue || !waiter.isWaiting || waiter.lane === 0) return;
          waiter.lane = 0;
          lanes[0]?.add(waiter);
        });
        return admit();
      }),
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
