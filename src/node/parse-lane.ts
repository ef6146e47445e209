import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { ParseJob, ParseReply } from './parse-job.ts';

export interface LaneOptions {
  readonly entry: URL;
  /** For one job, from the moment that the worker has loaded. */
  readonly deadlineMs: number;
  readonly limits: ResourceLimits;
}

/** How a job ended. */
export type Parsed =
  | Extract<ParseReply, { type: 'document' | 'page' | 'failed' }>
  | { readonly type: 'timeout' }
  | { readonly type: 'memory' };

/** One worker, and the queue before it. */
export interface ParseLane {
  /** Rejects with the signal's reason when aborted, and with an error of ours if the worker can't be started. */
  run(job: ParseJob, signal: AbortSignal): Promise<Parsed>;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: ParseJob;
  readonly signal: AbortSignal;
  readonly resolve: (parsed: Parsed) => void;
  readonly reject: (reason: unknown) => void;
}

interface Running {
  readonly worker: Worker;
  /** It has loaded, and works on something or waits for it. */
  ready: boolean;
  current?: { readonly waiting: Waiting; readonly timer?: NodeJS.Timeout };
}

/**
 * Hands jobs to a worker one at a time, so that those behind a hostile one lose nothing when its worker is killed: they are
 * still here. The worker is started with the first job, and keeps the process alive only while it works.
 */
export function createParseLane({ entry, deadlineMs, limits }: LaneOptions): ParseLane {
  const queue: Waiting[] = [];
  let running: Running | undefined;

  const start = (): Running => {
    // What the process was started with (`--input-type`, `--test`…) was meant for its own program.
    const worker = new Worker(entry, { resourceLimits: limits, execArgv: [] });
    const started: Running = { worker, ready: false };
    worker.on('message', (reply: ParseReply) => {
      if (reply.type === 'ready') started.ready = true;
      else settle(started, ({ resolve }) => resolve(reply));
      next(started);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (running !== started) return;
      running = undefined;
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      settle(started, ({ resolve }) =>
        resolve(outOfMemory ? { type: 'memory' } : { type: 'failed', detail: error.message }),
      );
      // A worker that can't even load is a fault of ours, and the next one could not either.
      if (!started.ready) for (const { reject } of queue.splice(0)) reject(error);
      advance();
    });
    return started;
  };

  /** Ends the job at hand. */
  const settle = (from: Running, end: (waiting: Waiting) => void): void => {
    const { current } = from;
    if (current === undefined) return;
    clearTimeout(current.timer);
    delete from.current;
    end(current.waiting);
  };

  /** Ends the job at hand together with its worker: nothing else stops a parser. */
  const kill = (from: Running, end: (waiting: Waiting) => void): void => {
    if (running === from) running = undefined;
    settle(from, end);
    void from.worker.terminate();
    advance();
  };

  const advance = (): void => {
    if (queue.length === 0) return;
    running ??= start();
    running.worker.ref();
    next(running);
  };

  const next = (on: Running): void => {
    if (running !== on || !on.ready || on.current !== undefined) return;
    const waiting = queue.shift();
    if (waiting === undefined) return on.worker.unref();
    const timer = setTimeout(() => kill(on, ({ resolve }) => resolve({ type: 'timeout' })), deadlineMs);
    on.current = { waiting, timer };
    on.worker.postMessage(waiting.job, waiting.job.type === 'page' ? [waiting.job.body.buffer as ArrayBuffer] : []);
  };

  return {
    async run(job, signal) {
      signal.throwIfAborted();
      let onAbort = (): void => {};
      try {
        return await new Promise<Parsed>((resolve, reject) => {
          const waiting: Waiting = { job, signal, resolve, reject };
          onAbort = () => {
            const place = queue.indexOf(waiting);
            if (place !== -1) queue.splice(place, 1);
            if (running?.current?.waiting === waiting) kill(running, () => {});
            reject(signal.reason as unknown);
          };
          signal.addEventListener('abort', onAbort, { once: true });
          queue.push(waiting);
          advance();
        });
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    async close() {
      const closing = running;
      running = undefined;
      const closed = new Error('parsing was closed');
      for (const { reject } of queue.splice(0)) reject(closed);
      if (closing === undefined) return;
      settle(closing, ({ reject }) => reject(closed));
      await closing.worker.terminate();
    },
  };
}
