import type { ArchiveRecord } from './capture.ts';
import type { Drift } from './drift.ts';
import type { Observation } from './observation.ts';
import type { Saving } from './saving.ts';
import type { Target } from './target.ts';
import type { Verdict } from './verdict.ts';

/** Is this citation safe? Status × archive. */
export type Outlook = 'safe' | 'at-risk' | 'recoverable' | 'lost' | 'unchecked';

/** All we found out about one target. */
export interface Outcome {
  readonly target: Target;
  readonly verdict: Verdict;
  readonly archive: ArchiveRecord;
  /** A skipped target has none. */
  readonly outlook?: Outlook;
  /** Only with `--drift`, and where live page and capture both have text. */
  readonly drift?: Drift;
  /** Of an archive's address: the state of the address that it is a copy of. */
  readonly original?: { readonly url: string; readonly verdict: Verdict };
  /** Only with `--save`, of an address that was at risk. */
  readonly saving?: Saving;
  /** Left out where nothing was asked. */
  readonly observation?: Observation;
}
