import type { ArchiveState, Capture } from '../model/capture.ts';
import type { Archive, ArchiveLookup } from './archive.ts';
import { bestFirst } from './best-first.ts';
import { conversation } from './conversation.ts';
import type { ArchiveConclusion, Talk } from './conversation.ts';
import { daysBetween, timestampOf } from './timestamp.ts';
import { indexQuestion, readIndex } from './wayback-index.ts';
import { playbackQuestion, readPlayback, viewAddress } from './wayback-playback.ts';
import type { Replayed } from './wayback-playback.ts';
import type { Refusal } from './wayback-refusal.ts';
import { parseUrl } from '../parse-url.ts';

/**
 * The Internet Archive's Wayback Machine. Playback, which may be asked often, is asked first for the copy nearest to the
 * citation date; the index, which is rationed, only confirms a negative or finds a better copy than an archived error.
 * (The availability API is not used: it says “nothing” about pages that were captured.)
 */
export const wayback = (base: string): Archive => {
  const home = base.replace(/\/+$/, '');
  return {
    name,
    home,
    // Four fifths of the hard limits (600 and 30 a minute for one network, June 2026), as the archive asks of clients.
    budgets: {
      playback: { perMinute: 480, concurrency: 6 },
      index: { perMinute: 24, concurrency: 2 },
    },
    next: conversation((lookup) => consult(home, lookup)),
  };
};

const name = 'wayback';
const maxReplays = 10;

function* consult(base: string, lookup: ArchiveLookup): Talk<ArchiveConclusion> {
  const url = lookup.url.replace(/#.*$/s, '');
  const timestamp = lookup.citedAt === undefined ? endOf(lookup.today) : noonOf(lookup.citedAt);
  const seen = new Set<string>();

  const nearest = yield* replay({ base, lookup, seen }, { timestamp, url });
  if (nearest.type === 'page') return conclude('captured', '', [nearest.capture]);
  if (nearest.type === 'excluded' || nearest.type === 'silent') return refused(nearest);
  const known = nearest.type === 'bad' ? [nearest.capture] : [];

  const index = readIndex(yield indexQuestion(base, url, timestamp), lookup.today);
  if (index.type !== 'rows') return refused(index, known);
  if (nearest.type === 'absent' && index.rows.length === 0) return conclude('none', '');

  const listed = index.rows.flatMap(({ status, ...row }) =>
    status === undefined ? [] : [captureOf(base, lookup, { ...row, status })],
  );
  const captures = merge(known, listed);
  if (captures.some(({ usable }) => usable)) return conclude('captured', '', captures);

  // A redirect may lead to the page, and a revisit repeat it: the index can't tell, playback can.
  const open = index.rows
    .map((row) => ({ ...row, timestamp: timestampOf(row.moment) }))
    .find((row) => (row.status ?? 300) < 400 && !seen.has(playbackQuestion(base, row).url));
  if (open === undefined)
    return conclude('unusable', nearest.type === 'bad' ? nearest.detail : 'all captures are errors', captures);

  const second = yield* replay({ base, lookup, seen }, open);
  switch (second.type) {
    case 'page':
      return conclude('captured', '', merge([second.capture], captures));
    case 'bad':
      return conclude('unusable', second.detail, merge([second.capture], captures));
    case 'absent':
      return conclude('unknown', 'its index lists a capture that its playback does not find', captures);
    case 'excluded':
    case 'silent':
      return refused(second, captures);
    default:
      return second satisfies never;
  }
}

/** Where following an address through playback ended. */
type Replay =
  | { readonly type: 'page'; readonly capture: Capture }
  /** A capture exists, and does not hold the page. */
  | { readonly type: 'bad'; readonly capture: Capture; readonly detail: string }
  | { readonly type: 'absent' }
  | Refusal;

interface Errand {
  readonly base: string;
  readonly lookup: ArchiveLookup;
  /** Questions asked so far: none is asked twice. */
  readonly seen: Set<string>;
}

function* replay({ base, lookup, seen }: Errand, from: Replayed): Talk<Replay> {
  let first: Capture | undefined;
  let asked = from;
  const fail = (detail: string): Replay =>
    first === undefined
      ? { type: 'silent', detail, limited: false }
      : { type: 'bad', capture: { ...first, usable: false }, detail };

  for (let count = 0; count < maxReplays; count += 1) {
    const question = playbackQuestion(base, asked);
    if (seen.has(question.url)) return fail('its redirects run in a circle');
    seen.add(question.url);

    const shown = readPlayback(yield question, { base, today: lookup.today, asked });
    if (shown.type === 'absent' && first !== undefined) return fail('the capture redirects to a page never captured');
    if (shown.type === 'absent' || shown.type === 'excluded' || shown.type === 'silent') return shown;
    if (shown.type === 'memento') {
      const capture = captureOf(base, lookup, { ...shown, url: asked.url });
      first ??= capture;
      if (capture.usable && !leadsHome(lookup.url, asked.url)) return { type: 'page', capture };
      if (capture.usable) return fail('the capture redirects to the site’s home page');
      if (shown.next === undefined) return fail(`the nearest capture is an archived ${shown.status}`);
    }
    if (shown.next === undefined) return fail('it led nowhere');
    asked = shown.next;
  }
  return fail('its redirects do not end');
}

const captureOf = (
  base: string,
  { citedAt }: ArchiveLookup,
  { moment, url, status }: { readonly moment: string; readonly url: string; readonly status: number },
): Capture => ({
  archive: name,
  url: viewAddress(base, moment, url),
  capturedAt: moment,
  httpStatus: status,
  ...(citedAt !== undefined && { daysFromCitation: daysBetween(citedAt, moment.slice(0, 10)) }),
  usable: status >= 200 && status < 300,
});

/** Each capture once; what playback has just shown counts more than what was known before. */
const merge = (shown: readonly Capture[], known: readonly Capture[]): readonly Capture[] => [
  ...shown,
  ...known.filter(({ url }) => shown.every((capture) => capture.url !== url)),
];

const conclude = (
  answer: Exclude<ArchiveState, 'not-asked'>,
  detail: string,
  captures: readonly Capture[] = [],
): ArchiveConclusion => ({
  type: 'done',
  answer: { archive: name, answer, detail },
  captures: bestFirst(captures),
  limited: false,
});

const refused = (refusal: Refusal, captures: readonly Capture[] = []): ArchiveConclusion =>
  refusal.type === 'excluded'
    ? conclude('excluded', refusal.detail, captures)
    : { ...conclude('unknown', refusal.detail, captures), limited: refusal.limited };

const noonOf = (day: string): string => `${day.replaceAll('-', '')}120000`;
const endOf = (day: string): string => `${day.replaceAll('-', '')}235959`;

/** A page of a site that was archived as a redirect to that site's front door does not hold what was cited. */
const leadsHome = (cited: string, shown: string): boolean => {
  const [from, to] = [parseUrl(cited), parseUrl(shown)];
  return from !== undefined && to !== undefined && site(from) === site(to) && isHome(to) && !isHome(from);
};
const site = ({ hostname }: URL): string => hostname.replace(/^www\./, '');
const isHome = ({ pathname, search }: URL): boolean => pathname === '/' && search === '';
