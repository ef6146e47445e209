import type { Archive, ArchiveLookup } from './archive.ts';
import { concluded, done, holdsPage, isRefusal, refused } from './conclude.ts';
import { type ArchiveConclusion, conversation, type Talk } from './conversation.ts';
import { chosen, seeCapture, type SeenCapture, worthPlaying } from './seen-capture.ts';
import { timestampOf } from '../archived/timestamp.ts';
import { indexQuestion, type IndexRow, readIndex } from './wayback-index.ts';
import { type Neighbour, type Replayed, viewAddress } from './wayback-playback.ts';
import type { Refusal } from './wayback-refusal.ts';
import { type Errand, type Replay, replay } from './wayback-replay.ts';

/**
 * The Internet Archive's Wayback Machine. Playback, which may be asked often, is asked first for the copy nearest to the
 * citation date, and names that copy's neighbours; the index, which is rationed, only confirms a negative or finds a copy that
 * holds the page where those that were played do not. (The availability API is not used: it says “nothing” about pages that were
 * captured, and of some sites unless their scheme and `www.` are left out, which playback and index ignore by themselves.)
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
    looks: 'playback',
    next: conversation((lookup) => consult(home, lookup)),
  };
};

const name = 'wayback';
/** Captures of one address that are played at most, and how many of them before the index is asked. */
const maxPlayed = { inAll: 4, unlisted: 3 } as const;

/** What a lookup has found so far. */
interface Findings extends Errand {
  readonly seen: SeenCapture[];
  /** Captures that were played, found or not. */
  played: number;
  /** Their moments: an address with another scheme is the same one. */
  readonly moments: Set<string>;
}

function* consult(base: string, lookup: ArchiveLookup): Talk<ArchiveConclusion> {
  const url = lookup.url.replace(/#.*$/s, '');
  const timestamp = lookup.citedAt === undefined ? endOf(lookup.today) : noonOf(lookup.citedAt);
  const findings: Findings = { archive: name, base, lookup, asked: new Set(), seen: [], played: 0, moments: new Set() };

  const nearest = yield* play(findings, { timestamp, url });
  if (isRefusal(nearest)) return refused(nearest, findings);
  if (nearest.type === 'seen') {
    const around = yield* playAround(findings, nearest.neighbours);
    if (isRefusal(around)) return refused(around, findings);
    // Where all that the archive has was played, its index has nothing to add.
    const isAll = nearest.hasEnds && around.left === 0;
    if (holdsPage(findings) || isAll) return concluded(findings);
  }

  const index = readIndex(yield indexQuestion(base, url, timestamp), lookup.today);
  if (isRefusal(index)) return refused(index, findings);
  if (nearest.type === 'absent' && index.rows.length === 0) return done('none', '', findings);
  return yield* playListed(findings, index.rows);
}

function* play(findings: Findings, from: Replayed): Talk<Replay> {
  findings.played += 1;
  const shown = yield* replay(findings, from);
  if (shown.type !== 'seen') return shown;
  findings.seen.push(shown.seen);
  findings.moments.add(shown.moment);
  return shown;
}

/** Plays the neighbours that would suit better than all that was seen, if they held the page. */
function* playAround(
  findings: Findings,
  neighbours: readonly Neighbour[],
): Talk<{ readonly type: 'played'; readonly left: number } | Refusal> {
  const { moments } = findings;
  const open = new Map<string, Neighbour>();
  let known = neighbours;
  for (;;) {
    for (const neighbour of known) open.set(neighbour.moment, neighbour);
    for (const moment of moments) open.delete(moment);
    const left = [...open.values()];
    const hopes = left.map((neighbour) => hopeIn(findings, neighbour));
    const next = left[worthPlaying(findings.seen, hopes)];
    if (next === undefined || findings.played >= maxPlayed.unlisted) return { type: 'played', left: left.length };
    moments.add(next.moment);
    const shown = yield* play(findings, next);
    if (isRefusal(shown)) return shown;
    known = shown.type === 'seen' ? shown.neighbours : [];
  }
}

const hopeIn = ({ base, lookup }: Findings, { url, moment }: Pick<Neighbour, 'url' | 'moment'>): SeenCapture =>
  seeCapture(lookup, { archive: name, url: viewAddress(base, moment, url), moment });

/** Plays what the index lists, the best first, until a capture holds the page. */
function* playListed(findings: Findings, rows: readonly IndexRow[]): Talk<ArchiveConclusion> {
  const { base, lookup, moments, seen } = findings;
  let isLost = false;
  for (const row of bestListed(findings, rows)) {
    const { moment, url, status } = row;
    if (holdsPage(findings) || findings.played >= maxPlayed.inAll) break;
    if (moments.has(moment)) continue;
    if (status !== undefined && status >= 400) {
      seen.push(seeCapture(lookup, { archive: name, url: viewAddress(base, moment, url), moment, status }));
      continue;
    }
    moments.add(moment);
    const shown = yield* play(findings, { timestamp: timestampOf(moment), url });
    if (isRefusal(shown)) return refused(shown, findings);
    isLost ||= shown.type === 'absent';
  }
  return isLost && !holdsPage(findings)
    ? done('unknown', 'its index lists a capture that its playback does not find', findings)
    : concluded(findings);
}

/** Successes before redirects, which may lead to the page, and revisits, which may repeat it; errors last. */
function bestListed(findings: Findings, rows: readonly IndexRow[]): readonly IndexRow[] {
  const hopes = rows.map((row) => ({ row, hope: hopeIn(findings, row) }));
  const order = chosen([...findings.seen, ...hopes.map(({ hope }) => hope)]).map(({ url }) => url);
  const placeOf = ({ hope }: (typeof hopes)[number]): number => order.indexOf(hope.capture.url);
  return hopes.toSorted((a, b) => rankOf(a.row) - rankOf(b.row) || placeOf(a) - placeOf(b)).map(({ row }) => row);
}

const rankOf = ({ status = 300 }: IndexRow): number => Math.trunc(status / 100);

const noonOf = (day: string): string => `${day.replaceAll('-', '')}120000`;
const endOf = (day: string): string => `${day.replaceAll('-', '')}235959`;
