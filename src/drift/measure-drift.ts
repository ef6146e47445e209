import type { Drift } from '../model/drift.ts';
import type { ArchiveRecord, Capture } from '../model/capture.ts';
import { decidingLook } from '../model/looks.ts';
import type { Answer, Observation } from '../model/observation.ts';
import { imageDrift } from './image-drift.ts';
import { type CitingText, findQuotes } from './quotes.ts';
import { textDrift } from './text-drift.ts';

/** A usable capture, and what it holds. */
export interface Witness extends Capture {
  readonly answer: Answer;
}

/**
 * The capture that shows what was cited: the best one that was read. One that was made after the page was first seen gone may hold
 * anything.
 */
export const witnessIn = ({ captures }: ArchiveRecord): Witness | undefined =>
  captures.find(
    (capture): capture is Witness => capture.usable && capture.fit !== 'after-death' && capture.answer !== undefined,
  );

/**
 * Measures how far what is served now has moved from what was archived. A pure function of the facts, so that it can be done again
 * at any time. `undefined` where there is no capture that was read, or no page that was served, or too little in either.
 */
export function measureDrift(
  observation: Observation,
  archive: ArchiveRecord,
  citing: readonly CitingText[],
): Drift | undefined {
  const witness = witnessIn(archive);
  const { end } = decidingLook(observation);
  if (witness === undefined || end.type !== 'answer' || end.answer.status >= 300) return undefined;
  const [archived, live] = [witness.answer, end.answer];
  const capture = witness.url;
  const picture = imageDrift(archived, live);
  if (picture !== undefined) return { type: 'image', capture, ...picture };
  if (archived.page === undefined || live.page === undefined) return undefined;
  const text = textDrift({ page: archived.page, cut: isCut(archived) }, { page: live.page, cut: isCut(live) });
  if (text === undefined) return undefined;
  // What stands behind a cut may well be there.
  const quotes = findQuotes(citing, archived.page, live.page).filter((quote) => quote.live || !isCut(live));
  return { type: 'text', capture, ...text, quotes };
}

const isCut = ({ body }: Answer): boolean => body.end !== 'complete';
