import type { Capture } from '../model/capture.ts';

/**
 * Orders captures for a reader who wants one to cite: usable ones first, then the nearest to the citation date, on or after
 * it when two are equally near (what was cited had been published by then), and the newest where no date is known.
 */
export const bestFirst = (captures: readonly Capture[]): readonly Capture[] => captures.toSorted(compare);

const compare = (a: Capture, b: Capture): number =>
  Number(b.usable) - Number(a.usable) ||
  distance(a) - distance(b) ||
  (b.daysFromCitation ?? 0) - (a.daysFromCitation ?? 0) ||
  b.capturedAt.localeCompare(a.capturedAt, 'en') ||
  a.url.localeCompare(b.url, 'en');

const distance = ({ daysFromCitation = 0 }: Capture): number => Math.abs(daysFromCitation);
