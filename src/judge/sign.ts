import type { LinkKind } from '../model/link.ts';
import type { Answer, Hop, Observation, PageFacts } from '../model/observation.ts';
import type { ReasonFor, Status } from '../model/reasons.ts';
import type { Verdict } from '../model/verdict.ts';

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
  readonly shared: NonNullable<Observation['shared']>;
}

/**
 * A soft sign that an address made up beside the cited one can confirm or clear.
 * - `says`: the page says that it was not found
 * - `leads`: the redirects end at an error page, or at a section above the page
 * - `thin`: the page has next to no text; by itself that means nothing
 */
export type Doubt = 'says' | 'leads' | 'thin';

/** What a check concludes. */
export interface Sign extends Verdict {
  readonly doubt?: Doubt;
}

/** Looks at an answer for one thing. Listed, in the order they are asked, in `reading.ts`. */
export type Check = (seen: Seen) => Sign | undefined;

/** A sign with one piece of evidence, its reason checked against its status. One alone never says dead. */
export const sign = <S extends Exclude<Status, 'dead'>>(
  status: S,
  reason: ReasonFor<S>,
  code: string,
  detail: string,
): Sign => ({
  status,
  reason,
  evidence: [{ code, detail }],
});

/**
 * Weighs signs of one thing together. Each comes from a mechanism of its own (where it leads, how it is built, what it says), so
 * that two of them agree by more than chance: two are death, one is what it says.
 */
export function together(signs: readonly (Sign | undefined)[], dead: ReasonFor<'dead'>): Sign | undefined {
  const [first, ...others] = signs.filter((found) => found !== undefined);
  if (first === undefined || others.length === 0) return first;
  const evidence: Sign['evidence'] = [...first.evidence, ...others.flatMap((other) => other.evidence)];
  return { status: 'dead', reason: dead, evidence };
}
