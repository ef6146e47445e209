import type { LookPurpose } from '../model/observation.ts';

/** A second look that could change the verdict: what for, how long after the last one, and how if not as usual. */
export interface LookPlan {
  readonly purpose: Exclude<LookPurpose, 'first'>;
  readonly waitMs: number;
  /** Another address than the target's: for `site` and `sibling`. */
  readonly url?: string;
  /** A server that wants nothing else is asked so again. */
  readonly protocol?: 'http2';
}
