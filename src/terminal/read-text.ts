import { readFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.ts';

/** The text of a file of the user's own; `undefined` where there is none. Throws `UsageError` for one that can't be read. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
