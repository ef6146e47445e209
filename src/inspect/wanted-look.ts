import type { LookPlan } from '../judge/look-plan.ts';
import { nextLook } from '../judge/second-looks.ts';
import type { Look } from '../model/observation.ts';
import type { WebTarget } from '../model/target.ts';
import type { About } from './inspect.ts';

/** Each purpose of a second look comes up once at most; no plan is followed further than this. */
const maxSecondLooks = 4;

/** The look that the judge would still have at this target, for a verdict that holds. */
export function wantedLook(
  looks: readonly Look[],
  { url }: WebTarget,
  { kinds, embeddedFrom }: About,
  token: string,
): LookPlan | undefined {
  if (looks.length > maxSecondLooks) return undefined;
  return nextLook(looks, { url, token, kinds: kinds(), ...(embeddedFrom === undefined ? {} : { embeddedFrom }) });
}
