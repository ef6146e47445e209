import { createHash } from 'node:crypto';
import type { Clock, Store } from '../world.ts';
import { type Entry, openStoreFile, soonOver, type StoreFile } from './store-file.ts';

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

/** The real `Store`: an LMDB file in a folder, opened when it is first used. Whatever goes wrong with it, the run goes on without. */
export const createStore = ({
  folder,
  clock,
  checker = new URL('./store-check.js', import.meta.url),
  bounds,
}: StoreOptions): Store => {
  const { entries: maxEntries, fileBytes: maxFileBytes, valueChars: maxValueChars } = { ...defaultBounds, ...bounds };
  const troubles: string[] = [];
  let opening: Promise<StoreFile | undefined> | undefined;
  let usable = true;
  const putting = new Set<Promise<void>>();
  let written = false;

  const giveUp = (error: unknown): undefined => {
    if (!usable) return;
    usable = false;
    const detail = error instanceof Error ? error.message : String(error);
    troubles.push(`nothing is kept between runs, as ${folder} can't be used: ${detail}`);
  };

  const open = async (): Promise<StoreFile> => {
    const file = await openStoreFile({ folder, checker, maxBytes: maxFileBytes });
    if (file.begunAnew) troubles.push(`what was kept in ${folder} between runs is damaged, and is begun anew`);
    return file;
  };

  const opened = async (): Promise<StoreFile | undefined> => {
    opening ??= open().catch(giveUp);
    const file = await opening;
    return usable ? file : undefined;
  };

  const sweep = ({ root, table, expiries }: StoreFile): Promise<void> =>
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
    const file = await opened();
    if (file === undefined) return;
    written = true;
    try {
      await file.root.transaction(() => {
        void file.table(kind).put(key, entry);
        void file.expiries.put([entry.expires, kind, key], true);
      });
    } catch (error) {
      giveUp(error);
    }
  };

  const finish = async (file: StoreFile): Promise<void> => {
    await Promise.all(putting);
    if (written && usable) {
      await sweep(file);
      await file.root.flushed;
    }
    await file.close();
  };

  return {
    async get(kind, key) {
      const file = await opened();
      try {
        return file?.table(kind).get(digest(key))?.value;
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
      const file = await opening;
      if (file !== undefined) await soonOver(finish(file).catch(giveUp));
    },
  };
};

/** Addresses are longer than keys may be. */
const digest = (key: string): string => createHash('sha256').update(key).digest('base64url');
