import type { Archive } from './archive.ts';
import { archiveList, type ArchiveName } from './archive-list.ts';
import { arquivoPt } from './arquivo-pt.ts';
import { mementoAt } from './memento.ts';
import { wayback } from './wayback.ts';

/** What an archive may have to be told. */
interface Settings {
  readonly waybackUrl: string;
}

/** The archives by the names that `--archives` takes. */
const archives: Readonly<Record<ArchiveName, (settings: Settings) => Archive>> = {
  wayback: ({ waybackUrl }) => wayback(waybackUrl),
  'arquivo-pt': () => arquivoPt,
};

/** The archives of a run, in the order in which they are asked: those that were named, then those behind TimeGates. */
export const archivesOf = (
  names: readonly ArchiveName[],
  timeGates: readonly string[],
  settings: Settings,
): readonly Archive[] => [
  ...names.map((name) => {
    const archive = archives[name](settings);
    return archiveList[name].about === 'all' ? archive : { ...archive, onlyFailing: true as const };
  }),
  ...timeGates.map(mementoAt),
];

export { lookupFor } from './lookup.ts';
