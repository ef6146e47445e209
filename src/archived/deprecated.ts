interface Entry {
  /** As people call it. */
  readonly name: string;
  /** Why no citation should rest on it, to follow its name. */
  readonly why: string;
}

/** Archives that are never suggested, and whose addresses are told of; by the names that `recognise.ts` gives them. */
export const deprecated = {
  // Request for comment closed on 20 February 2026.
  'archive-today': {
    name: 'archive.today',
    why: 'which altered snapshots, and is blacklisted by English Wikipedia since February 2026',
  },
  webcite: { name: 'WebCite', why: 'which takes nothing new, and is often down' },
  'google-cache': { name: 'Google’s cache', why: 'which closed in 2024' },
} as const satisfies Record<string, Entry>;

export type DeprecatedArchive = keyof typeof deprecated;

/** Is this archive, by its name in `ArchivedAddress`, one of them? */
export const isDeprecated = (archive: string): archive is DeprecatedArchive => Object.hasOwn(deprecated, archive);
