import { open } from 'lmdb';
import { storeFileOptions } from './store-options.ts';

/**
 * A program of its own: reads all of a store's file and writes to it once. It ends with 0 if the file is sound; if the file is
 * not, it ends in another way, of itself or by the operating system.
 */
const [path = ''] = process.argv.slice(2);
const root = open<Buffer, string>({ ...storeFileOptions, path });
const names = [...root.getKeys()];
for (const name of names) {
  const table = root.openDB<Buffer>({ name, encoding: 'binary' });
  for (const key of table.getKeys()) table.getBinary(key);
}
await root.openDB<number, string>({ name: 'checks', encoding: 'json' }).put('last', Date.now());
await root.flushed;
await root.close();
