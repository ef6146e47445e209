import type { Capture } from '../model/capture.ts';

/**
 * Orders captures for a reader who wants one to cite: usable ones first, then the nearest to the citation date, and the later
 * one of two equally near: what was cited had been published by then. The newest where no date is known.
 */
export const bestFirst = (captures: readonly Capture[]): readonly Capture[] => captures.toSorted(compare);

const compare = (a: Capture, b: Capture): number =>
  Number(b.usable) - Number(a.usable) ||
  distance(a) - distance(b) ||
  b.capturedAt.localeCompare(a.capturedAt, 'en') ||
  a.url.localeCompare(b.url, 'en');

const distance = ({ daysFromCitation = 0 }: Capture): number => Math.abs(daysFromCitation);
