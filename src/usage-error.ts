/** The program can't do its job, and the user can mend it: told in one sentence, exit code 2. Anything else that is thrown is a bug. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
