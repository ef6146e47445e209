import { type DriftBand, driftBands, type TextDrift } from '../model/drift.ts';
import type { PageFacts } from '../model/observation.ts';
import { containmentOf, jaccardOf, titleLikeness } from './likeness.ts';
import { isShort, shinglesOf } from './shingles.ts';

/** One version of a page. */
export interface TextVersion {
  readonly page: Pick<PageFacts, 'title' | 'h1' | 'mainText' | 'wholeText'>;
  /** There was more of it than was read. */
  readonly cut: boolean;
}

type Measured = Omit<TextDrift, 'type' | 'capture' | 'quotes'>;

/** Pieces of archived text that are enough to tell anything by. */
const enoughShingles = 20;
/** What each measure weighs. Containment most: what was added around the cited text does not take it away. */
const weights = { containment: 0.6, jaccard: 0.25, title: 0.15 } as const;
/**
 * The highest score of each band, calibrated on generated pages in two languages (`npm run bench:drift`). A page that keeps its
 * title is `replaced` only where less than a twenty-fifth of its text is left: behind a new paywall its first paragraph is, and
 * many a site has one title for all of its pages.
 */
const highest: Readonly<Record<DriftBand, number>> = { stable: 0.05, edited: 0.3, changed: 0.82, replaced: 1 };

/**
 * Measures how far a page has moved from its archived text. The archived main text is looked for in all that the live page shows,
 * because a new layout may hide it from whoever looks for a main part; what was added is told by the main texts of both.
 * `undefined` where there is too little text to tell.
 */
export function textDrift(archived: TextVersion, live: TextVersion): Measured | undefined {
  const [was, is] = [archived.page.mainText, live.page.mainText];
  if (was === undefined || is === undefined || is === '') return undefined;
  const partial = archived.cut || live.cut;
  // What lies behind a cut is not known to be missing: both are compared as far as the shorter one goes.
  const length = partial ? Math.min(was.length, is.length) : Infinity;
  const short = isShort(was) || isShort(is);
  const [old, now] = [shinglesOf(was.slice(0, length), short), shinglesOf(is.slice(0, length), short)];
  if (old.size < enoughShingles) return undefined;
  const measures = {
    containment: containmentOf(old, shinglesOf(live.page.wholeText ?? is, short)),
    jaccard: jaccardOf(old, now),
    ...titleOf(archived.page, live.page),
  };
  const score = rounded(1 - weighed(measures));
  return {
    score,
    band: driftBands.find((band) => score <= highest[band]) ?? 'replaced',
    containment: rounded(measures.containment),
    jaccard: rounded(measures.jaccard),
    ...(measures.title === undefined ? {} : { title: rounded(measures.title) }),
    ...(partial ? { partial } : {}),
  };
}

/** Without titles, the texts share their weight. */
function weighed({ containment, jaccard, title }: { containment: number; jaccard: number; title?: number }): number {
  const sum = weights.containment * containment + weights.jaccard * jaccard;
  return title === undefined ? sum / (weights.containment + weights.jaccard) : sum + weights.title * title;
}

function titleOf(archived: TextVersion['page'], live: TextVersion['page']): { readonly title?: number } {
  const both = (one = '', other = ''): readonly number[] =>
    one === '' || other === '' ? [] : [titleLikeness(one, other)];
  const found = [...both(archived.title, live.title), ...both(archived.h1, live.h1)];
  return found.length === 0 ? {} : { title: Math.max(...found) };
}

/** To three places: more would promise more than is measured. */
const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;
