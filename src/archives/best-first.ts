import type { Capture } from '../model/capture.ts';

/**
 * Orders captures for a reader who wants one to cite: those that hold the page, those from before its death, then the nearest
 * to the citation date, and the later one of two equally near. The newest where no date is known.
 */
export const bestFirst = (captures: readonly Capture[]): readonly Capture[] => captures.toSorted(byWorth);

/** Does it suit so much better that another question is worth asking? What only comes before in that order is not. */
export const suitsBetter = (a: Capture, b: Capture): boolean => byFit(a, b) < 0;

const byWorth = (a: Capture, b: Capture): number =>
  byFit(a, b) || b.capturedAt.localeCompare(a.capturedAt, 'en') || a.url.localeCompare(b.url, 'en');

const byFit = (a: Capture, b: Capture): number =>
  Number(b.usable) - Number(a.usable) ||
  Number(a.fit === 'after-death') - Number(b.fit === 'after-death') ||
  costOf(a) - costOf(b);

/** What was cited had been published by then: a day before the citation is worth as much as two after it. */
const beforeCosts = 2;
/** A citation date is a day of its author's time zone, a capture's one of UTC. */
const graceDays = 1;

/** How badly a capture's distance suits the citation, in days after it; 0 where no citation date is known. */
const costOf = ({ daysFromCitation: days = 0 }: Pick<Capture, 'daysFromCitation'>): number =>
  days < -graceDays ? beforeCosts * -days : Math.abs(days);
