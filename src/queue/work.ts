import { setMaxListeners } from 'node:events';
import type { Job } from 'bullmq';
import { hostOf } from '../inspect/host.ts';
import { unlessAborted } from '../inspect/unless-aborted.ts';
import { observe } from '../inspect/inspect.ts';
import type { AuditOptions } from '../options/schema.ts';
import { createTools } from '../tools.ts';
import type { World } from '../world.ts';
import { deliver } from './deliver.ts';
import { connectEngine } from './engine.ts';
import { createHostSlots } from './host-slots.ts';
import { type HostJob, readHostJob } from './messages.ts';
import { beatMs, doneKey, hostsQueue, prefix, recovery, runKey, workersExpireMs, workersKey } from './names.ts';

interface Work {
  /** How patient this worker is, where it may go, and how many requests it has under way: its own, whatever a run was told. */
  readonly options: AuditOptions;
  readonly world: World;
  readonly signal: AbortSignal;
  /** Takes what is said of the work, a line at a time. */
  readonly saying: (text: string) => void;
}

/** To give back what is not done. */
const closeMs = 5000;

/** A job under way. */
interface Task {
  readonly run: string;
  /** Aborted when nobody waits for it any more. */
  readonly dropped: AbortController;
}

/**
 * Looks at the links of the jobs in a queue until it is told to stop: then it gives back what it has not done. Throws `UsageError`
 * where there is no such queue.
 */
export async function work(address: string, { options, world, signal, saying }: Work): Promise<void> {
  const engine = await connectEngine(address);
  const { bullmq, redis, place } = engine;
  const { clock } = world;
  const slots = createHostSlots(redis, clock, signal);
  const tasks = new Set<Task>();
  // A job seldom needs more requests at once than its host bears.
  const jobs = Math.max(1, Math.floor(options.concurrency / options.hostConcurrency));
  const own = { ...options, concurrency: Math.ceil(options.concurrency / jobs) };
  const looking = { ...own, list: false, save: false, archive: 'all', cacheDir: undefined } as const;
  setMaxListeners(0, signal);
  world.parsing.prepare?.();
  let count = 0;

  /** Looks at what is left of a job. Throws when aborted, and for faults of this machine. */
  async function look({ run, links, mainText }: HostJob, id: string, dropped: AbortSignal): Promise<void> {
    const fault = new AbortController();
    const ended = AbortSignal.any([signal, dropped, fault.signal]);
    setMaxListeners(0, ended);
    const tools = createTools({ ...looking, drift: mainText }, world, { onNotice: () => {}, hostSlots: slots });
    const done = new Set(await redis.smembers(doneKey(id)));
    const looks = links
      .filter(({ url }) => !done.has(url))
      .map(async ({ url, kinds, language, embeddedFrom }) => {
        const about = { kinds: () => kinds, citedAt: undefined, language, embeddedFrom };
        const observation = await observe({ type: 'web', url }, about, tools, ended);
        await deliver(redis, run, { type: 'observation', url, observation }, id);
        count += 1;
      });
    try {
      await Promise.all(looks);
    } finally {
      fault.abort();
    }
  }

  async function take(job: Job<unknown>, token: string | undefined): Promise<void> {
    const read = readHostJob(job.data);
    if (read === undefined || job.id === undefined) throw new bullmq.UnrecoverableError('not a job of ours');
    const task: Task = { run: read.run, dropped: new AbortController() };
    if ((await redis.exists(runKey(task.run))) === 0) return;
    tasks.add(task);
    try {
      await look(read, job.id, task.dropped.signal);
      await redis.del(doneKey(job.id));
    } catch (error) {
      if (task.dropped.signal.aborted) return void (await redis.del(doneKey(job.id)));
      if (!signal.aborted) throw error;
      await job.moveToWait(token);
      throw new bullmq.WaitingError();
    } finally {
      tasks.delete(task);
    }
  }

  const worker = new bullmq.Worker(hostsQueue, take, { connection: redis, prefix, concurrency: jobs, ...recovery });
  // It goes on by itself when Redis is back.
  let isAway = false;
  worker.on('error', () => {
    if (isAway || signal.aborted) return;
    isAway = true;
    saying(`Redis at ${place} does not answer: waiting for it`);
  });
  worker.on('failed', (job, error) =>
    saying(`the links of ${hostIn(job?.data)} could not be looked at: ${error.message}`),
  );
  saying(`takes jobs from ${place}`);
  while (!signal.aborted) {
    const beat = Promise.all([redis.set(workersKey, '', 'PX', workersExpireMs), dropOrphans()]);
    await unlessAborted(beat, signal).then(
      () => (isAway = false),
      () => {},
    );
    await clock.sleep(beatMs, signal).catch(() => {});
  }
  const closed = new AbortController();
  const closing = worker.close().finally(() => closed.abort());
  await Promise.race([closing, clock.sleep(closeMs, closed.signal)]).catch(() => {});
  engine.close();
  saying(`has looked at ${count} links`);

  /** Gives up what nobody waits for any more. */
  async function dropOrphans(): Promise<void> {
    for (const { run, dropped } of tasks) if ((await redis.exists(runKey(run))) === 0) dropped.abort();
  }
}

const hostIn = (data: unknown): string => {
  const [first] = readHostJob(data)?.links ?? [];
  return first === undefined ? 'a job' : hostOf(first.url);
};
