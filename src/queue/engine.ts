import type * as BullMq from 'bullmq';
import type { Redis } from 'ioredis';
import { redactAddress } from '../redact.ts';
import { parseUrl } from '../parse-url.ts';
import { UsageError } from '../usage-error.ts';

/** The engine behind a queue: BullMQ, and a connection to the Redis that it works on. */
export interface Engine {
  readonly bullmq: typeof BullMq;
  readonly redis: Redis;
  /** Where it is, without a password. */
  readonly place: string;
  /** Ends the connection, and lets none that was made like it be tried again. */
  close(): void;
}

const connectMs = 5000;
const longestPauseMs = 2000;

/** Loads the engine and connects it. Throws `UsageError` where it is not installed or Redis can't be reached. */
export async function connectEngine(address: string): Promise<Engine> {
  const url = parseUrl(address);
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(`${JSON.stringify(placeOf(address))} is not of the form redis://host:port`);
  }
  const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('A queue needs two packages that are not installed here: npm install bullmq ioredis', {
      cause: error,
    });
  });
  let isWanted = false;
  const redis = new Redis(address, {
    lazyConnect: true,
    connectTimeout: connectMs,
    // BullMQ wants its commands to wait for a connection that was lost.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isWanted ? Math.min(100 * times, longestPauseMs) : null),
  });
  let trouble: unknown;
  redis.on('error', (error) => (trouble = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // One that has ended would keep the process waiting for its end.
    if (redis.status !== 'end') redis.disconnect();
    throw new UsageError(`Redis at ${placeOf(address)} can't be used: ${messageOf(trouble ?? error)}`, {
      cause: error,
    });
  }
  isWanted = true;
  const close = (): void => {
    isWanted = false;
    redis.disconnect();
  };
  return { bullmq, redis, place: placeOf(address), close };
}

/** The address without what is secret in it. */
const placeOf = (address: string): string => redactAddress(address.replace(/(?<=:\/\/)[^/]*@/, '***@'));

/** A connection that is tried at several addresses fails with all their errors, and no message of its own. */
const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
};
