import type { Store } from '../../src/world.ts';

/** A store in memory: JSON goes in and comes out, as of the real one. */
export interface MemoryStore extends Store {
  /** All that is in it, by kind and key. */
  readonly entries: Map<string, { readonly json: string; readonly expires: number }>;
}

export function memoryStore(): MemoryStore {
  const entries: MemoryStore['entries'] = new Map();
  const at = (kind: string, key: string): string => `${kind} ${key}`;
  return {
    entries,
    async get(kind, key) {
      const entry = entries.get(at(kind, key));
      return entry === undefined ? undefined : (JSON.parse(entry.json) as unknown);
    },
    async put(kind, key, value, expires) {
      entries.set(at(kind, key), { json: JSON.stringify(value), expires });
    },
    troubles: () => [],
    async close() {},
  };
}
