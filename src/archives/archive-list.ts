/** An archive that can be asked. Its limits are its budgets, in its own file. */
interface Entry {
  /** As people know it. */
  readonly title: string;
  /** What to know of it before it is named. */
  readonly note: string;
}

/**
 * The archives by the names that `--archives` takes. Apart from the archives themselves, so that `--help` need not load them.
 */
export const archiveList = {
  wayback: { title: 'Wayback Machine, Internet Archive', note: 'the largest; `--wayback-url` for a mirror of it' },
  'arquivo-pt': {
    title: 'Arquivo.pt',
    note: 'Portugal’s, with pages from everywhere; bars for good who asks too much',
  },
  'perma-cc': {
    title: 'Perma.cc',
    note: 'what courts and law journals cite; its captures are taken at its word, unread. With `PERMA_API_KEY` in the environment it is asked as your account',
  },
  'common-crawl': {
    title: 'Common Crawl',
    note: 'a witness: asked only about links that fail their readers, it tells when a page was crawled. Nothing of it can be cited, and its answer decides nothing. Its list of crawls is asked for once a run',
  },
} as const satisfies Record<string, Entry>;

export type ArchiveName = keyof typeof archiveList;
export const archiveNames = Object.keys(archiveList) as readonly ArchiveName[];
