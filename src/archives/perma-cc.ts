import { parseUrl } from '../parse-url.ts';
import type { Archive, ArchiveLookup, ArchiveQuestion, ArchiveResponse } from './archive.ts';
import { done, isRefusal, refused } from './conclude.ts';
import { type ArchiveConclusion, conversation, type Talk } from './conversation.ts';
import { seeCapture } from './seen-capture.ts';
import { type Listed, readTimeMap } from './time-map.ts';
import { momentOf, timestampOf } from '../archived/timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

const name = 'perma-cc';
const home = 'https://perma.cc';
const nothing = { archive: name, seen: [] };

/**
 * Perma.cc, the archive that courts and law journals keep what they cite in. Its TimeMap is asked first, and its list of public
 * archives confirms a negative. Captures are taken at its word: a script shows them to readers, and nobody else can look in.
 */
export const permaCc = (key: string | undefined): Archive => ({
  name,
  home,
  budgets: { service: { perMinute: 30, concurrency: 1 } },
  next: conversation((lookup) => consult(lookup, key)),
});

function* consult(lookup: ArchiveLookup, key: string | undefined): Talk<ArchiveConclusion> {
  const url = lookup.url.replace(/#.*$/s, '');
  const map = readTimeMap(yield { url: `${home}/timemap/link/${url}`, budget: 'service' }, lookup.today);
  if (isRefusal(map)) return refused(map, nothing);
  const mapped = map.type === 'list' ? map.mementos.filter((memento) => isOwn(memento.url)) : [];
  if (mapped.length > 0) return found(lookup, mapped);
  const list = readList(yield listQuestion(url, key), { url, today: lookup.today });
  if (isRefusal(list)) return refused(list, nothing);
  return list.listed.length === 0 ? done('none', '', nothing) : found(lookup, list.listed);
}

const isOwn = (url: string): boolean => url.startsWith(`${home}/`);

/** The key of an account goes with it where there is one: it is asked of `api.perma.cc`, and of no other host. */
const listQuestion = (url: string, key: string | undefined): ArchiveQuestion => ({
  url: `https://api.perma.cc/v1/public/archives/?${new URLSearchParams({ url, limit: '20' }).toString()}`,
  budget: 'service',
  ...(key !== undefined && { headers: { authorization: `ApiKey ${key}` } }),
});

type List = { readonly type: 'list'; readonly listed: readonly Listed[] } | Refusal;

/** Reads the list of public archives. It may name addresses that only begin alike. */
function readList(response: ArchiveResponse, { url, today }: Pick<ArchiveLookup, 'url' | 'today'>): List {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (own.status !== 200) return silent(`its list answered ${own.status}`);
  const objects = objectsIn(own.body);
  if (objects === undefined) return silent('its list cannot be read');
  const listed = objects.flatMap(({ guid, url: original, creation_timestamp: created }) => {
    const moment = typeof created === 'string' ? momentOf(timestampOf(created), today) : undefined;
    const isThis = typeof original === 'string' && parseUrl(original)?.href === parseUrl(url)?.href;
    if (typeof guid !== 'string' || !/^[\dA-Z]{2,4}(?:-[\dA-Z]{2,4})+$/i.test(guid) || !isThis) return [];
    return moment === undefined ? [] : [{ url: `${home}/${guid}`, moment }];
  });
  return { type: 'list', listed };
}

interface PublicArchive {
  readonly guid?: unknown;
  readonly url?: unknown;
  readonly creation_timestamp?: unknown;
}

function objectsIn(body: string): readonly PublicArchive[] | undefined {
  try {
    const { objects } = JSON.parse(body) as { readonly objects?: unknown };
    return Array.isArray(objects) ? objects.map((object: PublicArchive | null) => object ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

const found = (lookup: ArchiveLookup, listed: readonly Listed[]): ArchiveConclusion => {
  const seen = listed.map(({ url, moment }) => seeCapture(lookup, { archive: name, url, moment }));
  return done('captured', '', { archive: name, seen });
};
