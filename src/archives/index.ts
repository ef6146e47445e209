import type { Archive } from './archive.ts';
import type { ArchiveName } from './archive-list.ts';
import { arquivoPt } from './arquivo-pt.ts';
import { commonCrawl } from './common-crawl.ts';
import { mementoAt } from './memento.ts';
import { permaCc } from './perma-cc.ts';
import { wayback } from './wayback.ts';

/** What an archive may have to be told. */
interface Settings {
  readonly waybackUrl: string;
  /** Of an account with Perma.cc. */
  readonly permaKey?: string | undefined;
}

/** The archives by the names that `--archives` takes. */
const archives: Readonly<Record<ArchiveName, (settings: Settings) => Archive>> = {
  wayback: ({ waybackUrl }) => wayback(waybackUrl),
  'arquivo-pt': () => arquivoPt,
  'perma-cc': ({ permaKey }) => permaCc(permaKey),
  'common-crawl': () => commonCrawl,
};

/** The archives of a run, in the order in which they are asked: those that were named, then those behind TimeGates. */
export const archivesOf = (
  names: readonly ArchiveName[],
  timeGates: readonly string[],
  settings: Settings,
): readonly Archive[] => [...names.map((name) => archives[name](settings)), ...timeGates.map(mementoAt)];

export { lookupFor } from './lookup.ts';
