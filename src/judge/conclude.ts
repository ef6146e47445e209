import { witnessIn } from '../drift/measure-drift.ts';
import type { CitingText } from '../drift/quotes.ts';
import type { ArchiveRecord } from '../model/capture.ts';
import type { LinkKind } from '../model/link.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Target, WebTarget } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { withDrift } from './drifted.ts';
import { judge, type JudgeContext } from './judge.ts';
import { outlookFor } from './outlook.ts';

/** The facts about one target. Without an observation it was not looked at: by rule, or because only a list was asked for. */
export interface Inspection {
  readonly target: Target;
  readonly observation?: Observation;
  /** Nobody was to be asked about it (`--rejudge`), and nothing was kept of it. */
  readonly nothingKept?: true;
  readonly archive: ArchiveRecord;
  /** Of an archive's address: what was found out about the address that it is a copy of. */
  readonly original?: Inspection;
}

/**
 * Facts → outcome: the one place where a target gets its verdict and its outlook. Can be done again at any time. Only where the
 * texts that cite it are given is it compared with what was archived (`--drift`).
 */
export function conclude(inspection: Inspection, kinds: readonly LinkKind[], citing?: readonly CitingText[]): Outcome {
  const { target, observation, archive, original } = inspection;
  const judged = verdictOf(inspection, kinds);
  const { verdict, drift } = citing === undefined ? { verdict: judged } : withDrift(judged, inspection, citing);
  const beside = original && { url: original.target.url, verdict: conclude(original, kinds).verdict };
  const outcome = {
    target,
    verdict,
    archive,
    ...(observation === undefined ? {} : { observation }),
    ...(drift === undefined ? {} : { drift }),
    ...(beside === undefined ? {} : { original: beside }),
  };
  const outlook = outlookFor(outcome);
  return { ...outcome, ...(outlook === undefined ? {} : { outlook }) };
}

function verdictOf({ target, observation, nothingKept, archive }: Inspection, kinds: readonly LinkKind[]): Verdict {
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
      if (observation !== undefined)
        return judge(observation, { url: target.url, kinds, ...witnessOf(target, archive) });
      return nothingKept
        ? {
            status: 'skipped',
            reason: 'not-kept',
            evidence: [{ code: 'nothing-kept', detail: 'nobody was asked, and no earlier run left what it saw' }],
          }
        : {
            status: 'skipped',
            reason: 'budget',
            evidence: [{ code: 'not-looked-at', detail: 'only the links were listed' }],
          };
    default:
      return target satisfies never;
  }
}

/** A copy is no witness of itself. */
function witnessOf({ archived }: WebTarget, archive: ArchiveRecord): Pick<JudgeContext, 'archived'> {
  const witness = archived === undefined ? witnessIn(archive) : undefined;
  return witness === undefined ? {} : { archived: witness };
}
