/** An archive that can be asked. Its limits are its budgets, in its own file. */
interface Entry {
  /** As people know it. */
  readonly title: string;
  /** `failing`: asked only about links that fail their readers, as it may be asked seldom or has nothing to cite. */
  readonly about: 'all' | 'failing';
  /** What is needed to ask it, or makes asking it better. */
  readonly key?: string;
}

/**
 * The archives by the names that `--archives` takes. Apart from the archives themselves, so that `--help` need not load them.
 */
export const archiveList = {
  wayback: { title: 'the Wayback Machine of the Internet Archive', about: 'all' },
  'arquivo-pt': { title: 'Arquivo.pt, the Portuguese web archive, which keeps pages from everywhere', about: 'all' },
} as const satisfies Record<string, Entry>;

export type ArchiveName = keyof typeof archiveList;
export const archiveNames = Object.keys(archiveList) as readonly ArchiveName[];
