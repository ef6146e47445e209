import { deprecated, isDeprecated } from '../archived/deprecated.ts';
import { quotesIn } from '../drift/quotes.ts';
import { isListing } from '../judge/listing.ts';
import { inMode } from '../archived/replay-mode.ts';
import { expiryOf } from '../judge/signed-url.ts';
import type { ArchiveRecord } from '../model/capture.ts';
import { type FindingFact, type Fix, severities } from '../model/finding.ts';
import type { CitedLink, Finding, ReportTarget } from '../model/report.ts';
import { reasons } from '../model/reasons.ts';
import type { Verdict } from '../model/verdict.ts';
import { catalogue } from './catalogue.ts';
import { pasteParts } from './paste.ts';
import { livingOriginal, usableCapture } from './rescue.ts';

/** What we tell the readers of each document about its links to this target. `now`: milliseconds since 1970. */
export const diagnose = (target: ReportTarget, now: number): readonly Finding[] => {
  const deprecatedFact = deprecatedFactOf(target);
  const own = factsOf(target);
  const facts = [
    // That it moved within such an archive, or is kept nowhere else, is no advice of its own.
    ...(deprecatedFact === undefined ? own : own.filter(({ code }) => code !== 'moved-link' && code !== 'at-risk')),
    ...(deprecatedFact === undefined ? [] : [deprecatedFact]),
    ...expiringFacts(target, now),
    ...changedFacts(target),
  ];
  return target.links.flatMap((link) => [
    ...withFixes([...facts, ...quoteFacts(link, target)], link, target),
    ...(link.credentials ? [credentialsFinding(link, target, facts)] : []),
  ]);
};

/** One fix a link: of what is told of it, the first that has one. */
function withFixes(facts: readonly FindingFact[], link: CitedLink, target: ReportTarget): readonly Finding[] {
  const fixes = facts.map((fact) => fixOf(fact, link, target));
  const first = fixes.findIndex((fix) => fix !== undefined);
  return facts.map((fact, index) => findingOf(fact, link, target, index === first ? fixes[index] : undefined));
}

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
function factsOf({ target, verdict, archive, outlook, original, saving }: ReportTarget): readonly FindingFact[] {
  const { url } = target;
  const beside = original === undefined ? {} : { original };
  const data = { url, reason: verdict.reason, why: whyOf(verdict), archive, ...beside };
  const danger = { url, archive, ...(saving === undefined ? {} : { saving }) };
  const atRisk: readonly FindingFact[] = outlook === 'at-risk' ? [{ code: 'at-risk', data: danger }] : [];
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

/** An archive's address that no citation should rest on, whatever it answers today. */
function deprecatedFactOf({ target, archive, original }: ReportTarget): FindingFact | undefined {
  const name = target.type === 'web' ? target.archived?.archive : undefined;
  if (name === undefined || !isDeprecated(name)) return undefined;
  const { name: known, why: reproach } = deprecated[name];
  const beside = original === undefined ? {} : { original };
  return { code: 'deprecated-archive', data: { url: target.url, name: known, reproach, archive, ...beside } };
}

/** A page that was served, and says half of what was archived. Of a suspect one its own finding tells; a list is never the same. */
function changedFacts({ target, verdict, drift, archive }: ReportTarget): readonly FindingFact[] {
  const isServed = verdict.status === 'alive' || verdict.status === 'moved';
  if (!isServed || drift?.type !== 'text' || drift.band !== 'changed' || isListing(new URL(target.url), {})) return [];
  return [{ code: 'changed-page', data: { url: target.url, left: drift.containment, archive } }];
}

/** What this link's own sentence quotes, and only the archive still has. */
function quoteFacts(link: CitedLink, { target, verdict, drift, archive }: ReportTarget): readonly FindingFact[] {
  if (drift?.type !== 'text' || (verdict.status !== 'alive' && verdict.status !== 'moved')) return [];
  const own = new Set(quotesIn(link));
  const quotes = drift.quotes.filter(({ text, archived, live }) => own.has(text) && archived && !live);
  return quotes.length === 0
    ? []
    : [{ code: 'quote-lost', data: { url: target.url, quotes: quotes.map(({ text }) => text), archive } }];
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

function findingOf(fact: FindingFact, link: CitedLink, target: ReportTarget, fix: Fix | undefined): Finding {
  // Only where a capture helps.
  const paste = 'archive' in fact.data ? pasteParts(link, target) : undefined;
  return {
    fact,
    severity: catalogue[fact.code].severity,
    path: link.path,
    link,
    url: target.target.url,
    ...(fix === undefined ? {} : { fix }),
    ...(paste === undefined ? {} : { paste }),
  };
}

/** The replacement for what is written, where one is known. */
function fixOf(fact: FindingFact, link: CitedLink, { archive, original }: ReportTarget): Fix | undefined {
  switch (fact.code) {
    case 'malformed-link':
      return fixWith(link, fact.data.repair);
    case 'moved-link':
      return fixWith(link, withFragment(fact.data.replacement, link));
    case 'dead-link':
    case 'deprecated-archive':
      return fixWith(link, withFragment(captureFor(link, archive) ?? livingOriginal(original), link));
    case 'suspect-link':
      return fixWith(link, withFragment(captureFor(link, archive), link));
    case 'insecure-link':
    case 'unsure-link':
    case 'at-risk':
    case 'quote-lost':
    case 'changed-page':
    case 'expiring-link':
    case 'cited-before-published':
    case 'credentials-in-link':
      return undefined;
    default:
      return fact satisfies never;
  }
}

/** The capture to cite; of an image the picture by itself, as no page can be embedded. */
function captureFor({ kind }: CitedLink, archive: ArchiveRecord): string | undefined {
  const address = usableCapture(archive)?.url;
  return address !== undefined && kind === 'image' ? inMode(address, 'im_') : address;
}

const fixWith = (link: CitedLink, address: string | undefined): Fix | undefined =>
  address === undefined || address === link.href ? undefined : { replace: link.href, with: address };

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
