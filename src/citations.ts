import type { LinkKind } from './model/link.ts';
import type { CitedLink } from './model/report.ts';
import type { Target } from './model/target.ts';
import type { Shelf } from './shelf.ts';

/** A target of the run, as small as can be: there may be a million. What was found out about it is put away elsewhere. */
export interface Entry {
  target: Target;
  /** What its links are. */
  kinds: readonly LinkKind[];
  /** Where the last of its links is put away. */
  lastLink: number;
  /** Where its inspection is put away, once it is done. */
  inspection?: number;
}

/** A link, and where the one before it lies that asks for the same target. */
export interface FiledLink {
  readonly link: CitedLink;
  readonly before?: number;
}

/** The links of all documents, by what they ask for. */
export interface Citations {
  /** Files a link. Gives the entry if its target has to be looked at from now on. */
  file(link: CitedLink, target: Target): Entry | undefined;
  /** All that were filed, in the order of their first links. */
  entries(): Iterable<Entry>;
  entryOf(url: string): Entry | undefined;
  /** In the order in which they were filed. */
  linksOf(entry: Entry): [CitedLink, ...CitedLink[]];
}

export function createCitations(shelf: Shelf<FiledLink>): Citations {
  const entries = new Map<string, Entry>();
  return {
    file(link, target) {
      const known = entries.get(target.url);
      if (known === undefined) {
        const entry: Entry = { target, kinds: alone[link.kind], lastLink: shelf.put({ link }) };
        entries.set(target.url, entry);
        return entry;
      }
      known.lastLink = shelf.put({ link, before: known.lastLink });
      if (!known.kinds.includes(link.kind)) known.kinds = [...known.kinds, link.kind];
      // An address left out in one place may be asked for in another.
      if (known.target.type !== 'skipped' || target.type !== 'web') return undefined;
      known.target = target;
      return known;
    },
    entries: () => entries.values(),
    entryOf: (url) => entries.get(url),
    linksOf({ lastLink }) {
      const links: CitedLink[] = [];
      let { link, before } = shelf.get(lastLink);
      while (before !== undefined) {
        links.push(link);
        ({ link, before } = shelf.get(before));
      }
      return [link, ...links.toReversed()];
    },
  };
}

/** Shared by all that have but one. */
const alone = {
  link: ['link'],
  image: ['image'],
  frame: ['frame'],
  media: ['media'],
} as const satisfies Record<LinkKind, readonly LinkKind[]>;
