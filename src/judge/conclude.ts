import type { ArchiveRecord } from '../model/capture.ts';
import type { LinkKind } from '../model/link.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { judge } from './judge.ts';
import { outlookFor } from './outlook.ts';

/** The facts about one target. Without an observation it was not looked at: by rule, or because only a list was asked for. */
export interface Inspection {
  readonly target: Target;
  readonly observation?: Observation;
  readonly archive: ArchiveRecord;
  /** Of an archive's address: what was found out about the address that it is a copy of. */
  readonly original?: Inspection;
}

/** Facts → outcome: the one place where a target gets its verdict and its outlook. Can be done again at any time. */
export function conclude({ target, observation, archive, original }: Inspection, kinds: readonly LinkKind[]): Outcome {
  const verdict = verdictOf(target, observation, kinds);
  const beside = original && { url: original.target.url, verdict: conclude(original, kinds).verdict };
  const outcome = {
    target,
    verdict,
    archive,
    ...(observation === undefined ? {} : { observation }),
    ...(beside === undefined ? {} : { original: beside }),
  };
  const outlook = outlookFor(outcome);
  return { ...outcome, ...(outlook === undefined ? {} : { outlook }) };
}

function verdictOf(target: Target, observation: Observation | undefined, kinds: readonly LinkKind[]): Verdict {
  switch (target.type) {
    case 'skipped':
      return {
        status: 'skipped',
        reason: target.reason,
        evidence: [{ code: `rule-${target.reason}`, detail: target.detail }],
      };
    case 'malformed':
      return {
        status: 'dead',
        reason: 'malformed',
        evidence: [{ code: 'malformed-address', detail: target.problem }],
        ...(target.repair === undefined ? {} : { replacement: target.repair }),
      };
    case 'web':
      return observation === undefined
        ? {
            status: 'skipped',
            reason: 'budget',
            evidence: [{ code: 'not-looked-at', detail: 'only the links were listed' }],
          }
        : judge(observation, { url: target.url, kinds });
    default:
      return target satisfies never;
  }
}
