import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Database, RootDatabase } from 'lmdb';
import { storeFileOptions } from './store-options.ts';
import { isSound, seal, type SealedFile } from './store-seal.ts';

/** A value, and when it may be thrown out (milliseconds since 1970). */
export interface Entry {
  readonly expires: number;
  readonly value: unknown;
}

interface Tables {
  readonly root: RootDatabase;
  readonly table: (kind: string) => Database<Entry, string>;
  /** All keys in the order in which they expire. */
  readonly expiries: Database<true, [expires: number, kind: string, key: string]>;
  /** What had been there was damaged, and was thrown away. */
  readonly begunAnew: boolean;
}

/** The file of a store, opened. */
export interface StoreFile extends Tables {
  /** For this user of it; who leaves last closes it. */
  close(): Promise<void>;
}

interface StoreFileSettings {
  readonly folder: string;
  readonly checker: URL;
  /** A larger one is thrown away. */
  readonly maxBytes: number;
}

/** Who is waited for longer than this at the end of a run is left to it. */
const closeDeadlineMs = 5_000;

// A process that opens an LMDB file twice may wait for itself for ever: whoever asks for one that is open shares it.
const inUse = new Map<string, { readonly opening: Promise<Tables>; users: number }>();
const closing = new Map<string, Promise<void>>();

/** Opens the file in a folder, and makes both if they are not there. */
export async function openStoreFile(settings: StoreFileSettings): Promise<StoreFile> {
  const path = join(resolve(settings.folder), 'store.mdb');
  const sealPath = join(resolve(settings.folder), 'store.seal');
  for (let last = closing.get(path); last !== undefined; last = closing.get(path)) await last;
  const shared = inUse.get(path) ?? { opening: open({ path, sealPath }, settings), users: 0 };
  inUse.set(path, shared);
  shared.users += 1;
  const tables = await shared.opening.catch((error: unknown) => {
    inUse.delete(path);
    throw error;
  });
  const close = async (): Promise<void> => {
    await tables.root.close();
    await seal({ path, sealPath });
  };
  return {
    ...tables,
    async close() {
      shared.users -= 1;
      if (shared.users > 0) return;
      inUse.delete(path);
      const closed = close();
      const over = soonOver(closed).finally(() => closing.delete(path));
      closing.set(path, over);
      await over;
      await closed;
    },
  };
}

async function open(paths: SealedFile, { folder, checker, maxBytes }: StoreFileSettings): Promise<Tables> {
  const { path, sealPath } = paths;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const there = await stat(path).catch(() => undefined);
  const sound = there === undefined || (await isSound(paths, checker));
  if (!sound || (there?.size ?? 0) > maxBytes) {
    await Promise.all([path, `${path}-lock`, sealPath].map((each) => rm(each, { force: true })));
  }
  // Loaded now and not above: a run that keeps nothing does not wait for it.
  const { open: openFile } = await import('lmdb');
  const root = openFile({ ...storeFileOptions, path });
  await Promise.all([path, `${path}-lock`].map((each) => chmod(each, 0o600)));
  const tables = new Map<string, Database<Entry, string>>();
  return {
    root,
    table(kind) {
      const table = tables.get(kind) ?? root.openDB<Entry, string>({ name: `kept:${kind}`, encoding: 'json' });
      tables.set(kind, table);
      return table;
    },
    expiries: root.openDB({ name: 'expiries', encoding: 'json' }),
    begunAnew: !sound,
  };
}

/** Resolves when that is done, however it ended, or when it takes too long. */
export async function soonOver(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeDeadlineMs);
  });
  await Promise.race([work.catch(() => {}), deadline]);
  clearTimeout(timer);
}
