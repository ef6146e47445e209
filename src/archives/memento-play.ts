import { isSameSite } from '../judge/same-site.ts';
import type { Answer, Hop } from '../model/observation.ts';
import { parseUrl } from '../parse-url.ts';
import type { ArchiveLookup, ArchiveQuestion, ArchiveResponse } from './archive.ts';
import type { Talk } from './conversation.ts';
import { isDeprecated } from './deprecated.ts';
import { readLinks, type WebLink } from './link-format.ts';
import { recogniseArchived, speaksMemento } from './recognise.ts';
import { inMode, replayedIn } from './replay-mode.ts';
import { type SeenCapture, seeCapture } from './seen-capture.ts';
import { mementosIn } from './time-map.ts';
import { momentOfHeader } from './timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

/** One lookup in one archive. */
export interface Errand {
  readonly archive: string;
  /** The TimeGate: an original address stands behind it. */
  readonly gate: string;
  readonly lookup: ArchiveLookup;
  /** Questions asked so far: none is asked twice. */
  readonly asked: Set<string>;
}

/** Where to look: at an address, for what it should show. */
interface Step {
  readonly url: string;
  /** The original address. */
  readonly of: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address as the archive wrote it, where another form of it is tried first. */
  readonly asWritten?: string;
}

/** Where following a way through the archive ended; `links` are those of its first answer. */
export type Play =
  | {
      readonly type: 'seen';
      readonly seen: SeenCapture;
      /** When the capture was made that answered for the address itself, redirect or not. */
      readonly moment: string;
      readonly links: readonly WebLink[];
    }
  | { readonly type: 'absent'; readonly links: readonly WebLink[] }
  /** It led to a place that is no archive's we know, or an archive's that is never suggested. */
  | { readonly type: 'foreign'; readonly links: readonly WebLink[] }
  | Refusal;

/** Asks the TimeGate for the capture nearest to a moment (RFC 7089 §2.1.1: RFC 1123 form, GMT). */
export const throughGate = ({ gate }: Pick<Errand, 'gate'>, of: string, moment: string): Step => ({
  url: `${gate}${of}`,
  of,
  headers: { 'accept-datetime': new Date(moment).toUTCString() },
});

/**
 * Asks for a capture as it was archived: as people see it, pywb's and OpenWayback's captures are rewritten, or stand in a frame
 * that answers 200 whatever was archived (webrecorder/pywb#843).
 */
export const asArchived = (url: string, of: string): Step => {
  const raw = inMode(url, 'id_');
  return raw === url ? { url, of } : { url: raw, of, asWritten: url };
};

/**
 * Does an address lie with this archive? An aggregator's captures lie with others: with those that are known by their addresses
 * and answer as RFC 7089 says.
 */
export function belongs({ gate }: Pick<Errand, 'gate'>, url: string): boolean {
  const [home, there] = [parseUrl(gate), parseUrl(url)];
  if (home === undefined || there === undefined || !/^https?:$/.test(there.protocol)) return false;
  const archive = recogniseArchived(there.href)?.archive;
  if (archive !== undefined && isDeprecated(archive)) return false;
  return isSameSite(home, there) || (archive !== undefined && speaksMemento(archive));
}

/** Redirects, archived ones and the archive's own, until a capture is given up. */
const maxQuestions = 10;

/** Follows a way through the archive: to the capture it says it has, and on where archived redirects lead. */
export function* play(errand: Errand, from: Step): Talk<Play> {
  const { asked } = errand;
  const hops: Hop[] = [];
  let first: Memento | undefined;
  let links: readonly WebLink[] | undefined;
  let at = from;
  const brokenBy = (problem: string): Play =>
    first === undefined
      ? silent(`it answered with ${problem}`)
      : seenAs(first, see(errand, first, problem), links ?? []);

  for (let count = 0; count < maxQuestions; count += 1) {
    if (asked.has(at.url)) return brokenBy('a redirect in a circle');
    asked.add(at.url);
    const response = yield questionOf(at);
    const shown = readShown(response, at, errand);
    links ??= response.type === 'answer' ? readLinks(response.headers.get('link') ?? '') : [];
    if (shown.type === 'silent') return shown;
    if (shown.type === 'absent' && at.asWritten !== undefined && !asked.has(at.asWritten)) {
      at = { url: at.asWritten, of: at.of };
      continue;
    }
    if (shown.type === 'absent' || shown.type === 'foreign' || shown.type === 'excluded') {
      if (first === undefined) return shown.type === 'excluded' ? shown : { type: shown.type, links };
      return brokenBy(`a redirect to a page that ${shown.type === 'excluded' ? 'is excluded' : 'was never captured'}`);
    }
    if (shown.type === 'elsewhere') {
      at = shown.step;
      continue;
    }
    first ??= shown;
    if (shown.next === undefined) return ended(errand, { first, last: shown, hops, links });
    hops.push({ url: shown.of, status: shown.status, next: { by: 'location', url: shown.next } });
    at = throughGate(errand, shown.next, shown.moment);
  }
  return brokenBy('a redirect without an end');
}

const questionOf = ({ url, of, headers }: Step): ArchiveQuestion => ({
  url,
  budget: 'questions',
  captureOf: of,
  ...(headers !== undefined && { headers }),
});

/** A capture, as its archive served it. */
interface Memento {
  readonly type: 'memento';
  /** Where people look at it. */
  readonly url: string;
  readonly of: string;
  readonly status: number;
  readonly moment: string;
  readonly answer?: Answer;
  /** The original address that an archived redirect leads to. */
  readonly next?: string;
}

type Shown =
  | Memento
  | { readonly type: 'elsewhere'; readonly step: Step }
  | { readonly type: 'absent' }
  | { readonly type: 'foreign' }
  | Refusal;

/**
 * Reads what the archive answered. `Memento-Datetime` decides whose status it is: with it the archived page's, without it the
 * archive's own, which then says where the capture is: in `Location` (RFC 7089 §4.1, §4.2), or beside a frame, in `Link`.
 */
function readShown(response: ArchiveResponse, at: Step, errand: Errand): Shown {
  const datetime = response.type === 'answer' ? response.headers.get('memento-datetime') : undefined;
  if (response.type === 'answer' && datetime !== undefined) return memento(response, datetime, at, errand);
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  const { status, headers } = own;
  if (status === 404) return { type: 'absent' };
  if (status === 451) return { type: 'excluded', detail: 'the archive may not show it (451)' };
  if (status >= 300 && status <= 399) {
    const to = parseUrl(headers.get('location') ?? '', at.url)?.href;
    return to === undefined ? silent('it redirected to nowhere') : leadTo(to, at, errand);
  }
  const named = mementosIn(
    readLinks(headers.get('link') ?? '').filter(({ rel }) => rel.every((one) => one === 'memento')),
    errand.lookup.today,
  )[0];
  const to = status === 200 && named !== undefined ? parseUrl(named.url, at.url)?.href : undefined;
  return to === undefined ? silent(`it answered ${status} without a capture`) : leadTo(to, at, errand);
}

const leadTo = (to: string, { of }: Step, errand: Errand): Shown =>
  belongs(errand, to) ? { type: 'elsewhere', step: asArchived(to, of) } : { type: 'foreign' };

function memento(
  { status, headers, capture }: Extract<ArchiveResponse, { type: 'answer' }>,
  datetime: string,
  { url, of }: Step,
  errand: Errand,
): Shown {
  const moment = momentOfHeader(datetime, errand.lookup.today);
  if (moment === undefined) return silent('it dates its capture to a day that cannot be');
  const named = parseUrl(headers.get('content-location') ?? '', url)?.href ?? url;
  const location = headers.get('location');
  const next = status >= 300 && status <= 399 && location !== undefined ? originalOf(location, url, of) : undefined;
  return {
    type: 'memento',
    // A capture that is named nowhere is the TimeGate's own answer.
    url: inMode(headers.has('content-location') && belongs(errand, named) ? named : url, ''),
    of,
    status,
    moment,
    ...(capture !== undefined && { answer: capture }),
    ...(next !== undefined && { next }),
  };
}

/** The original address that an archived redirect leads to, whether the archive has rewritten it or left it as the site sent it. */
function originalOf(location: string, url: string, of: string): string | undefined {
  const inside = replayedIn(parseUrl(location, url)?.href ?? '');
  const to = parseUrl(inside ?? location, of);
  if (to === undefined || !/^https?:$/.test(to.protocol)) return undefined;
  to.hash = '';
  return to.href;
}

interface Way {
  readonly first: Memento;
  readonly last: Memento;
  readonly hops: readonly Hop[];
  readonly links: readonly WebLink[];
}

/** What holds the page is reported where it stands; what does not, where the page was asked for. */
function ended(errand: Errand, { first, last, hops, links }: Way): Play {
  const found = see(errand, last, undefined, hops);
  const { usable, problem, answer } = found.capture;
  if (usable || first === last) return seenAs(first, found, links);
  const { capture } = see(errand, first, problem);
  return seenAs(first, { ...found, capture: { ...capture, ...(answer !== undefined && { answer }) } }, links);
}

const see = (
  { archive, lookup }: Errand,
  { url, moment, status, answer }: Memento,
  problem: string | undefined,
  hops: readonly Hop[] = [],
): SeenCapture =>
  seeCapture(lookup, {
    archive: recogniseArchived(url)?.archive ?? archive,
    url,
    moment,
    status,
    answer,
    hops,
    problem,
  });

const seenAs = ({ moment }: Memento, seen: SeenCapture, links: readonly WebLink[]): Play => ({
  type: 'seen',
  seen,
  moment,
  links,
});
