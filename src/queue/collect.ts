import { randomUUID } from 'node:crypto';
import type { Hire } from '../inspect/crew.ts';
import type { About } from '../inspect/inspect.ts';
import { unlessAborted } from '../inspect/unless-aborted.ts';
import { UsageError } from '../usage-error.ts';
import type { Clock } from '../world.ts';
import { connectEngine } from './engine.ts';
import { type HostJob, type JobLink, readResult } from './messages.ts';
import { beatMs, doneKey, hostsQueue, prefix, resultsKey, runExpiresMs, runKey, workersKey } from './names.ts';
import { createTurns } from './turns.ts';
import { createWanted } from './wanted.ts';
import { createWatch } from './watch.ts';

/** The workers behind a queue, as a run has them. */
export interface Gathered {
  readonly hire: Hire;
  /** Takes back what is not done, within 5 s. */
  close(): Promise<void>;
}

/** When no target has come for so long, all that are known are sent: a host should have one job. */
const gatherMs = 50;
const closeMs = 2500;
/** A job that fails for a fault of its worker's machine is tried again, by another if need be. */
const attempts = 3;

/**
 * Connects to the workers behind a queue on Redis. One host's links are one job, and their observations come back one by one, so
 * that what is found is not lost with whoever found it. Throws `UsageError` where there is no such queue.
 */
export async function gather(address: string, clock: Clock): Promise<Gathered> {
  const engine = await connectEngine(address);
  const { bullmq, redis, place } = engine;
  const run = randomUUID();
  const over = new AbortController();
  const wanted = createWanted();
  const turns = createTurns(engine, run);
  /** The hosts of the jobs that were sent. */
  const jobs = new Map<string, string>();
  // Each of these waits in Redis for what comes, and so has a connection of its own.
  const [reader, listener] = [redis.duplicate(), redis.duplicate()];
  const hosts = new bullmq.Queue<HostJob>(hostsQueue, { connection: redis, prefix });
  const failures = new bullmq.QueueEvents(hostsQueue, { connection: listener, prefix });
  // A Redis that is away is told by the watch.
  const ignored = (): void => {};
  for (const connection of [reader, listener]) connection.on('error', ignored);
  hosts.on('error', ignored);
  failures.on('error', ignored);

  let failure: { readonly error: unknown } | undefined;
  const fail = (problem: unknown): void => {
    if (over.signal.aborted) return;
    const error = isRefusal(problem) ? new UsageError(`Redis at ${place} refuses: ${problem.message}`) : problem;
    failure ??= { error };
    wanted.fail(error);
    over.abort(error);
  };
  failures.on('failed', ({ jobId, failedReason }) => {
    const host = jobs.get(jobId);
    if (host === undefined) return;
    fail(new UsageError(`The workers could not look at the links of ${host}: ${failedReason}`));
  });

  const hire: Hire = ({ mainText, onNotice }) => {
    const begun = redis.set(runKey(run), '', 'PX', runExpiresMs);
    begun.then(() => Promise.all([reading(), beating(createWatch(place, onNotice))])).catch(fail);
    let isAllRead = false;
    let sending: Promise<void> | undefined;

    const send = async (): Promise<void> => {
      await begun;
      await gathered();
      sending = undefined;
      const added = [...wanted.next()].map(([host, targets]) => {
        const jobId = `${run}-${jobs.size}`;
        jobs.set(jobId, host);
        const data = { run, mainText, links: targets.map(({ url, about }) => linkOf(url, about)) };
        return { name: 'host', data, opts: { jobId, attempts, removeOnComplete: true, removeOnFail: true } };
      });
      if (added.length > 0) await hosts.addBulk(added);
    };
    const gathered = async (): Promise<void> => {
      let known: number;
      do {
        known = wanted.count();
        await clock.sleep(gatherMs, over.signal);
      } while (wanted.count() > known);
    };
    const sendSoon = (): void => {
      if (sending !== undefined || !isAllRead) return;
      sending = send();
      sending.catch(fail);
    };

    return {
      observe({ url }, about, signal) {
        if (failure !== undefined) return Promise.reject(failure.error);
        const observation = wanted.want(url, about);
        sendSoon();
        return unlessAborted(observation, signal);
      },
      allRead() {
        isAllRead = true;
        sendSoon();
      },
      turnFor: (archive, budget) => {
        const turn = turns.at(archive, budget);
        return (signal) => turn(AbortSignal.any([signal, over.signal]));
      },
    };
  };

  return {
    hire,
    async close() {
      over.abort();
      // What waits in Redis would wait on, and what listens would try again.
      for (const connection of [reader, listener]) connection.disconnect();
      const closing = [failures.close()];
      await inTime(takeBack());
      closing.push(hosts.close(), turns.close());
      await inTime(Promise.all(closing));
      engine.close();
    },
  };

  /** Redis may be away, and nobody waits for it to come back. */
  async function inTime(work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    const ended = work.finally(() => done.abort());
    await Promise.race([ended, clock.sleep(closeMs, done.signal)]).catch(() => {});
  }

  /** Takes what the workers found, as it comes. */
  async function reading(): Promise<void> {
    while (!over.signal.aborted) {
      const [, text] = (await reader.blpop(resultsKey(run), beatMs / 1000)) ?? [];
      if (text !== undefined) take(text);
    }
  }

  function take(text: string): void {
    const result = readResult(text);
    if (result === undefined) throw new UsageError(`What came over the queue at ${place} is not a worker's answer.`);
    if (result.type === 'turn') turns.come(result.id);
    else wanted.come(result.url, result.observation);
  }

  /** Says that this run is there, and sees whether anybody works for it. */
  async function beating(watch: ReturnType<typeof createWatch>): Promise<void> {
    while (!over.signal.aborted) {
      const beat = Promise.all([redis.set(runKey(run), '', 'PX', runExpiresMs, 'XX'), redis.exists(workersKey)]);
      // A Redis that is away answers when it is back, if ever.
      const heard = await Promise.race([beat, clock.sleep(beatMs, over.signal)]);
      const sight = { isKnown: heard?.[0] === 'OK', works: heard?.[1] === 1, waits: wanted.isWaiting() };
      watch({ ...sight, redisAnswers: heard !== undefined }, clock.monotonic());
      await clock.sleep(beatMs, over.signal);
    }
  }

  async function takeBack(): Promise<void> {
    // From now on the workers know that nobody waits for what they do.
    await redis.del(runKey(run));
    // One that a worker is busy with can't be taken from it: the worker drops it by itself.
    await Promise.all([...jobs.keys()].map((id) => hosts.remove(id).catch(() => 0)));
    await turns.takeBack();
    await redis.del(resultsKey(run), ...[...jobs.keys()].map(doneKey));
  }
}

/** What Redis says when it is full, or does not let us write. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && error.name === 'ReplyError';

const linkOf = (url: string, { kinds, language, embeddedFrom }: About): JobLink => ({
  url,
  kinds: kinds(),
  ...(language === undefined ? {} : { language }),
  ...(embeddedFrom === undefined ? {} : { embeddedFrom }),
});
