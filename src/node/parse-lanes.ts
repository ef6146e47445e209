import type { ParseLane } from './parse-lane.ts';

/** Jobs that pay for the start of one more worker: it takes as long as they do. */
const jobsPerWorker = 64;

/**
 * Several lanes as one: a job goes where the fewest wait. Each further lane is taken into use when so many jobs have come that its
 * worker is worth its start, so that a run of a few has one.
 */
export function parseLanes(lanes: readonly [ParseLane, ...ParseLane[]]): ParseLane {
  const [first] = lanes;
  const pending = new Map(lanes.map((lane) => [lane, 0]));
  const waiting = (lane: ParseLane): number => pending.get(lane) ?? 0;
  let jobs = 0;
  return {
    prepare: () => first.prepare(),
    async run(job, signal) {
      const inUse = lanes.slice(0, 1 + Math.floor(jobs / jobsPerWorker));
      jobs += 1;
      const lane = inUse.reduce((least, other) => (waiting(other) < waiting(least) ? other : least), first);
      pending.set(lane, waiting(lane) + 1);
      try {
        return await lane.run(job, signal);
      } finally {
        pending.set(lane, waiting(lane) - 1);
      }
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}
