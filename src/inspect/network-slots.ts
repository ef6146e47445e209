import { createLanes } from './lanes.ts';

/** The slots of this machine's network: so many requests are under way at once, whoever is asked. */
export interface NetworkSlots {
  /**
   * Waits for a slot, and resolves with the way to give it back. Rejects with the signal's reason when aborted. `queue`: how many
   * wait for the same host.
   */
  take(queue: number, signal: AbortSignal): Promise<() => void>;
  /** From now on half as many, but one. */
  halve(): void;
}

/**
 * Requests that start in one turn of the event loop. When there are more to send than the processor can bear, each turn would take
 * as long as all of them do, and who waits for an answer would wait for as long, several times a request. (5,000 links at 200 hosts:
 * the 60th request to the host with most of them is sent after 5 s, not after 8, and as many are sent in all.)
 */
const startsPerTurn = 2;

/** Hosts with twice the queue have a lane of their own before the others. */
const laneCount = 8;

/**
 * Gives slots to the hosts with the longest queues first, as the run lasts as long as the longest of them. (Longest processing time
 * first: Graham, “Bounds on Multiprocessing Timing Anomalies”, 1969.)
 */
export function createNetworkSlots(count: number): NetworkSlots {
  const lanes = createLanes(count, laneCount, startsPerTurn);
  let slots = count;
  return {
    take: (queue, signal) => lanes.enter(Math.max(0, laneCount - 1 - Math.floor(Math.log2(1 + queue))), signal),
    halve() {
      slots = Math.max(1, Math.floor(slots / 2));
      lanes.resize(slots);
    },
  };
}
