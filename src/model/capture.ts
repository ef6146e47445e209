import type { Answer } from './observation.ts';

/**
 * How well a usable capture suits the citation.
 * - `near`: within 30 days of the citation date, or no such date is known
 * - `far`: further away
 * - `after-death`: made after the archives first saw the page gone
 */
export type CaptureFit = 'near' | 'far' | 'after-death';

/** One archived copy. */
export interface Capture {
  readonly archive: string;
  readonly url: string;
  /** ISO 8601, UTC, to the second. */
  readonly capturedAt: string;
  /** The archived HTTP status, where the archive tells it. */
  readonly httpStatus?: number;
  /** Whole days from the citation date, negative before it; left out where no citation date is known. */
  readonly daysFromCitation?: number;
  /** It holds the page: not an error, a wall, a soft 404, a parked domain, an empty shell or a redirect to nowhere. */
  readonly usable: boolean;
  /** Of a usable one. */
  readonly fit?: CaptureFit;
  /** Why it is not usable, in half a sentence. */
  readonly problem?: string;
  /** What was archived, as far as it was read: the page as a judge reads a live one. */
  readonly answer?: Answer;
}

/** `none` is said only where the negative was confirmed: an archive that could not be asked is `unknown`. */
export type ArchiveState = 'captured' | 'none' | 'unusable' | 'excluded' | 'unknown' | 'not-asked';

/** What one archive answered; `detail` gives the reason where there is one to give. */
export interface ArchiveAnswer {
  readonly archive: string;
  readonly answer: Exclude<ArchiveState, 'not-asked'>;
  readonly detail: string;
  /** Given in an earlier run, and kept since. */
  readonly from?: 'cache';
}

/** What the archives know of one address. */
export interface ArchiveRecord {
  readonly state: ArchiveState;
  readonly asked: readonly ArchiveAnswer[];
  /** Best first. */
  readonly captures: readonly Capture[];
}
