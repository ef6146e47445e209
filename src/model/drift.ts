/** From “says the same” to “says something else”. */
export const driftBands = ['stable', 'edited', 'changed', 'replaced'] as const;
export type DriftBand = (typeof driftBands)[number];

/** How far the live page has moved from the capture that is nearest to the citation date. All figures from 0 to 1. */
export interface Drift {
  /** 0: the same · 1: nothing in common. */
  readonly score: number;
  readonly band: DriftBand;
  /** How much of the archived text still stands in the live one. */
  readonly containment: number;
  /** What both have in common, of all that either says. */
  readonly jaccard: number;
  /** How alike the titles are. */
  readonly title: number;
  /** The capture's address. */
  readonly capture: string;
  /** What the citing sentence quotes, and where it was found. */
  readonly quotes: readonly { readonly text: string; readonly archived: boolean; readonly live: boolean }[];
}
