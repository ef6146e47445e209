import { compareFindings, diagnose } from './findings/diagnose.ts';
import { diagnoseDocuments } from './findings/diagnose-documents.ts';
import type { ArchiveState } from './model/capture.ts';
import { severities } from './model/finding.ts';
import type { Outlook } from './model/outcome.ts';
import type { Status } from './model/reasons.ts';
import type { CitedLink, Finding, Report, ReportDocument, ReportTarget, Summary } from './model/report.ts';
import { version } from './version.ts';

interface ReportParts extends Pick<Report, 'complete' | 'mode' | 'shard' | 'documents' | 'notices'> {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** In any order. */
  readonly outcomes: readonly ReportTarget[];
}

/** Puts a run's results in order: by document as they were read, then by place. */
export function createReport({ startedAt, finishedAt, outcomes, ...parts }: ReportParts): Report {
  const rank = new Map(parts.documents.map(({ path }, index) => [path, index]));
  const byPlace = (a: CitedLink, b: CitedLink): number =>
    (rank.get(a.path) ?? 0) - (rank.get(b.path) ?? 0) ||
    a.place.offset - b.place.offset ||
    // One attribute may hold several addresses (`srcset`).
    Number(a.href > b.href) - Number(a.href < b.href);
  const targets = outcomes
    .map((outcome) => ({ ...outcome, links: outcome.links.toSorted(byPlace) as [CitedLink, ...CitedLink[]] }))
    .toSorted((a, b) => byPlace(a.links[0], b.links[0]));
  const findings =
    parts.mode === 'list'
      ? []
      : [
          ...targets.flatMap((target) => diagnose(target, startedAt)),
          ...diagnoseDocuments(parts.documents, targets),
        ].toSorted(compareFindings);
  return {
    version,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(finishedAt).toISOString(),
    ...parts,
    summary: summarise(parts.documents, targets, findings),
    targets,
    findings,
  };
}

const archiveStates = [
  'captured',
  'none',
  'unusable',
  'excluded',
  'unknown',
  'not-asked',
] as const satisfies ArchiveState[];
const outlooks = ['safe', 'at-risk', 'recoverable', 'lost', 'unchecked'] as const satisfies Outlook[];
const statusOrder = ['alive', 'moved', 'suspect', 'dead', 'unsure', 'skipped'] as const satisfies Status[];

function summarise(
  documents: readonly ReportDocument[],
  targets: readonly ReportTarget[],
  findings: readonly Finding[],
): Summary {
  return {
    documents: documents.length,
    links: targets.reduce((sum, { links }) => sum + links.length, 0),
    targets: targets.length,
    status: count(
      statusOrder,
      targets.map(({ verdict }) => verdict.status),
    ),
    archive: count(
      archiveStates,
      targets.map(({ archive }) => archive.state),
    ),
    outlook: count(
      outlooks,
      targets.map(({ outlook }) => outlook),
    ),
    findings: count(
      severities,
      findings.map(({ severity }) => severity),
    ),
  };
}

function count<Key extends string>(
  keys: readonly Key[],
  values: readonly (Key | undefined)[],
): Readonly<Record<Key, number>> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
  for (const value of values) if (value !== undefined) counts[value] += 1;
  return counts;
}
