import { randomUUID } from 'node:crypto';
import { access, chmod, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { changedSince } from '../fix/changed-since.ts';

/**
 * Writes a document anew, all of it or nothing: the text goes to a file beside it first. Its rights stay, and so does a symbolic link
 * to it. Gives a sentence where it can't be written, or is not what it was.
 */
export async function replaceDocument(path: string, before: string, after: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    const { mode } = await stat(real);
    // A file in its place needs the folder's rights alone; that it is closed to us is respected all the same.
    await access(real, constants.W_OK);
    const draft = `${real}.${randomUUID()}.tmp`;
    try {
      await writeFile(draft, after, { flag: 'wx' });
      // Apart, because what a new file is given passes the umask.
      await chmod(draft, mode);
      if (!Buffer.from(before).equals(await readFile(real))) return changedSince;
      await rename(draft, real);
      return undefined;
    } finally {
      await rm(draft, { force: true });
    }
  } catch (error) {
    return `It can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
