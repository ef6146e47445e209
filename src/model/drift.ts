import type { BodyFacts } from './observation.ts';

/** From “says the same” to “says something else”. */
export const driftBands = ['stable', 'edited', 'changed', 'replaced'] as const;
export type DriftBand = (typeof driftBands)[number];

/** How far what is served now has moved from the capture that is nearest to the citation date. */
export type Drift = TextDrift | ImageDrift;

/** Of two texts. All figures from 0 to 1. */
export interface TextDrift {
  readonly type: 'text';
  /** The capture's address. */
  readonly capture: string;
  /** 0: the same · 1: nothing in common. */
  readonly score: number;
  readonly band: DriftBand;
  /** How much of the archived text still stands in the live one. */
  readonly containment: number;
  /** What both have in common, of all that either says. */
  readonly jaccard: number;
  /** How alike the titles are; left out where either page has none. */
  readonly title?: number;
  /** One of the pages was longer than what was read of it: no more than the same part of both was compared. */
  readonly partial?: true;
  /** What the citing sentences quote, and where it was found. */
  readonly quotes: readonly Quote[];
}

/** A passage in quotation marks or a number, as the citing sentence has it. */
export interface Quote {
  readonly text: string;
  /** It stands in the main part of the archived page. */
  readonly archived: boolean;
  /** It stands anywhere in the live page. */
  readonly live: boolean;
}

/** What tells pictures apart without looking at them: no picture is called `replaced` by that. */
export interface ImageDrift {
  readonly type: 'image';
  readonly capture: string;
  /**
   * - `stable`: the same bytes, or the same type, pixels and length where the bytes are too many to be compared
   * - `edited`: of the same shape: saved anew, or at another size
   * - `changed`: of another shape
   */
  readonly band: Exclude<DriftBand, 'replaced'>;
  readonly archived: ImageFacts;
  readonly live: ImageFacts;
}

/** A picture as its answer tells it. */
export interface ImageFacts extends Pick<BodyFacts, 'pixels' | 'digest'> {
  /** Told by the first bytes. */
  readonly mediaType: string;
  /** Of the whole picture, where it was read to its end or its length was told. */
  readonly bytes?: number;
}
