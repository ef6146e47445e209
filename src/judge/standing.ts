import type { Look } from '../model/observation.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { type Claim, type Known, type Reading, readLook } from './reading.ts';

/** The looks at the cited page itself; the others ask something else about it. */
const atThePage: ReadonlySet<Look['purpose']> = new Set([
  'first',
  'confirm',
  'unverified-tls',
  'obsolete-tls',
  'http2',
  'lenient',
] as const satisfies readonly Look['purpose'][]);

/** Was this look made at the cited page itself? */
export const isOfPage = ({ purpose }: Look): boolean => atThePage.has(purpose);

/** Reasons of a page that was not shown to us. */
const walled: ReadonlySet<Reading['reason']> = new Set([
  'blocked',
  'challenged',
  'rate-limited',
  'login-wall',
  'paywall',
  'consent-wall',
] as const satisfies readonly Reading['reason'][]);

/** Did something stand between us and the page? */
export const isWalled = ({ status, reason }: Verdict): boolean => status === 'unsure' && walled.has(reason);

/**
 * What the looks at the cited page come to by themselves. Death takes a decisive sign in one look and one of the same kind in the
 * look that was made to confirm it, or two signs that agree; and no wall in any of them, for who was shown a wall once may have
 * been shown anything.
 */
export function standingOf([first, ...others]: readonly [Look, ...Look[]], known: Known): Reading {
  const readings = [first, ...others].map((look) => ({ look, reading: readLook(look, known) }));
  const standing = readings
    .slice(1)
    .reduce((so, { look, reading }) => reconsider(so, look, reading), readLook(first, known));
  const barred = readings.find(({ reading }) => isWalled(reading))?.reading;
  if (barred === undefined) return standing;
  const { claim: _, doubt: __, ...verdict } = standing;
  return verdict.status === 'dead' ? { ...verdict, status: 'unsure', reason: barred.reason } : verdict;
}

/** Puts evidence behind evidence: the same sign of another look is told apart by its code, `http-404-again`. */
export const withEvidence = (so: Verdict['evidence'], added: readonly Evidence[]): Verdict['evidence'] => [
  ...so,
  ...added.map((evidence) =>
    so.some(({ code }) => code === evidence.code) ? { ...evidence, code: `${evidence.code}-again` } : evidence,
  ),
];

function reconsider(so: Reading, look: Look, reading: Reading): Reading {
  const evidence = withEvidence(so.evidence, reading.evidence);
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
      return so;
    default:
      return look.purpose satisfies never;
  }
}

const agrees = (one: Claim | undefined, other: Claim | undefined): one is Claim =>
  one !== undefined && one.kind === other?.kind;

/** 410 says more than 404, and counts only if both looks heard it. */
const surest = (one: Claim, other: Claim = one): Claim => (other.reason === 'gone' ? one : other);

const withoutClaim = (reading: Reading): Reading => {
  const { claim: _, ...rest } = reading;
  return rest;
};

/** What two looks agree on is one piece of evidence: “404 to GET, twice”. */
const toldTwice = ([first, ...known]: Verdict['evidence'], added: readonly Evidence[]): Verdict['evidence'] => {
  const told = (evidence: Evidence): Evidence =>
    added.some(({ code }) => code === evidence.code) ? { ...evidence, detail: `${evidence.detail}, twice` } : evidence;
  const news = added.filter(({ code }) => ![first, ...known].some((evidence) => evidence.code === code));
  return [told(first), ...known.map(told), ...news];
};
