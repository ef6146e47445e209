import { isSuccess } from '../judge/statuses.ts';
import type { Answer } from '../model/observation.ts';
import type { ArchiveQuestion, ArchiveResponse } from './archive.ts';
import { readLinks } from './link-format.ts';
import { momentOfHeader, timestampOf } from '../archived/timestamp.ts';
import { excludedByOwner, refusalOf, silent } from './wayback-refusal.ts';
import type { Refusal } from './wayback-refusal.ts';
import { parseUrl } from '../parse-url.ts';

/** What playback is asked to show: an original address, and 1 to 14 digits near which it was captured. */
export interface Replayed {
  readonly timestamp: string;
  readonly url: string;
}

/** A capture that exists beside the one that was shown. */
export interface Neighbour extends Replayed {
  readonly moment: string;
}

/** A capture with the status it was archived with. */
export interface Memento {
  readonly type: 'memento';
  readonly status: number;
  readonly moment: string;
  /** Where an archived redirect leads, inside the archive. */
  readonly next?: Replayed;
  /** What was archived, where the shell could read it. */
  readonly answer?: Answer;
  readonly neighbours: readonly Neighbour[];
  /** The neighbours are told to their ends: the first capture of the address and the last are among them, or are this one. */
  readonly hasEnds: boolean;
}

/** What playback showed. */
type Shown =
  | Memento
  /** There is nothing at that moment, and the nearest capture is over there. */
  | { readonly type: 'elsewhere'; readonly next: Replayed }
  /** It was never captured, says playback: believed only when the index says so too. */
  | { readonly type: 'absent' }
  | Refusal;

/**
 * Asks playback for an address. `id_` gives the archived bytes and headers as they were: without it an archived redirect is
 * shown as a page of the archive's own with status 200. The address stands in the path as it is, never percent-encoded.
 */
export const playbackQuestion = (base: string, { timestamp, url }: Replayed): ArchiveQuestion => {
  // The archive leaves the scheme out here and there.
  const captureOf = parseUrl(/^https?:/i.test(url) ? url : `http://${url}`)?.href;
  return {
    url: `${base}/web/${timestamp}id_/${url}`,
    budget: 'playback',
    ...(captureOf !== undefined && { captureOf }),
  };
};

/** The address under which people look at a capture. */
export const viewAddress = (base: string, moment: string, url: string): string =>
  `${base}/web/${timestampOf(moment)}/${url}`;

interface Context {
  readonly base: string;
  readonly today: string;
  readonly asked: Replayed;
}

/**
 * Reads an answer of playback. `Memento-Datetime` decides whose status it is (RFC 7089 §2.1.1): with it the archived
 * page's, which may well be an archived 429 or 503; without it the archive's own.
 */
export const readPlayback = (response: ArchiveResponse, context: Context): Shown => {
  const datetime = response.type === 'answer' ? response.headers.get('memento-datetime') : undefined;
  if (response.type === 'answer' && datetime !== undefined) return memento(response, datetime, context);
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (/\bURL has been excluded\b/i.test(own.body)) return excludedByOwner;
  if (own.status === 404) return { type: 'absent' };
  // As people see it, an archived redirect is a page of the archive's own.
  if (own.headers.has('x-archive-src')) return silent('it showed a page about a capture in place of the capture');
  if (own.status < 300 || own.status > 399) return silent(`it answered ${own.status} without a capture`);
  const next = insideArchive(own.headers.get('location'), context);
  return next === undefined ? silent('it redirected to something that is no capture') : { type: 'elsewhere', next };
};

const memento = (
  { status, headers, capture }: Extract<ArchiveResponse, { type: 'answer' }>,
  datetime: string,
  context: Context,
): Shown => {
  const { asked, today } = context;
  const moment = momentOfHeader(datetime, today);
  if (moment === undefined) return silent('it dates its capture to a day that cannot be');
  const shown = {
    type: 'memento',
    status,
    moment,
    ...(capture !== undefined && { answer: capture }),
    ...neighboursIn(headers.get('link') ?? '', context),
  } as const;
  const location = headers.get('location');
  const next =
    status >= 300 && status <= 399
      ? (insideArchive(location, context) ?? archivedRedirect(location, moment, asked.url))
      : archivedRefresh(capture, moment, asked.url);
  return { ...shown, ...(next && { next }) };
};

/** A refresh that no reader would notice is a redirect, as it is of a live page. */
const immediateSeconds = 1;

const archivedRefresh = (capture: Answer | undefined, moment: string, from: string): Replayed | undefined => {
  const { refresh } = capture?.page ?? {};
  if (refresh === undefined || refresh.seconds > immediateSeconds || !isSuccess(capture?.status ?? 0)) return undefined;
  const next = archivedRedirect(refresh.url, moment, from);
  // To its own page it only reloads.
  return next?.url === parseUrl(from)?.href ? undefined : next;
};

/** The captures beside the one shown, which the archive names with it at no further cost (RFC 7089 §2.2). */
const neighboursIn = (header: string, context: Context): Pick<Memento, 'neighbours' | 'hasEnds'> => {
  const mementos = readLinks(header).filter(({ rel }) => rel.includes('memento'));
  const neighbours = mementos.flatMap(({ url, datetime }) => {
    const moment = momentOfHeader(datetime ?? '', context.today);
    const at = insideArchive(url, context);
    return moment === undefined || at === undefined ? [] : [{ timestamp: timestampOf(moment), url: at.url, moment }];
  });
  const hasEnds = (['first', 'last'] as const).every((end) => mementos.some(({ rel }) => rel.includes(end)));
  return { neighbours, hasEnds };
};

/** The archive's own name for itself, which it uses behind a mirror or proxy too. */
const publicBase = 'https://web.archive.org';

/** Takes a `Location` apart that leads to a capture in this archive; it is asked for at `base`, whatever host was named. */
const insideArchive = (location: string | undefined, { base, asked }: Context): Replayed | undefined => {
  const question = playbackQuestion(base, asked).url;
  const to = location === undefined ? undefined : parseUrl(location, question);
  if (to === undefined) return undefined;
  for (const home of [new URL(base), new URL(publicBase)]) {
    const folder = `${home.pathname.replace(/\/$/, '')}/web/`;
    // The scheme may differ: the archive likes to answer with http.
    if (to.host !== home.host || !to.pathname.startsWith(folder)) continue;
    const parts = /^(\d{1,14})(?:[a-z]{2}_)?\/(.+)$/s.exec(to.pathname.slice(folder.length) + to.search);
    if (parts?.[1] !== undefined && parts[2] !== undefined) return { timestamp: parts[1], url: parts[2] };
  }
  return undefined;
};

/** A `Location` that was archived as the site sent it: its address is looked for in the archive, at the same moment. */
const archivedRedirect = (location: string | undefined, moment: string, from: string): Replayed | undefined => {
  const to = location === undefined ? undefined : parseUrl(location, from);
  if (to === undefined) return undefined;
  to.hash = '';
  return /^https?:$/.test(to.protocol) ? { timestamp: timestampOf(moment), url: to.href } : undefined;
};
