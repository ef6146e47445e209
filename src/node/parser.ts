import type { ParseJob, ParseReply } from './parse-job.ts';

/** What reads strangers' text, apart from the thread that holds the sockets. It says `ready` once, then answers its jobs in their order. */
export interface Parser {
  send(job: ParseJob): void;
  /** It keeps this process alive… */
  ref(): void;
  /** …or does not. */
  unref(): void;
  /** Ends it, whatever it is at. */
  stop(): Promise<void>;
}

/** Starts one. `onEnd` is called, at most once, when it ends by itself. */
export type StartParser = (onReply: (reply: ParseReply) => void, onEnd: (error: Error) => void) => Parser;

/** What a parser ends with that needs more memory than it may have. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}
