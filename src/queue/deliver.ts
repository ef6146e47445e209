import type { Redis } from 'ioredis';
import type { Result } from './messages.ts';
import { doneKey, leftoverMs, resultsKey } from './names.ts';

/**
 * Hands a result to its run, and notes in the same step that this address of the job is done: whoever takes the job over from a
 * worker that died goes on behind it.
 */
export async function deliver(redis: Redis, run: string, result: Result, job?: string): Promise<void> {
  const step = redis.multi().rpush(resultsKey(run), JSON.stringify(result)).pexpire(resultsKey(run), leftoverMs);
  if (job !== undefined && result.type === 'observation') {
    step.sadd(doneKey(job), result.url).pexpire(doneKey(job), leftoverMs);
  }
  await step.exec();
}
