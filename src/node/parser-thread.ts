import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { ParseJob } from './parse-job.ts';
import { OutOfMemory, type StartParser } from './parser.ts';

export interface ParserThreadOptions {
  /** The program of the thread. */
  readonly entry: URL;
  /** What it can parse. */
  readonly type: ParseJob['type'];
  readonly limits: ResourceLimits;
}

/** Parsers on threads of this process: soon started, and near. */
export const parserThreads =
  ({ entry, type, limits }: ParserThreadOptions): StartParser =>
  (onReply, onEnd) => {
    // What the process was started with (`--input-type`, `--test`…) was meant for its own program.
    const worker = new Worker(entry, { workerData: type, resourceLimits: limits, execArgv: [] });
    worker.on('message', onReply);
    worker.on('error', (error: NodeJS.ErrnoException) =>
      onEnd(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new OutOfMemory(error.message, { cause: error }) : error),
    );
    return {
      send: (job) => worker.postMessage(job),
      ref: () => worker.ref(),
      unref: () => worker.unref(),
      async stop() {
        await worker.terminate();
      },
    };
  };
