import type { Reason, Status } from './reasons.ts';

/** Something that was weighed: a stable code and, for people, what it was this time. */
export interface Evidence {
  readonly code: string;
  readonly detail: string;
}

/** What we conclude from an observation and what we know of the site. */
export interface Verdict {
  readonly status: Status;
  readonly reason: Reason;
  /** In the order it was weighed; never empty. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** The better address: where a `moved` one went, what a malformed one probably meant. */
  readonly replacement?: string;
}
