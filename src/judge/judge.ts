import type { Look, Observation } from '../model/observation.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { type Claim, type JudgeContext, type Reading, readLook } from './reading.ts';

export type { JudgeContext };

/** A reading on its way to the verdict: only here can it become death. */
type Standing = Verdict & { readonly claim?: Claim };

/**
 * What we conclude from what happened on the wire. One look decides everything but death: that takes a decisive sign
 * in one look and one of the same kind in the look that was made to confirm it.
 */
export function judge({ looks, nameServiceProven = false }: Observation, context: JudgeContext): Verdict {
  const [first, ...others] = looks;
  const standing = others.reduce<Standing>(
    (so, look) => reconsider(so, look, readLook(look, context)),
    readLook(first, context),
  );
  const { claim: _, ...verdict } = standing;
  if (verdict.reason !== 'no-host' || nameServiceProven) return verdict;
  const unproven: Evidence = {
    code: 'name-service-unproven',
    detail: 'no name server was seen to answer anything in this run',
  };
  return { status: 'unsure', reason: 'dns', evidence: [...verdict.evidence, unproven] };
}

function reconsider(so: Standing, look: Look, reading: Reading): Standing {
  const evidence: Verdict['evidence'] = [...so.evidence, ...distinct(reading.evidence, so.evidence)];
  switch (look.purpose) {
    case 'first':
    case 'confirm':
      if (!agrees(so.claim, reading.claim)) return { ...withoutClaim(reading), evidence };
      return {
        status: 'dead',
        reason: surest(so.claim, reading.claim).reason,
        evidence: toldTwice(so.evidence, reading.evidence),
      };
    case 'unverified-tls':
    case 'obsolete-tls':
      // Whoever answered has not proved to be the site: that something is served is all it can tell.
      return reading.status === 'alive' || reading.status === 'moved'
        ? { status: 'alive', reason: 'insecure', evidence }
        : { ...so, evidence };
    case 'http2':
    case 'lenient':
      return look.end.type === 'failure' ? { ...so, evidence } : { ...reading, evidence };
    case 'site':
    case 'sibling':
    case 'hotlink':
      return { ...so, evidence };
    default:
      return look.purpose satisfies never;
  }
}

const agrees = (one: Claim | undefined, other: Claim | undefined): one is Claim =>
  one !== undefined && one.kind === other?.kind;

/** 410 says more than 404, and counts only if both looks heard it. */
const surest = (one: Claim, other: Claim = one): Claim => (other.reason === 'gone' ? one : other);

const withoutClaim = ({ status, reason, evidence, replacement }: Reading): Standing => ({
  status,
  reason,
  evidence,
  ...(replacement === undefined ? {} : { replacement }),
});

/** What two looks agree on is one piece of evidence: “404 to GET, twice”. */
const toldTwice = ([first, ...known]: Verdict['evidence'], added: readonly Evidence[]): Verdict['evidence'] => {
  const told = (evidence: Evidence): Evidence =>
    added.some(({ code }) => code === evidence.code) ? { ...evidence, detail: `${evidence.detail}, twice` } : evidence;
  const news = added.filter(({ code }) => ![first, ...known].some((evidence) => evidence.code === code));
  return [told(first), ...known.map(told), ...news];
};

/** The same sign in looks that differ is told apart by its code: `http-404`, `http-404-again`. */
const distinct = (added: readonly Evidence[], known: readonly Evidence[]): readonly Evidence[] =>
  added.map((evidence) =>
    known.some(({ code }) => code === evidence.code) ? { ...evidence, code: `${evidence.code}-again` } : evidence,
  );
