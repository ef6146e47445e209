import { LocalFault } from '../local-fault.ts';
import type { ParseJob, ParseReply } from './parse-job.ts';
import { OutOfMemory, type Parser, type StartParser } from './parser.ts';

export interface LaneOptions {
  /** Starts its parser. */
  readonly startParser: StartParser;
  /** For one job, from the moment that the parser has loaded. */
  readonly deadlineMs: number;
}

/** How a job ended. */
export type Parsed =
  | Extract<ParseReply, { type: 'document' | 'page' | 'main-text' | 'failed' }>
  | { readonly type: 'timeout' }
  | { readonly type: 'memory' };

/** One parser, and the queue before it. */
export interface ParseLane {
  /** Starts the parser before there is a job for it. */
  prepare(): void;
  /** Rejects with the signal's reason when aborted, and with an error of ours if the parser can't be started. */
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
  readonly parser: Parser;
  /** It has loaded, and works on something or waits for it. */
  ready: boolean;
  /** What it was sent and has not answered, in that order: it works on the first. */
  readonly sent: Waiting[];
  timer?: NodeJS.Timeout;
}

/** Jobs that a parser has at hand: one at a time, it would wait for this thread's attention after each. */
const sentAhead = 8;

/** How often, and how far apart, a parser is started for which this machine has no file descriptors left. */
const maxFailedStarts = 20;
const startPauseMs = 1000;

/**
 * Hands jobs to a parser, in turn. Those behind a hostile one lose nothing when their parser is ended: they are sent as copies,
 * and go to the next one. The parser is started with the first job, and keeps the process alive only while it works.
 */
export function createParseLane({ startParser, deadlineMs }: LaneOptions): ParseLane {
  const queue: Waiting[] = [];
  let running: Running | undefined;
  let failedStarts = 0;
  let pausing = false;

  const start = (): Running => {
    const parser = startParser(
      (reply) => {
        if (reply.type === 'ready') {
          started.ready = true;
          failedStarts = 0;
        } else settle(started, ({ resolve }) => resolve(reply));
        next(started);
      },
      (error) => {
        if (running !== started) return;
        running = undefined;
        const outOfMemory = error instanceof OutOfMemory;
        settle(started, ({ resolve }) =>
          resolve(outOfMemory ? { type: 'memory' } : { type: 'failed', detail: error.message }),
        );
        takeBack(started);
        if (started.ready) advance();
        else restartLater(error);
      },
    );
    const started: Running = { parser, ready: false, sent: [] };
    return started;
  };

  /**
   * A parser that can't even load: the next one can't either, unless it was for want of file descriptors. Connections give
   * theirs back within seconds.
   */
  const restartLater = (error: Error): void => {
    if (!/\b(?:EMFILE|ENFILE|ENOMEM)\b/.test(error.message)) {
      for (const { reject } of queue.splice(0)) reject(error);
      return;
    }
    failedStarts += 1;
    if (failedStarts < maxFailedStarts) {
      pausing = true;
      setTimeout(() => {
        pausing = false;
        advance();
      }, startPauseMs);
      return;
    }
    const fault = new LocalFault(error.message, { cause: error });
    for (const { reject } of queue.splice(0)) reject(fault);
  };

  /** Ends the job at hand. */
  const settle = (from: Running, end: (waiting: Waiting) => void): void => {
    clearTimeout(from.timer);
    delete from.timer;
    const waiting = from.sent.shift();
    if (waiting !== undefined) end(waiting);
  };

  /** What a parser that has ended did not come to is for the next one. */
  const takeBack = (from: Running): void => {
    queue.unshift(...from.sent.splice(0).filter(({ signal }) => !signal.aborted));
  };

  /** Ends the job at hand together with its parser: nothing else stops one. */
  const kill = (from: Running, end: (waiting: Waiting) => void): void => {
    if (running === from) running = undefined;
    settle(from, end);
    takeBack(from);
    void from.parser.stop();
    advance();
  };

  const advance = (): void => {
    if (queue.length === 0 || pausing) return;
    running ??= start();
    running.parser.ref();
    next(running);
  };

  const next = (on: Running): void => {
    if (running !== on || !on.ready) return;
    for (const waiting of queue.splice(0, sentAhead - on.sent.length)) {
      on.sent.push(waiting);
      on.parser.send(waiting.job);
    }
    if (on.sent.length === 0) return on.parser.unref();
    on.timer ??= setTimeout(() => kill(on, ({ resolve }) => resolve({ type: 'timeout' })), deadlineMs);
  };

  return {
    prepare() {
      running ??= start();
    },
    async run(job, signal) {
      signal.throwIfAborted();
      let onAbort = (): void => {};
      try {
        return await new Promise<Parsed>((resolve, reject) => {
          const waiting: Waiting = { job, signal, resolve, reject };
          onAbort = () => {
            const place = queue.indexOf(waiting);
            if (place !== -1) queue.splice(place, 1);
            reject(signal.reason as unknown);
            if (running?.sent[0] === waiting) kill(running, () => {});
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
      if (closing !== undefined) {
        clearTimeout(closing.timer);
        takeBack(closing);
      }
      for (const { reject } of queue.splice(0)) reject(closed);
      await closing?.parser.stop();
    },
  };
}
