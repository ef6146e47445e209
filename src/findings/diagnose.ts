import { expiryOf } from '../judge/signed-url.ts';
import type { Fix } from '../model/finding.ts';
import { severities } from '../model/finding.ts';
import type { CitedLink, Finding, ReportTarget } from '../model/report.ts';
import { reasons } from '../model/reasons.ts';
import type { Verdict } from '../model/verdict.ts';
import { catalogue, type FindingFact } from './catalogue.ts';
import { usableCapture } from './rescue.ts';

/** What we tell the readers of each document about its links to this target. `now`: milliseconds since 1970. */
export const diagnose = (target: ReportTarget, now: number): readonly Finding[] => {
  const facts = [...factsOf(target), ...expiringFacts(target, now)];
  return target.links.flatMap((link) => [
    ...facts.map((fact) => findingOf(fact, link, target, fixOf(fact, link, target))),
    ...(link.credentials ? [credentialsFinding(link, target, facts)] : []),
  ]);
};

/** By document and place; at one place the most severe first. */
export const compareFindings = (a: Finding, b: Finding): number =>
  compareText(a.path, b.path) ||
  a.link.place.offset - b.link.place.offset ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.url, b.url) ||
  compareText(a.fact.code, b.fact.code);

/** By UTF-16 code units, the same in every locale. */
const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** What is true of the target, whoever links to it. */
function factsOf({ target, verdict, archive, outlook }: ReportTarget): readonly FindingFact[] {
  const { url } = target;
  const data = { url, reason: verdict.reason, why: whyOf(verdict), archive };
  const atRisk: readonly FindingFact[] = outlook === 'at-risk' ? [{ code: 'at-risk', data: { url, archive } }] : [];
  switch (verdict.status) {
    case 'dead':
      return [target.type === 'malformed' ? malformed(target) : { code: 'dead-link', data }];
    case 'suspect':
      return [{ code: 'suspect-link', data }];
    case 'unsure':
      return [{ code: 'unsure-link', data }];
    case 'moved': {
      const { replacement } = verdict;
      const to = replacement === undefined ? {} : { replacement };
      return [{ code: 'moved-link', data: { url, reason: verdict.reason, ...to } }, ...atRisk];
    }
    case 'alive':
      return verdict.reason === 'insecure' ? [{ code: 'insecure-link', data }, ...atRisk] : atRisk;
    case 'skipped':
      return [];
    default:
      return verdict.status satisfies never;
  }
}

/** A source that stops working within a year is no source for readers to come. */
const soonMs = 365 * 24 * 60 * 60 * 1000;

/** An address that is signed for a while, where it is told: what is served after its time was not signed for that time. */
function expiringFacts({ target, verdict, archive }: ReportTarget, now: number): readonly FindingFact[] {
  const expiry = target.type === 'web' && verdict.status !== 'skipped' ? expiryOf(new URL(target.url)) : undefined;
  if (expiry === undefined || expiry > now + soonMs) return [];
  const past = expiry <= now;
  if (past && (verdict.status === 'alive' || verdict.status === 'moved')) return [];
  const day = new Date(expiry).toISOString().slice(0, 10);
  return [{ code: 'expiring-link', data: { url: target.url, day, past, archive } }];
}

const whyOf = ({ evidence, reason }: Verdict): string =>
  evidence
    .map(({ detail }) => detail)
    .filter((detail) => detail !== '')
    .join(', ') || reasons[reason].summary.replace(/\.$/, '');

const malformed = ({ url, problem, repair }: Extract<ReportTarget['target'], { type: 'malformed' }>): FindingFact => ({
  code: 'malformed-link',
  data: { url, problem, ...(repair === undefined ? {} : { repair }) },
});

const findingOf = (fact: FindingFact, link: CitedLink, { target }: ReportTarget, fix: Fix | undefined): Finding => ({
  fact,
  severity: catalogue[fact.code].severity,
  path: link.path,
  link,
  url: target.url,
  ...(fix === undefined ? {} : { fix }),
});

/** The replacement for what is written, where one is known. */
function fixOf(fact: FindingFact, link: CitedLink, { archive }: ReportTarget): Fix | undefined {
  switch (fact.code) {
    case 'malformed-link':
      return fixWith(link, fact.data.repair);
    case 'moved-link':
      return fixWith(link, withFragment(fact.data.replacement, link));
    case 'dead-link':
    case 'suspect-link':
      return fixWith(link, withFragment(usableCapture(archive)?.url, link));
    case 'insecure-link':
    case 'unsure-link':
    case 'at-risk':
    case 'expiring-link':
    case 'cited-before-published':
    case 'credentials-in-link':
      return undefined;
    default:
      return fact satisfies never;
  }
}

const fixWith = (link: CitedLink, address: string | undefined): Fix | undefined =>
  address === undefined ? undefined : { replace: link.href, with: address };

/** A redirect keeps the fragment of the address that it started from, unless it brings its own (RFC 9110 §10.2.2). */
const withFragment = (address: string | undefined, { fragment }: CitedLink): string | undefined =>
  address === undefined || fragment === undefined || address.includes('#') ? address : `${address}#${fragment}`;

/** One fix a link: the address without its user name is offered only where nothing better is. */
function credentialsFinding(link: CitedLink, target: ReportTarget, facts: readonly FindingFact[]): Finding {
  const replaced = facts.some((fact) => fixOf(fact, link, target) !== undefined);
  const bare = target.target.type === 'web' && !replaced ? withFragment(target.target.url, link) : undefined;
  return findingOf(
    { code: 'credentials-in-link', data: { url: target.target.url } },
    link,
    target,
    fixWith(link, bare),
  );
}
