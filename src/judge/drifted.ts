import { measureDrift, type Witness, witnessIn } from '../drift/measure-drift.ts';
import type { CitingText } from '../drift/quotes.ts';
import type { ArchiveRecord } from '../model/capture.ts';
import type { Drift, ImageDrift, ImageFacts, TextDrift } from '../model/drift.ts';
import { decidingLook } from '../model/looks.ts';
import type { Observation, PageFacts } from '../model/observation.ts';
import type { Reason, Status } from '../model/reasons.ts';
import type { Target } from '../model/target.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { isListing } from './listing.ts';
import { weightOf } from './writing.ts';

interface Compared {
  readonly drift: Drift;
  readonly cited: URL;
  readonly archived: Witness;
  /** What is served now. */
  readonly page: PageFacts | undefined;
}

/** Something was shown to us, be it what was cited or not. */
const shown: ReadonlySet<Status> = new Set(['alive', 'moved', 'suspect'] as const satisfies readonly Status[]);

/** Reasons of a page that was seen as its readers see it; of one that is not free, or came damaged, the text is not all there. */
const seenWhole: ReadonlySet<Reason> = new Set([
  'ok',
  'permanent-redirect',
  'https-upgrade',
] as const satisfies readonly Reason[]);

/** A page that says less than this (`weightOf`), and has scripts, may have more to say to a browser. */
const thinText = 200;

interface Facts {
  readonly target: Target;
  readonly observation?: Observation;
  readonly archive: ArchiveRecord;
}

/**
 * Measures drift where something was served, and weighs it. A page that says something else than what was archived is no longer
 * what was cited: a person should look. Less than that is told beside, and changes nothing.
 */
export function withDrift(
  verdict: Verdict,
  { target, observation, archive }: Facts,
  citing: readonly CitingText[],
): { readonly verdict: Verdict; readonly drift?: Drift } {
  const witness = witnessIn(archive);
  // A copy is not compared with itself.
  const isComparable = target.type === 'web' && target.archived === undefined && shown.has(verdict.status);
  if (!isComparable || observation === undefined || witness === undefined) return { verdict };
  const drift = measureDrift(observation, archive, citing);
  if (drift === undefined) return { verdict };
  const { end } = decidingLook(observation);
  const page = end.type === 'answer' ? end.answer.page : undefined;
  const told = evidenceOf({ drift, cited: new URL(target.url), archived: witness, page });
  if (told === undefined || verdict.status === 'suspect') return { verdict, drift };
  const evidence: Verdict['evidence'] = [...verdict.evidence, told];
  return told.code === 'text-replaced' && seenWhole.has(verdict.reason)
    ? { verdict: { status: 'suspect', reason: 'drifted', evidence }, drift }
    : { verdict: { ...verdict, evidence }, drift };
}

function evidenceOf(compared: Compared): Evidence | undefined {
  const { drift, archived } = compared;
  const day = archived.capturedAt.slice(0, 10);
  switch (drift.type) {
    case 'text':
      if (drift.band !== 'replaced' && drift.band !== 'changed') return undefined;
      return {
        code: drift.band === 'replaced' && !changesByNature(compared, drift) ? 'text-replaced' : 'text-changed',
        detail: `${percent(drift.containment)} of the text archived on ${day} is still there`,
      };
    case 'image':
      if (drift.band !== 'changed') return undefined;
      return { code: 'image-differs', detail: `${pictures(drift)}, archived on ${day}` };
    default:
      return drift satisfies never;
  }
}

/** Does another text say nothing against the page: is it a list, another language, the frame of a script, or only a part? */
function changesByNature({ cited, archived, page }: Compared, { partial }: TextDrift): boolean {
  const was = archived.answer.page;
  if (partial === true || was === undefined || page === undefined) return true;
  const isFrame = page.scripts > 0 && weightOf(page) < thinText;
  return isFrame || isListing(cited, was) || isTranslated(was, page);
}

/** A site may choose the language by whoever asks. */
const isTranslated = ({ language: was = '' }: PageFacts, { language: is = '' }: PageFacts): boolean =>
  was !== '' && is !== '' && primary(was) !== primary(is);
const primary = (language: string): string => language.toLowerCase().split('-', 1).join('');

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const pictures = ({ archived, live }: ImageDrift): string =>
  `a picture of ${sizeOf(live)}, where one of ${sizeOf(archived)} was`;
const sizeOf = ({ pixels }: ImageFacts): string =>
  pixels === undefined ? 'unknown size' : `${pixels.width} × ${pixels.height} pixels`;
