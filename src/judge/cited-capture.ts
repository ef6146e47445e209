import { recogniseArchived, speaksMemento } from '../archived/recognise.ts';
import { daysBetween } from '../archived/timestamp.ts';
import { isArchived } from '../model/looks.ts';
import type { Answer, Hop } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { parseUrl } from '../parse-url.ts';
import type { Reading } from './reading.ts';
import { type Sign, sign } from './sign.ts';
import { isSuccess } from './statuses.ts';

/** An archive's address that is cited: of what it is a copy, and of when (1 to 14 digits, `YYYYMMDDhhmmss`). */
export interface CitedCapture {
  readonly url: string;
  readonly timestamp?: string;
}

/** Takes an address apart that belongs to an archive with the rules of RFC 7089; `undefined` for any other. */
export function citedCapture(address: string): CitedCapture | undefined {
  const archived = recogniseArchived(address);
  const url = archived?.url === undefined ? undefined : parseUrl(archived.url)?.href;
  if (archived === undefined || url === undefined || !speaksMemento(archived.archive)) return undefined;
  return { url, ...(archived.timestamp === undefined ? {} : { timestamp: archived.timestamp }) };
}

/** The same for what was answered: an archive that is not known by its host shows by a date that it is one (RFC 7089 §2.1.1). */
export const captureIn = (address: string, answer: Answer): CitedCapture | undefined =>
  citedCapture(address) ?? (isArchived(answer) ? byForm(address) : undefined);

/** As pywb and OpenWayback write it, wherever they run: `…/<timestamp><mode>/<address>`. */
function byForm(address: string): CitedCapture | undefined {
  const [, timestamp, written] = /\/(\d{4,14})(?:[a-z]{2}_)?\/(https?:\/\/.+)$/is.exec(address) ?? [];
  const url = written === undefined ? undefined : parseUrl(written)?.href;
  return timestamp === undefined || url === undefined ? undefined : { url, timestamp };
}

interface Answered {
  readonly answer: Answer;
  readonly hops: readonly Hop[];
  /** The status that came, as evidence. */
  readonly http: Evidence;
}

/** Reads an answer as that of a page that lives at this address, or at the cited one. */
type ReadPage = (answer: Answer, hops: readonly Hop[], url?: string) => Reading;

/** The archive served a capture. */
export const captureSeen = 'capture';

/** The archive served something that is no capture: only its bare copy can tell what it holds. */
export const withoutCapture = 'without-capture';

/**
 * Reads what an archive answers for a cited capture. `Memento-Datetime` decides whose answer it is (RFC 7089 §2.1.1): with it
 * the archived page's, which is judged as it would be at its own address; without it the archive's own.
 */
export function readCapture(cited: CitedCapture, { answer, hops, http }: Answered, read: ReadPage): Reading {
  const shown = captureIn(answer.url, answer);
  // It led out of the archive, or to a page about it.
  if (shown === undefined) return read(answer, hops);
  const datetime = answer.headers['memento-datetime'];
  if (datetime !== undefined) {
    const capture: Evidence = { code: captureSeen, detail: whichOf(cited, dayOfHeader(datetime) ?? dayOf(shown)) };
    return readArchived(cited, { answer: { ...answer, url: shown.url }, hops, http }, capture, read);
  }
  const refused = refusal(answer);
  if (refused !== undefined) return { ...refused, evidence: [http, ...refused.evidence] };
  if (answer.status === 404) {
    const none: Evidence = { code: 'no-capture', detail: 'the archive says that it holds no capture of it' };
    const claim = { kind: 'page', reason: 'not-found' } as const;
    return { status: 'unsure', reason: 'unexpected-status', evidence: [http, none], claim };
  }
  // Without a timestamp it is a list of captures, or some other page of the archive's own that the author meant.
  if (!isSuccess(answer.status) || cited.timestamp === undefined) return read(answer, hops);
  const nothing: Evidence = {
    code: withoutCapture,
    detail: 'the archive answered with a page of its own, not with a capture',
  };
  return { status: 'unsure', reason: 'unexpected-status', evidence: [http, nothing] };
}

/** What the archive holds there, read as the page that it was. An archive has no pages beside it that could clear a doubt. */
function readArchived(
  cited: CitedCapture,
  { answer, hops, http }: Answered,
  capture: Evidence,
  read: ReadPage,
): Reading {
  if (answer.status >= 400) {
    // Some authors cite the proof that a page was gone: for a person to look at.
    const error: Evidence = { code: 'capture-of-error', detail: `what was archived is an error (${answer.status})` };
    return { status: 'suspect', reason: 'bad-capture', evidence: [http, capture, error] };
  }
  const { status, reason, evidence } = read(answer, archivedHops(hops), cited.url);
  const found: Reading['evidence'] = [http, capture, ...evidence.slice(1)];
  // The copy is where it was cited, wherever the page went at that time.
  if (status === 'moved') return { status: 'alive', reason: 'ok', evidence: found };
  // In a browser its script may yet run; a wall or a notice stays what it is.
  if (status === 'unsure' && reason !== 'app-shell') {
    return { status: 'suspect', reason: 'bad-capture', evidence: found };
  }
  return { status, reason, evidence: found };
}

/** The redirects that were archived, at the addresses they had; not those by which the archive finds the nearest capture. */
function archivedHops(hops: readonly Hop[]): readonly Hop[] {
  const originalAt = (address: string): string => (citedCapture(address) ?? byForm(address))?.url ?? address;
  return hops.flatMap(({ url: at, status, next }) => {
    const url = originalAt(at);
    if (next === undefined) return [{ url, status }];
    const to = originalAt(next.url);
    return to === url ? [] : [{ url, status, next: { ...next, url: to } }];
  });
}

/** Why an archive does not show what it may hold. An owner's exclusion is told to every reader; robots.txt may change by the day. */
function refusal({ headers, page }: Answer): Sign | undefined {
  const error = headers['x-archive-wayback-runtime-error'] ?? '';
  if (error.includes('AdministrativeAccessControlException') || /\bURL has been excluded\b/i.test(page?.text ?? '')) {
    const detail = 'the archive says that the site is excluded from it';
    return { status: 'dead', reason: 'removed', evidence: [{ code: 'archive-excluded', detail }] };
  }
  if (error.includes('RobotAccessControlException')) {
    return sign('unsure', 'blocked', 'archive-robots', 'the site’s robots.txt keeps the archive from showing it');
  }
  // “Not in archive” comes with a 404, which says the same thing.
  return error === '' || error.includes('NotInArchive')
    ? undefined
    : sign('unsure', 'server-error', 'archive-failed', `the archive failed by its own account: ${error}`);
}

/** “The capture of 2022-03-01, 54 days after the cited moment”. */
function whichOf(cited: CitedCapture, day: string | undefined): string {
  if (day === undefined) return 'the archive served a capture';
  const wanted = dayOf(cited);
  const days = wanted === undefined ? 0 : daysBetween(wanted, day);
  const apart = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return days === 0
    ? `the archive served its capture of ${day}`
    : `the archive served its capture of ${day}, ${apart} ${days > 0 ? 'after' : 'before'} the one that is cited`;
}

/** `Date.parse` reads almost anything, in the zone of this machine: only the form of RFC 7089 §2.1.1 is taken. */
function dayOfHeader(datetime: string): string | undefined {
  const ms = datetime.endsWith(' GMT') ? Date.parse(datetime) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().slice(0, 10);
}

function dayOf({ timestamp }: CitedCapture): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(timestamp ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(date)) ? undefined : date;
}
