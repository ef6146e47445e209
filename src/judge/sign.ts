import type { LinkKind } from '../model/link.ts';
import type { Answer, Hop, PageFacts } from '../model/observation.ts';
import type { Reason, reasons, Status } from '../model/reasons.ts';
import type { Verdict } from '../model/verdict.ts';

/** The reasons that may stand beside a status, as `model/reasons.ts` lists them. */
export type ReasonFor<S extends Status> = {
  [R in Reason]: S extends (typeof reasons)[R]['statuses'][number] ? R : never;
}[Reason];

/** One answer, and all that a check may weigh with it. */
export interface Seen {
  readonly cited: URL;
  /** Where the answer came from, at the end of the redirects. */
  readonly final: URL;
  readonly hops: readonly Hop[];
  readonly answer: Answer;
  /** Left out where the body broke off or can't be decoded: half a page proves nothing. */
  readonly page?: PageFacts;
  readonly kinds: readonly LinkKind[];
}

/** What one check concludes. Never death: that takes two looks (`judge.ts`). */
export interface Sign extends Verdict {
  readonly status: Exclude<Status, 'dead'>;
}

/** Looks at an answer for one thing. Listed, in the order they are asked, in `reading.ts`. */
export type Check = (seen: Seen) => Sign | undefined;

/** A sign with one piece of evidence, its reason checked against its status. */
export const sign = <S extends Sign['status']>(
  status: S,
  reason: ReasonFor<S>,
  code: string,
  detail: string,
): Sign => ({
  status,
  reason,
  evidence: [{ code, detail }],
});
