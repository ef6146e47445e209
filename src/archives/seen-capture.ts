import type { Capture, CaptureFit } from '../model/capture.ts';
import type { Answer, Hop } from '../model/observation.ts';
import { isSuccess } from '../judge/statuses.ts';
import type { ArchiveLookup } from './archive.ts';
import { bestFirst, suitsBetter } from './best-first.ts';
import { type CaptureProblem, problemOf } from './capture-problem.ts';
import { daysBetween } from '../archived/timestamp.ts';

/** A capture that was looked at, and whether it shows that the page was gone by then. */
export interface SeenCapture {
  readonly capture: Capture;
  readonly gone: boolean;
}

interface Facts {
  readonly archive: string;
  /** The address under which people look at it. */
  readonly url: string;
  /** ISO 8601, UTC, to the second. */
  readonly moment: string;
  readonly status?: number;
  /** What was archived, as far as it was read; without it the status alone decides. */
  readonly answer?: Answer | undefined;
  /** The archived redirects that led there. */
  readonly hops?: readonly Hop[];
  /** Found out in another way, half a sentence. */
  readonly problem?: string | undefined;
}

/** Makes a capture of what an archive showed, and says whether it holds the page that was asked for. */
export function seeCapture(lookup: ArchiveLookup, facts: Facts): SeenCapture {
  const { archive, url, moment, status, answer } = facts;
  const { citedAt } = lookup;
  const problem = facts.problem === undefined ? found(lookup, facts) : { says: facts.problem, gone: false };
  return {
    gone: problem?.gone ?? false,
    capture: {
      archive,
      url,
      capturedAt: moment,
      ...(status !== undefined && { httpStatus: status }),
      ...(citedAt !== undefined && { daysFromCitation: daysBetween(citedAt, moment.slice(0, 10)) }),
      usable: problem === undefined,
      ...(problem !== undefined && { problem: problem.says }),
      ...(answer !== undefined && { answer }),
    },
  };
}

function found({ url, kinds }: ArchiveLookup, { status, answer, hops = [] }: Facts): CaptureProblem | undefined {
  if (answer !== undefined) return problemOf(answer, url, { kinds, hops });
  return status === undefined || isSuccess(status)
    ? undefined
    : { says: `an archived ${status}`, gone: status === 404 || status === 410 };
}

/** Within so many days of the citation a capture counts as of its time. */
const nearDays = 30;

/**
 * All captures that were looked at, best first, each once, and for those that hold the page how well they suit. What was captured
 * after the archives first saw the page gone, on or after the citation date, may be anything: it comes last.
 */
export function chosen(seen: readonly SeenCapture[]): readonly Capture[] {
  const deaths = seen.filter(({ gone, capture }) => gone && (capture.daysFromCitation ?? -1) >= 0);
  const death = deaths.map(({ capture }) => capture.capturedAt).toSorted()[0];
  // What has held the page once, holds it.
  const once = new Map(byUse(seen).map(({ capture }) => [`${capture.archive} ${capture.url}`, capture]));
  return bestFirst(
    [...once.values()].map((capture) => (capture.usable ? { ...capture, fit: fitOf(capture, death) } : capture)),
  );
}

const byUse = (seen: readonly SeenCapture[]): readonly SeenCapture[] =>
  seen.toSorted((a, b) => Number(a.capture.usable) - Number(b.capture.usable));

/**
 * Of captures that were not looked at (as they would be reported if they held the page), the place of the one that would be cited in
 * place of all that were; -1 where none suits so much better that it is worth a question.
 */
export function worthPlaying(seen: readonly SeenCapture[], hopes: readonly SeenCapture[]): number {
  const known = new Set(seen.map(({ capture }) => capture.url));
  const ordered = chosen([...hopes, ...seen]);
  const held = ordered.find(({ url }) => known.has(url));
  const best = ordered.find(({ url }) => !known.has(url));
  if (best === undefined || (held !== undefined && !suitsBetter(best, held))) return -1;
  return hopes.findIndex(({ capture }) => capture.url === best.url);
}

/** How well a capture that holds the page suits the citation. `death`: when the page was first seen gone, if it was. */
export function fitOf(
  { capturedAt, daysFromCitation = 0 }: Pick<Capture, 'capturedAt' | 'daysFromCitation'>,
  death: string | undefined,
): CaptureFit {
  if (death !== undefined && capturedAt > death) return 'after-death';
  return Math.abs(daysFromCitation) <= nearDays ? 'near' : 'far';
}
