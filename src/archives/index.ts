import type { Archive } from './archive.ts';
import { wayback } from './wayback.ts';

/** The archives by the names that `--archives` takes, each made for the address it is found at. Asked in this order. */
export const archives = { wayback } as const satisfies Record<string, (base: string) => Archive>;

export { lookupFor } from './lookup.ts';
