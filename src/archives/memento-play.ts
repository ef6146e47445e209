import type { Hop } from '../model/observation.ts';
import type { ArchiveQuestion } from './archive.ts';
import type { Talk } from './conversation.ts';
import { readLinks, type WebLink } from './link-format.ts';
import { type Errand, type Step, throughGate } from './memento-address.ts';
import { type Memento, readShown } from './memento-answer.ts';
import { recogniseArchived } from '../archived/recognise.ts';
import { type SeenCapture, seeCapture } from './seen-capture.ts';
import { type Refusal, silent } from './wayback-refusal.ts';

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
  budget: 'service',
  captureOf: of,
  ...(headers !== undefined && { headers }),
});

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
