import { version } from '../version.ts';

/**
 * What things are called in Redis. Programs of another version may mean something else by the same job: what they write stands
 * apart, but for the slots of hosts, which all share.
 */
export const prefix = `audit-links-${version}`;

/** The queue of hosts whose links are to be looked at. */
export const hostsQueue = 'hosts';

/** The queue of turns at one service of an archive, shared by all runs. */
export const turnsQueue = (home: string, budget: string): string =>
  `turns-${new URL(home).host}-${budget}`.replace(/[^\w.-]/g, '_');

/** There as long as the run is. */
export const runKey = (run: string): string => `${prefix}:run:${run}`;
/** What a run is told: a list of results. */
export const resultsKey = (run: string): string => `${prefix}:results:${run}`;
/** The addresses of a job that are done, whoever did them. */
export const doneKey = (job: string): string => `${prefix}:done:${job}`;
/** There as long as any worker is. */
export const workersKey = `${prefix}:workers`;

/** A run that has not been heard of for so long is over, and so is a worker. */
export const runExpiresMs = 60_000;
export const workersExpireMs = 10_000;
/** How often both are heard of. */
export const beatMs = 2000;
/** What nobody takes away is gone after this. */
export const leftoverMs = 3_600_000;

/** When a job is taken from a worker that died, and given to another: after 10 to 13 s, however often that happens. */
export const recovery = { lockDuration: 10_000, stalledInterval: 3000, maxStalledCount: 1000 } as const;
