import { UsageError } from './usage-error.ts';

/** The fault is on our side and did not pass by itself: no file descriptors, no memory. It ends the run; no link is judged by it. */
export class LocalFault extends UsageError {
  constructor(detail: string, options?: ErrorOptions) {
    super(
      `This machine has no room for more connections (${detail}). Lower --concurrency, or raise the limit of open files (ulimit -n).`,
      options,
    );
  }
}
