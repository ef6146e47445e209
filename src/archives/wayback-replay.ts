import type { Hop } from '../model/observation.ts';
import type { ArchiveLookup } from './archive.ts';
import type { Talk } from './conversation.ts';
import { type SeenCapture, seeCapture } from './seen-capture.ts';
import {
  type Memento,
  type Neighbour,
  playbackQuestion,
  readPlayback,
  type Replayed,
  viewAddress,
} from './wayback-playback.ts';
import { type Refusal, silent } from './wayback-refusal.ts';

/** Where following an address through playback ended. */
export type Replay =
  | {
      readonly type: 'seen';
      readonly seen: SeenCapture;
      /** When the capture was made that answered for the address itself, redirect or not. */
      readonly moment: string;
      /** Other captures of the address that was asked for. */
      readonly neighbours: readonly Neighbour[];
      readonly hasEnds: boolean;
    }
  /** It led to a capture that had been played before. */
  | { readonly type: 'repeated' }
  | { readonly type: 'absent' }
  | Refusal;

export interface Errand {
  readonly archive: string;
  readonly base: string;
  readonly lookup: ArchiveLookup;
  /** Questions asked so far: none is asked twice. */
  readonly asked: Set<string>;
}

/** Redirects, archived ones and the archive's own, until a capture is given up. */
const maxQuestions = 10;

/** Plays one capture: goes where the archive says that it is, and where archived redirects lead, to what was archived there. */
export function* replay(errand: Errand, from: Replayed): Talk<Replay> {
  const { base, lookup, asked } = errand;
  const own = new Set<string>();
  const hops: Hop[] = [];
  let first: Played | undefined;
  let at = from;
  const brokenBy = (problem: string): Replay =>
    first === undefined ? silent(`it answered with ${problem}`) : replayed(first, see(errand, first, problem));

  for (let count = 0; count < maxQuestions; count += 1) {
    const question = playbackQuestion(base, at);
    if (own.has(question.url)) return brokenBy('a redirect in a circle');
    if (asked.has(question.url)) {
      return first === undefined ? { type: 'repeated' } : brokenBy('a redirect to a capture that does not hold it');
    }
    own.add(question.url);
    asked.add(question.url);

    const shown = readPlayback(yield question, { base, today: lookup.today, asked: at });
    if (shown.type === 'silent') return shown;
    if (shown.type === 'absent' || shown.type === 'excluded') {
      if (first === undefined) return shown;
      return brokenBy(`a redirect to a page that ${shown.type === 'absent' ? 'was never captured' : 'is excluded'}`);
    }
    const { next } = shown;
    if (shown.type === 'memento') {
      const last = { shown, url: at.url };
      first ??= last;
      if (next === undefined) return ended(errand, first, last, hops);
      hops.push({ url: at.url, status: shown.status, next: { by: 'location', url: next.url } });
    }
    at = next ?? at;
  }
  return brokenBy('a redirect without an end');
}

/** A capture, and the original address that it was played for. */
interface Played {
  readonly shown: Memento;
  readonly url: string;
}

/** What holds the page is reported where it stands; what does not, where the page was asked for. */
function ended(errand: Errand, first: Played, last: Played, hops: readonly Hop[]): Replay {
  const found = see(errand, last, undefined, hops);
  const { usable, problem, answer } = found.capture;
  if (usable || first === last) return replayed(first, found);
  const { capture } = see(errand, first, problem);
  return replayed(first, { ...found, capture: { ...capture, ...(answer !== undefined && { answer }) } });
}

const see = (
  { archive, base, lookup }: Errand,
  { shown, url }: Played,
  problem: string | undefined,
  hops: readonly Hop[] = [],
): SeenCapture =>
  seeCapture(lookup, {
    archive,
    url: viewAddress(base, shown.moment, url),
    moment: shown.moment,
    status: shown.status,
    answer: shown.answer,
    hops,
    problem,
  });

const replayed = ({ shown: { moment, neighbours, hasEnds } }: Played, seen: SeenCapture): Replay => ({
  type: 'seen',
  seen,
  moment,
  neighbours,
  hasEnds,
});
