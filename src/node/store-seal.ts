import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The store's file, and beside it the note of how it was left. */
export interface SealedFile {
  readonly path: string;
  readonly sealPath: string;
}

/** A file that can't be read through within this time is no better than a damaged one. */
const checkDeadlineMs = 10_000;

/**
 * May this process open the file? It becomes memory of whoever opens it, and a damaged one (cut short, overwritten) ends
 * that process without a word. So one that is not as it was left, be it by a killed run or by another program, is first
 * read by a process that may end.
 */
export async function isSound(file: SealedFile, checker: URL): Promise<boolean> {
  const [left, found] = await Promise.all([
    readFile(file.sealPath, 'utf8').catch(() => undefined),
    stateOf(file.path).catch(() => undefined),
  ]);
  return (found !== undefined && left === found) || (await survives(file.path, checker));
}

/** Notes how the file was left. */
export async function seal({ path, sealPath }: SealedFile): Promise<void> {
  await writeFile(sealPath, await stateOf(path), { mode: 0o600 });
}

async function stateOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size} bytes at ${mtimeMs}\n`;
}

const survives = (path: string, checker: URL): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [fileURLToPath(checker), path],
      { timeout: checkDeadlineMs, killSignal: 'SIGKILL' },
      (error) => resolve(error === null),
    );
  });
