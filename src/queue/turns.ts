import type { Queue, Worker } from 'bullmq';
import type { Archive, ArchiveBudget } from '../archives/archive.ts';
import { unlessAborted } from '../inspect/unless-aborted.ts';
import { deliver } from './deliver.ts';
import type { Engine } from './engine.ts';
import { readTurnJob, type TurnJob } from './messages.ts';
import { prefix, recovery, turnsQueue } from './names.ts';

/** The turns of a run at archives. */
interface Turns {
  at(archive: Archive, budget: string): (signal: AbortSignal) => Promise<void>;
  /** A turn has come, to this run. */
  come(id: string): void;
  /** Gives up those that have not come. */
  takeBack(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Queues for the services of archives, one each, which all runs on one Redis share: the engine's rate limiter counts for all of
 * them. A job is a turn, and every run hands out turns, whose ever they are; so nobody waits for a run that died. The question
 * itself stays with the run that asks it, and with it the keys that are sent to archives.
 */
export function createTurns({ bullmq, redis }: Engine, run: string): Turns {
  const services = new Map<string, { readonly queue: Queue<TurnJob>; readonly worker: Worker<unknown> }>();
  const waiting = new Map<string, { readonly queue: Queue<TurnJob>; readonly start: () => void }>();
  let count = 0;

  const serviceAt = (name: string, budget: ArchiveBudget) => {
    const known = services.get(name);
    if (known !== undefined) return known;
    const options = { connection: redis, prefix };
    const handOut = async ({ id = '', data }: { readonly id?: string; readonly data: unknown }): Promise<void> => {
      const turn = readTurnJob(data);
      if (turn !== undefined) await deliver(redis, turn.run, { type: 'turn', id });
    };
    const service = {
      queue: new bullmq.Queue<TurnJob>(name, options),
      worker: new bullmq.Worker<unknown>(name, handOut, { ...options, ...recovery, limiter: limiterOf(budget) }),
    };
    // Trouble with Redis is told by whoever watches over the run.
    service.queue.on('error', () => {});
    service.worker.on('error', () => {});
    services.set(name, service);
    return service;
  };

  return {
    at(archive, budgetName) {
      const budget = archive.budgets[budgetName];
      if (budget === undefined) throw new Error(`${archive.name} has no budget “${budgetName}”`);
      return async (signal) => {
        const { queue } = serviceAt(turnsQueue(archive.home, budgetName), budget);
        const jobId = `${run}-${(count += 1)}`;
        const started = new Promise<void>((start) => waiting.set(jobId, { queue, start }));
        try {
          await queue.add('turn', { run }, { jobId, removeOnComplete: true, removeOnFail: true });
          await unlessAborted(started, signal);
        } finally {
          // A turn that nobody wants any more is nobody's.
          if (waiting.delete(jobId)) queue.remove(jobId).catch(() => {});
        }
      };
    },
    come(id) {
      waiting.get(id)?.start();
      waiting.delete(id);
    },
    async takeBack() {
      await Promise.all([...waiting].map(([id, { queue }]) => queue.remove(id).catch(() => 0)));
    },
    async close() {
      await Promise.all([...services.values()].flatMap(({ queue, worker }) => [worker.close(), queue.close()]));
    },
  };
}

/**
 * The engine counts in windows that begin with a job, and a minute touches one window more than it holds: with such windows, no
 * minute ever sees more than the budget.
 */
export function limiterOf({ perMinute }: ArchiveBudget): { readonly max: number; readonly duration: number } {
  const max = Math.max(1, Math.floor(perMinute / 6));
  return { max, duration: Math.ceil((60_000 * max) / Math.max(1, perMinute - max)) };
}
