import type { FailureCode, Look } from '../model/observation.ts';
import type { LookPlan } from './look-plan.ts';
import { type JudgeContext, readLook } from './reading.ts';

/** After which failures another way of asking may find the page. */
const otherWays: Partial<Readonly<Record<FailureCode, LookPlan['purpose']>>> = {
  certificate: 'unverified-tls',
  'obsolete-tls': 'obsolete-tls',
  'http2-required': 'http2',
  protocol: 'lenient',
};

/** How long a decisive sign must have lasted; a name longer, as name servers take longer to recover. */
const confirmAfterMs = { page: 1_000, chain: 1_000, host: 2_000 } as const;

/** Looks whose answer is evidence only, and leads to no further question. */
const lastResorts: ReadonlySet<Look['purpose']> = new Set(['unverified-tls', 'obsolete-tls', 'lenient']);

/** The next look, if one could change the verdict; each purpose once. */
export function nextLook(looks: readonly Look[], context: JudgeContext): LookPlan | undefined {
  const last = looks.at(-1);
  if (last === undefined || lastResorts.has(last.purpose)) return undefined;
  const plan = planAfter(last, context);
  return looks.some(({ purpose }) => purpose === plan?.purpose) ? undefined : plan;
}

function planAfter(look: Look, context: JudgeContext): LookPlan | undefined {
  const { claim } = readLook(look, context);
  if (claim !== undefined) {
    const protocol = look.purpose === 'http2' ? { protocol: 'http2' as const } : {};
    return { purpose: 'confirm', waitMs: confirmAfterMs[claim.kind], ...protocol };
  }
  const purpose = look.end.type === 'failure' ? otherWays[look.end.failure.code] : undefined;
  return purpose === undefined ? undefined : { purpose, waitMs: 0 };
}
