import type { LookPurpose } from '../model/observation.ts';

/** A second look that could change the verdict: what for, and how long after the last one. */
export interface LookPlan {
  readonly purpose: Exclude<LookPurpose, 'first'>;
  readonly waitMs: number;
}
