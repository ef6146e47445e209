import type { ArchiveResponse } from './archive.ts';
import { readLinks, type WebLink } from './link-format.ts';
import { momentOfHeader } from '../archived/timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

/** A capture as a list names it: nobody has looked at it yet. */
export interface Listed {
  readonly url: string;
  /** ISO 8601, UTC, to the second. */
  readonly moment: string;
}

/** A page of a TimeMap: what it lists, and the addresses of its further pages. */
export interface TimeMap {
  readonly type: 'list';
  readonly mementos: readonly Listed[];
  readonly pages: readonly WebLink[];
}

/** The captures that links name, as far as their days can be. */
export const mementosIn = (links: readonly WebLink[], today: string): readonly Listed[] =>
  links.flatMap(({ url, rel, datetime = '' }) => {
    const moment = rel.includes('memento') ? momentOfHeader(datetime, today) : undefined;
    return moment === undefined ? [] : [{ url, moment }];
  });

/** Is it a TimeMap that we read? Some archives name the same list in JSON and HTML besides. */
export const isTimeMap = ({ rel, type = 'application/link-format' }: WebLink): boolean =>
  rel.includes('timemap') && /^application\/link-format\b/i.test(type);

/**
 * Reads a TimeMap (RFC 7089 §5). A 404 and a list without captures are the same negative; something that is no list, with whatever
 * status, says nothing.
 */
export function readTimeMap(response: ArchiveResponse, today: string): TimeMap | { readonly type: 'absent' } | Refusal {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (own.status === 404) return { type: 'absent' };
  if (own.status !== 200) return silent(`its TimeMap answered ${own.status}`);
  const links = readLinks(own.body);
  const mementos = mementosIn(links, today);
  const pages = links.filter((link) => isTimeMap(link) && !link.rel.includes('self'));
  if (mementos.length > 0 || pages.length > 0) return { type: 'list', mementos, pages };
  // Its frame stands without a capture in it; anything else is no TimeMap.
  const isEmpty = links.some(({ rel }) => rel.includes('original') || rel.includes('self'));
  const isTyped = /^application\/link-format\b/i.test(own.headers.get('content-type') ?? '') && own.body.trim() === '';
  if (links.some(({ rel }) => rel.includes('memento'))) return silent('its TimeMap lists captures that cannot be');
  return isEmpty || isTyped ? { type: 'absent' } : silent('its TimeMap cannot be read');
}
