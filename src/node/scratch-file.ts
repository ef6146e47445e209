import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Shelf } from '../shelf.ts';
import { UsageError } from '../usage-error.ts';

/** A shelf on the disk. */
export interface ScratchFile<Item> extends Shelf<Item> {
  /** Takes it away with all that is on it. */
  close(): void;
}

/** So much is gathered before it is written. */
const pendingBytes = 1 << 18;
/** In front of each value: how many bytes it has. */
const headBytes = 4;

/**
 * Makes a shelf in the system's folder for temporary files (TMPDIR), for one process and its own data. Synchronous: what it gives
 * and takes lies in the system's memory, a few microseconds away. Throws `UsageError` where the disk takes no more.
 */
export function createScratchFile<Item>(): ScratchFile<Item> {
  const folder = attempt(() => mkdtempSync(join(tmpdir(), 'audit-links-')));
  const file = attempt(() => openSync(join(folder, 'scratch'), 'wx+', 0o600));
  // Where the system lets us, it has no name any more: nobody can open it, and a sudden death leaves nothing behind.
  const isNameless = tryRemove(folder);
  /** What is not written yet begins where the file ends. */
  const pending = Buffer.allocUnsafe(pendingBytes);
  let written = 0;
  let waiting = 0;
  const write = (bytes: Buffer): void => {
    for (let done = 0; done < bytes.length;) {
      done += attempt(() => writeSync(file, bytes, done, bytes.length - done, written + done));
    }
    written += bytes.length;
  };
  const flush = (): void => {
    const length = waiting;
    waiting = 0;
    write(pending.subarray(0, length));
  };
  const read = (start: number, length: number): Buffer => {
    if (start >= written) return pending.subarray(start - written, start - written + length);
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      const count = attempt(() => readSync(file, bytes, done, length - done, start + done));
      if (count === 0) throw new RangeError(`There is nothing at place ${start}.`);
      done += count;
    }
    return bytes;
  };
  return {
    put(item) {
      const value = serialize(item);
      const length = headBytes + value.length;
      if (waiting + length > pendingBytes) flush();
      const place = written + waiting;
      const head = Buffer.allocUnsafe(headBytes);
      head.writeUInt32LE(value.length);
      if (length > pendingBytes) {
        write(Buffer.concat([head, value]));
      } else {
        waiting += head.copy(pending, waiting);
        waiting += value.copy(pending, waiting);
      }
      return place;
    },
    get(place) {
      const length = read(place, headBytes).readUInt32LE();
      // It is what `put` wrote: nobody else has this file.
      return deserialize(read(place + headBytes, length)) as Item;
    },
    close() {
      ftruncateSync(file);
      closeSync(file);
      if (!isNameless) tryRemove(folder);
    },
  };
}

function tryRemove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new UsageError(
      `There is no room for what this run finds, in ${tmpdir()}: ${error instanceof Error ? error.message : String(error)}. Set TMPDIR to a folder on a larger disk.`,
      { cause: error },
    );
  }
}
