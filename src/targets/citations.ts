import { createAddressIndex } from './address-index.ts';
import { createColumn } from './column.ts';
import type { About } from '../inspect/inspect.ts';
import { type LinkKind, linkKinds } from '../model/link.ts';
import type { CitedLink } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import type { Shelf } from '../shelf.ts';

/** Stands for a target of this run, of which there may be a million: what is known of it is put away. They count up from 0. */
export type TargetId = number;

/** What a document tells of a target besides its address. */
export type Citing = Omit<About, 'kinds' | 'recall'>;

/** What is looked at for a link, and what for. */
export interface Errand {
  readonly target: Target;
  readonly citing: Citing;
}

/** A link as it is put away. */
export interface FiledLink {
  readonly link: CitedLink;
  /** Where the link before it lies that asks for the same target. */
  readonly before?: number;
  /** Of the link that its target is looked at for. */
  readonly errand?: Errand;
}

/** The links of all documents, by what they ask for. */
export interface Citations {
  /** Files a link. Gives its target if that has to be looked at from now on. */
  file(link: CitedLink, errand: Errand): TargetId | undefined;
  /** All, in the order of their first links. */
  targets(): Iterable<TargetId>;
  idOf(url: string): TargetId | undefined;
  errandOf(id: TargetId): Errand;
  /** What its links are. */
  kindsOf(id: TargetId): readonly LinkKind[];
  /** In the order in which they were filed. */
  linksOf(id: TargetId): [CitedLink, ...CitedLink[]];
}

/**
 * Of a target no more than a few numbers is kept at hand, in columns: an object each would take several times as much, and the more
 * there are, the longer each collection of garbage.
 */
export function createCitations(shelf: Shelf<FiledLink>): Citations {
  const addresses = createAddressIndex((id) => errandOf(id).target.url);
  /** Where the link lies that a target is looked at for, and the last of its links. */
  const errands = createColumn(Float64Array);
  const lastLinks = createColumn(Float64Array);
  /** A bit for each kind of `linkKinds`. */
  const kinds = createColumn(Uint8Array);
  /** Targets that were left out so far. */
  const leftOut = new Set<TargetId>();
  const errandOf = (id: TargetId): Errand => {
    const { errand } = shelf.get(errands.at(id) ?? 0);
    if (errand === undefined) throw new RangeError(`Nothing was filed under ${id}.`);
    return errand;
  };
  return {
    file(link, errand) {
      const { target } = errand;
      const id = addresses.find(target.url);
      if (id === undefined) {
        const next = addresses.add(target.url);
        const place = shelf.put({ link, errand });
        errands.push(place);
        lastLinks.push(place);
        kinds.push(bitOf(link.kind));
        if (target.type === 'skipped') leftOut.add(next);
        return next;
      }
      // An address left out in one place may be asked for in another.
      const isWanted = target.type === 'web' && leftOut.delete(id);
      const before = lastLinks.at(id) ?? 0;
      const place = shelf.put({ link, before, ...(isWanted ? { errand } : {}) });
      lastLinks.set(id, place);
      kinds.set(id, (kinds.at(id) ?? 0) | bitOf(link.kind));
      if (!isWanted) return undefined;
      errands.set(id, place);
      return id;
    },
    *targets() {
      for (let id: TargetId = 0; id < errands.length; id += 1) yield id;
    },
    idOf: (url) => addresses.find(url),
    errandOf,
    kindsOf: (id) => linkKinds.filter((kind) => ((kinds.at(id) ?? 0) & bitOf(kind)) !== 0),
    linksOf(id) {
      const links: CitedLink[] = [];
      let { link, before } = shelf.get(lastLinks.at(id) ?? 0);
      while (before !== undefined) {
        links.push(link);
        ({ link, before } = shelf.get(before));
      }
      return [link, ...links.toReversed()];
    },
  };
}

const bitOf = (kind: LinkKind): number => 1 << linkKinds.indexOf(kind);
