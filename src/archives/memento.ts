import { parseUrl } from '../parse-url.ts';
import type { Archive, ArchiveLookup, ArchiveResponse } from './archive.ts';
import { concluded, done, holdsPage, isRefusal, refused } from './conclude.ts';
import { type ArchiveConclusion, conversation, type Talk } from './conversation.ts';
import type { WebLink } from './link-format.ts';
import { asArchived, type Errand, inside, throughGate } from './memento-address.ts';
import { type Play, play } from './memento-play.ts';
import { type SeenCapture, seeCapture, worthPlaying } from './seen-capture.ts';
import { isTimeMap, type Listed, mementosIn, readTimeMap } from './time-map.ts';
import type { Refusal } from './wayback-refusal.ts';

interface Server {
  readonly name: string;
  /** The TimeGate: an original address stands behind it. */
  readonly gate: string;
  readonly perMinute?: number;
  /** It is known to be an archive: nothing of what it answers has to prove that. */
  readonly known?: boolean;
}

/**
 * Any archive that answers as RFC 7089 says: its TimeGate is asked for the capture nearest to the citation date, its TimeMap
 * confirms a negative, or names other captures where that one does not hold the page. An aggregator's captures lie with other archives.
 */
export const memento = ({ name, gate, perMinute = 60, known = false }: Server): Archive => ({
  name,
  home: gate,
  budgets: { service: { perMinute, concurrency: 2 } },
  looks: 'service',
  next: conversation((lookup) => consult({ name, gate, known }, lookup)),
});

/** The archive behind a TimeGate that somebody has named. */
export function mementoAt(address: string): Archive {
  const gate = /[/=?]$/.test(address) ? address : `${address}/`;
  return memento({ name: parseUrl(gate)?.host ?? gate, gate });
}

/** Captures of one address that are played at most, and how many of them before the TimeMap is asked. */
const maxPlayed = { inAll: 4, unlisted: 3 } as const;
/** Pages of a TimeMap that are read at most. */
const maxPages = 3;

/** What a lookup has found so far. */
interface Findings extends Errand {
  readonly seen: SeenCapture[];
  /** Captures that are known to be there, by their moments, and those of them that were played. */
  readonly listed: Map<string, Listed>;
  readonly played: Set<string>;
  /** What its answers have shown it to be. */
  readonly shown: Set<'archive' | 'aggregator'>;
  /** The address that the lookup is about, without its fragment. */
  readonly url: string;
}

function* consult(
  { name, gate, known }: Required<Omit<Server, 'perMinute'>>,
  lookup: ArchiveLookup,
): Talk<ArchiveConclusion> {
  const url = lookup.url.replace(/#.*$/s, '');
  const wanted = lookup.citedAt === undefined ? `${lookup.today}T23:59:59Z` : `${lookup.citedAt}T12:00:00Z`;
  const findings: Findings = {
    archive: name,
    gate,
    lookup,
    url,
    asked: new Set(),
    seen: [],
    listed: new Map(),
    played: new Set(),
    shown: new Set(known ? (['archive'] as const) : []),
  };

  const nearest = yield* watched(findings, play(findings, throughGate(findings, url, wanted)));
  if (isRefusal(nearest)) return refused(nearest, findings);
  take(findings, nearest);
  const around = yield* playListed(findings, maxPlayed.unlisted);
  if (isRefusal(around)) return refused(around, findings);
  if (holdsPage(findings)) return concluded(findings);

  const map = yield* watched(findings, readPages(findings, mapOf(findings, nearest.links)));
  if (isRefusal(map)) return refused(map, findings);
  if (findings.seen.length === 0 && findings.listed.size === 0) return negative(findings);
  const others = yield* playListed(findings, maxPlayed.inAll);
  if (isRefusal(others)) return refused(others, findings);
  return findings.seen.length === 0
    ? done('unknown', 'it lists captures that it does not show', findings)
    : concluded(findings);
}

/** Listens to a talk for what tells an archive, and an aggregator, from any other server. */
function* watched<Result>({ shown }: Findings, talk: Talk<Result>): Talk<Result> {
  let step = talk.next();
  while (step.done !== true) {
    const response = yield step.value;
    if (response.type === 'answer' && showsArchive(response)) shown.add('archive');
    if (response.type === 'answer' && isAggregator(response)) shown.add('aggregator');
    step = talk.next(response);
  }
  return step.value;
}

type Answered = Extract<ArchiveResponse, { type: 'answer' }>;

const showsArchive = ({ headers }: Answered): boolean =>
  headers.has('memento-datetime') ||
  headers.has('x-memento-count') ||
  /\baccept-datetime\b/i.test(headers.get('vary') ?? '') ||
  /^application\/link-format\b/i.test(headers.get('content-type') ?? '');

/** MemGator says “404” as well where the archives behind it failed. */
const isAggregator = ({ headers }: Answered): boolean => /^memgator\b/i.test(headers.get('server') ?? '');

/** Keeps what a play has shown, and the captures that it named beside. */
function take(findings: Findings, shown: Exclude<Play, Refusal>): void {
  const { gate, seen, played, lookup } = findings;
  list(findings, mementosIn(shown.links, lookup.today), gate);
  if (shown.type !== 'seen') return;
  seen.push(shown.seen);
  played.add(shown.moment);
}

/** Takes captures that were named, but for those that lie with strangers. */
function list(findings: Findings, named: readonly Listed[], base: string): void {
  for (const { url, moment } of named) {
    const at = inside(findings, url, base);
    if (at !== undefined && !findings.listed.has(moment)) findings.listed.set(moment, { url: at, moment });
  }
}

/** Plays the listed captures that would suit better than all that were seen, if they held the page. */
function* playListed(findings: Findings, most: number): Talk<{ readonly type: 'played' } | Refusal> {
  const { played, url } = findings;
  while (played.size < most) {
    const next = betterOf(findings);
    if (next === undefined) break;
    played.add(next.moment);
    const step = asArchived(next.url, url);
    if (findings.asked.has(step.url)) continue;
    const shown = yield* watched(findings, play(findings, step));
    if (isRefusal(shown)) return shown;
    take(findings, shown);
  }
  return { type: 'played' };
}

/** Of the captures that were not seen, the one that is worth playing. */
function betterOf({ archive, listed, played, seen, lookup }: Findings): Listed | undefined {
  const open = [...listed.values()].filter(({ moment }) => !played.has(moment));
  const hopes = open.map(({ url, moment }) => seeCapture(lookup, { archive, url, moment }));
  return open[worthPlaying(seen, hopes)];
}

/** Where the TimeMap is: where the archive says, else where such software has it. */
function mapOf(findings: Findings, links: readonly WebLink[]): string | undefined {
  const { gate, asked, url } = findings;
  const derived = `${gate.replace(/timegate\/$/, '')}timemap/link/${url}`;
  return [...links.filter(isTimeMap).map((named) => named.url), derived]
    .map((address) => inside(findings, address, gate))
    .find((at) => at !== undefined && !asked.has(at));
}

/** Reads a TimeMap, and of its further pages those first that cover the citation date. */
function* readPages(findings: Findings, from: string | undefined): Talk<{ readonly type: 'read' } | Refusal> {
  const { asked, lookup } = findings;
  const open = [from];
  for (let count = 0; count < maxPages; count += 1) {
    const url = open.shift();
    if (url === undefined) break;
    asked.add(url);
    const map = readTimeMap(yield { url, budget: 'service' }, lookup.today);
    if (isRefusal(map)) return map;
    if (map.type === 'absent') continue;
    list(findings, map.mementos, url);
    const pages = map.pages
      .toSorted((a, b) => Number(covers(b, lookup)) - Number(covers(a, lookup)))
      .map((page) => inside(findings, page.url, url));
    open.push(...new Set(pages.filter((page) => page !== undefined && !asked.has(page) && !open.includes(page))));
  }
  return { type: 'read' };
}

function covers({ from = '', until = '' }: WebLink, { citedAt, today }: ArchiveLookup): boolean {
  const day = Date.parse(citedAt ?? today);
  const [start, end] = [Date.parse(from), Date.parse(until)];
  return (Number.isNaN(start) || start <= day) && (Number.isNaN(end) || end >= day);
}

/** Both questions were answered with “nothing”. That counts only of an archive that speaks for itself. */
function negative(findings: Findings): ArchiveConclusion {
  const { shown } = findings;
  if (shown.has('aggregator'))
    return done('unknown', 'it found nothing, and does not tell which archives answered it', findings);
  return shown.has('archive')
    ? done('none', '', findings)
    : done('unknown', 'it answered “not found” without a sign that it is an archive', findings);
}
