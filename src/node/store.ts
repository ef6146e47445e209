import { createHash } from 'node:crypto';
import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, RootDatabase } from 'lmdb';
import type { Clock, Store } from '../world.ts';
import { isSound, type StoreFile, seal } from './store-seal.ts';

interface StoreOptions {
  /** Made if it is not there, open to nobody else: what is kept tells what its owner reads. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** The checker's program: `store-check.js` beside this file, unless told otherwise. */
  readonly checker?: URL;
  readonly bounds?: Partial<typeof defaultBounds>;
}

/** Beyond these, what would expire first is thrown out; a file that has grown larger all the same is begun anew. */
const defaultBounds = { entries: 100_000, fileBytes: 512 * 1024 * 1024, valueChars: 512 * 1024 };

/** Of the entries that have had their time, so many are thrown out at the end of one run at most. */
const maxSweep = 10_000;

/** Who is written to for longer than this at the end of a run is left to it. */
const closeDeadlineMs = 5_000;

/** A value, and when it may be thrown out (milliseconds since 1970). */
interface Entry {
  readonly expires: number;
  readonly value: unknown;
}

interface Tables {
  readonly root: RootDatabase;
  readonly table: (kind: string) => Database<Entry, string>;
  /** All keys in the order in which they expire. */
  readonly expiries: Database<true, [expires: number, kind: string, key: string]>;
}

/** The real `Store`: an LMDB file in a folder, opened when it is first used. Whatever goes wrong with it, the run goes on without. */
export const createStore = ({
  folder,
  clock,
  checker = new URL('./store-check.js', import.meta.url),
  bounds,
}: StoreOptions): Store => {
  const { entries: maxEntries, fileBytes: maxFileBytes, valueChars: maxValueChars } = { ...defaultBounds, ...bounds };
  const file: StoreFile = { path: join(folder, 'store.mdb'), sealPath: join(folder, 'store.seal') };
  const troubles: string[] = [];
  let opening: Promise<Tables | undefined> | undefined;
  let usable = true;
  const putting = new Set<Promise<void>>();
  let written = false;

  const giveUp = (error: unknown): undefined => {
    if (!usable) return;
    usable = false;
    const detail = error instanceof Error ? error.message : String(error);
    troubles.push(`nothing is kept between runs, as ${folder} can't be used: ${detail}`);
  };

  const open = async (): Promise<Tables> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await beginAnewIfNeeded();
    // Loaded now and not above: a run that keeps nothing does not wait for it.
    const { open: openFile } = await import('lmdb');
    const root = openFile({ path: file.path, noSubdir: true, maxDbs: 16 });
    await Promise.all([chmod(file.path, 0o600), chmod(`${file.path}-lock`, 0o600)]);
    const tables = new Map<string, Database<Entry, string>>();
    return {
      root,
      table(kind) {
        const table = tables.get(kind) ?? root.openDB<Entry, string>({ name: `kept:${kind}`, encoding: 'json' });
        tables.set(kind, table);
        return table;
      },
      expiries: root.openDB({ name: 'expiries', encoding: 'json' }),
    };
  };

  const beginAnewIfNeeded = async (): Promise<void> => {
    const size = await stat(file.path).then(
      ({ size }) => size,
      () => undefined,
    );
    if (size === undefined) return;
    const sound = await isSound(file, checker);
    if (sound && size <= maxFileBytes) return;
    await Promise.all([file.path, `${file.path}-lock`, file.sealPath].map((path) => rm(path, { force: true })));
    if (!sound) troubles.push(`what was kept in ${folder} between runs is damaged, and is begun anew`);
  };

  const opened = async (): Promise<Tables | undefined> => {
    opening ??= open().catch(giveUp);
    const tables = await opening;
    return usable ? tables : undefined;
  };

  const sweep = ({ root, table, expiries }: Tables): Promise<void> =>
    root.transaction(() => {
      const now = clock.now();
      let surplus = (expiries.getStats() as { entryCount: number }).entryCount - maxEntries;
      const first = [...expiries.getKeys({ limit: maxSweep })];
      for (const expiry of first) {
        const [expires, kind, key] = expiry;
        if (expires > now && surplus <= 0) return;
        surplus -= 1;
        void expiries.remove(expiry);
        // It may have been put again since, to expire later.
        if (table(kind).get(key)?.expires === expires) void table(kind).remove(key);
      }
    });

  const put = async (kind: string, key: string, entry: Entry): Promise<void> => {
    const tables = await opened();
    if (tables === undefined) return;
    written = true;
    try {
      await tables.root.transaction(() => {
        void tables.table(kind).put(key, entry);
        void tables.expiries.put([entry.expires, kind, key], true);
      });
    } catch (error) {
      giveUp(error);
    }
  };

  const finish = async (tables: Tables): Promise<void> => {
    await Promise.all(putting);
    if (written && usable) {
      await sweep(tables);
      await tables.root.flushed;
    }
    await tables.root.close();
    await seal(file);
  };

  return {
    async get(kind, key) {
      const tables = await opened();
      try {
        return tables?.table(kind).get(digest(key))?.value;
      } catch {
        // Not what was put there: it will be put again.
        return undefined;
      }
    },
    async put(kind, key, value, expires) {
      if (JSON.stringify(value).length > maxValueChars) return;
      const done = put(kind, digest(key), { expires, value });
      putting.add(done);
      await done.finally(() => putting.delete(done));
    },
    troubles: () => troubles,
    async close() {
      const tables = await opening;
      if (tables === undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeDeadlineMs);
      });
      await Promise.race([finish(tables).catch(giveUp), deadline]);
      clearTimeout(timer);
    },
  };
};

/** Addresses are longer than keys may be. */
const digest = (key: string): string => createHash('sha256').update(key).digest('base64url');
