import { messageOf } from '../findings/catalogue.ts';
import type { Drift, ImageFacts } from '../model/drift.ts';
import { decidingLook, httpStatusOf } from '../model/looks.ts';
import type { Look, Observation } from '../model/observation.ts';
import type { CitedLink, Finding, Report, ReportDocument, ReportHead, ReportTarget, Summary } from '../model/report.ts';
import { pasteIn } from './paste.ts';
import { redactAddress } from '../redact.ts';
import type { Sanitiser } from './sanitise.ts';

/** The pieces of a report as plain data, of which both JSON formats are made. */
export const headJson = ({ version, startedAt, mode }: ReportHead) => ({
  schemaVersion: 1,
  tool: { name: 'audit-links', version },
  startedAt,
  mode,
});

/** Where nobody was asked, nothing but sizes is said. */
export const summaryJson = (summary: Summary, mode: Report['mode']): object =>
  mode === 'list' ? sizesJson(summary) : { ...sizesJson(summary), ...countsJson(summary) };

const sizesJson = ({ documents, links, targets }: Summary): object => ({ documents, links, targets });

const countsJson = ({ status, archive, outlook, findings }: Summary): object => ({
  status: {
    alive: status.alive,
    moved: status.moved,
    suspect: status.suspect,
    dead: status.dead,
    unsure: status.unsure,
    skipped: status.skipped,
  },
  archive: {
    captured: archive.captured,
    none: archive.none,
    unusable: archive.unusable,
    excluded: archive.excluded,
    unknown: archive.unknown,
    'not-asked': archive['not-asked'],
  },
  outlook: {
    safe: outlook.safe,
    'at-risk': outlook['at-risk'],
    recoverable: outlook.recoverable,
    lost: outlook.lost,
    unchecked: outlook.unchecked,
  },
  findings: { error: findings.error, warning: findings.warning, note: findings.note },
});

// `JSON.stringify` leaves out what is undefined.

export const documentJson = ({ path, title, cited, links, problem }: ReportDocument): object => ({
  path,
  title,
  citedAt: cited?.date,
  citedAtBasis: cited?.basis,
  citedAtDoubted: cited?.doubted && { date: cited.doubted.date, basis: cited.doubted.basis },
  links,
  problem: problem && { code: problem.code, detail: problem.detail },
});

/** A target as a report of this kind shows it. */
export const targetJsonOf = (mode: Report['mode']): ((target: ReportTarget) => object) =>
  mode === 'list' ? listedTargetJson : targetJson;

const targetJson = ({
  target,
  verdict,
  outlook,
  observation,
  archive,
  original,
  saving,
  drift,
  links,
}: ReportTarget): object => ({
  url: redactAddress(target.url),
  status: verdict.status,
  reason: verdict.reason,
  outlook,
  evidence: verdict.evidence.map(({ code, detail }) => ({ code, detail })),
  observation: observation && observationJson(observation),
  archive: {
    state: archive.state,
    asked: archive.asked.map(({ archive: name, answer, detail, from }) => ({ archive: name, answer, detail, from })),
    captures: archive.captures.map(
      ({ archive: name, url, capturedAt, httpStatus, daysFromCitation, usable, fit, problem }) => ({
        archive: name,
        url,
        capturedAt,
        httpStatus,
        daysFromCitation,
        usable,
        fit,
        problem,
      }),
    ),
  },
  saving: saving && { state: saving.state, detail: saving.detail },
  original: original && {
    url: redactAddress(original.url),
    status: original.verdict.status,
    reason: original.verdict.reason,
  },
  drift: drift && driftJson(drift),
  links: links.map(linkJson),
});

function driftJson(drift: Drift): object {
  const { type, band, capture } = drift;
  switch (drift.type) {
    case 'text': {
      const { score, containment, jaccard, title, partial, quotes } = drift;
      const found = quotes.map(({ text, archived, live }) => ({ text, archived, live }));
      return { type, band, score, containment, jaccard, title, partial, quotes: found, capture };
    }
    case 'image':
      return { type, band, archived: imageJson(drift.archived), live: imageJson(drift.live), capture };
    default:
      return drift satisfies never;
  }
}

const imageJson = ({ mediaType, bytes, pixels, digest }: ImageFacts): object => ({
  mediaType,
  bytes,
  width: pixels?.width,
  height: pixels?.height,
  sha256: digest,
});

/** Nobody was asked: only what is known without asking is said. */
const listedTargetJson = ({ target, links }: ReportTarget): object => ({
  url: redactAddress(target.url),
  ...(target.type === 'skipped' ? { status: 'skipped', reason: target.reason } : {}),
  ...(target.type === 'malformed' ? { status: 'dead', reason: 'malformed' } : {}),
  links: links.map(linkJson),
});

function observationJson(observation: Observation): object {
  const { from, looks, unchangedAt } = observation;
  const deciding = decidingLook(observation);
  const answer = deciding.end.type === 'answer' ? deciding.end.answer : undefined;
  return {
    at: looks[0].at,
    from,
    unchangedAt,
    attempts: looks.reduce((sum, { attempts }) => sum + attempts, 0),
    durationMs: Math.round(looks.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    hops: deciding.hops.map(({ url, status }) => ({ url, status })),
    finalUrl: answer?.url,
    httpStatus: httpStatusOf(deciding),
    contentType: answer?.contentType,
    title: answer?.page?.title,
    failure: failureOf(looks, deciding),
  };
}

/** Why no answer came, or none that can be trusted: one without a valid certificate is evidence and no more. */
function failureOf(looks: Observation['looks'], deciding: Look): object | null {
  const untrusted = deciding.purpose === 'unverified-tls' || deciding.purpose === 'obsolete-tls';
  const { end } = untrusted ? looks[0] : deciding;
  return end.type === 'failure' ? { code: end.failure.code, detail: end.failure.detail } : null;
}

const linkJson = ({ path, place, kind, text, heading, href }: CitedLink): object => ({
  path,
  line: place.line,
  column: place.column,
  endLine: place.endLine,
  endColumn: place.endColumn,
  offset: place.offset,
  kind,
  text,
  heading: heading.join(' > '),
  href: redactAddress(href),
});

export const findingJson = (
  { fact, severity, path, link, url, fix, paste }: Finding,
  sanitiser: Sanitiser,
): object => ({
  code: fact.code,
  severity,
  path,
  line: link.place.line,
  column: link.place.column,
  url: redactAddress(url),
  message: messageOf(fact),
  fix: fix && { replace: redactAddress(fix.replace), with: redactAddress(fix.with) },
  paste: paste && pasteIn(paste, sanitiser),
});
