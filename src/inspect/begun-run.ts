import * as z from 'zod/mini';
import type { World } from '../world.ts';

/** An interrupted run is gone on with for a day; after that it is begun anew. */
const resumableMs = 86_400_000;

/** Its number goes up when what is kept comes to mean something else. */
const kind = 'begun-runs-1';

const begunAt = z.number();

/** A run that is under way. */
export interface BegunRun {
  /** When it began (`Clock.now`), if that was in another process, which did not come to its end. */
  readonly since?: number;
  /** It has come to its end: the next one like it is another run. */
  end(): Promise<void>;
}

/** Begins a run, or goes on with it: the same one is whose identity (inputs and options) is the same. */
export async function beginRun({ store, clock }: Pick<World, 'store' | 'clock'>, identity: unknown): Promise<BegunRun> {
  if (store === undefined) return { end: async () => {} };
  const key = JSON.stringify(identity);
  const now = clock.now();
  const { data: since } = begunAt.safeParse(await store.get(kind, key));
  const end = (): Promise<void> => store.put(kind, key, null, clock.now());
  if (since !== undefined && since <= now && now - since < resumableMs) return { since, end };
  await store.put(kind, key, now, now + resumableMs);
  return { end };
}
