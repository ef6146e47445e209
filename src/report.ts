import { compareFindings, diagnose } from './findings/diagnose.ts';
import { createDocumentDiagnosis } from './findings/diagnose-documents.ts';
import type { ArchiveState } from './model/capture.ts';
import { severities } from './model/finding.ts';
import type { Place } from './model/link.ts';
import type { Outlook } from './model/outcome.ts';
import type { Status } from './model/reasons.ts';
import type {
  CitedLink,
  Finding,
  Report,
  ReportDocument,
  ReportEnd,
  ReportHead,
  ReportTarget,
  Summary,
} from './model/report.ts';
import { version } from './version.ts';

/**
 * Takes a report piece by piece, in its order: by document as they were read, then by place. So nobody has to hold a report of a
 * million targets. What it answers is waited for.
 */
export interface ReportTaker {
  begin(head: ReportHead, documents: readonly ReportDocument[]): Promise<void> | void;
  /** `findings`: what is told of its links. */
  target(target: ReportTarget, findings: readonly Finding[]): Promise<void> | void;
  /** `findings`: what is told of documents. */
  end(findings: readonly Finding[], end: ReportEnd): Promise<void> | void;
}

/** A report in the making: it begins, is given its targets in their order, and ends. */
export interface ReportDraft {
  readonly mode: Report['mode'];
  readonly shard: Report['shard'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly documents: readonly ReportDocument[];
}

/** Diagnoses and counts what goes into a report, and hands it on. */
export function writeReport(draft: ReportDraft, taker: ReportTaker) {
  const { mode, shard, startedAt, documents } = draft;
  const ofDocuments = createDocumentDiagnosis(documents);
  const tally = createTally();
  return {
    begin: () =>
      taker.begin(
        { version, startedAt: new Date(startedAt).toISOString(), mode, ...(shard === undefined ? {} : { shard }) },
        documents,
      ),
    target(target: ReportTarget) {
      const findings = mode === 'list' ? [] : diagnose(target, startedAt);
      if (mode === 'audit') ofDocuments.note(target);
      tally.target(target);
      tally.findings(findings);
      return taker.target(target, findings);
    },
    /** `finishedAt`: milliseconds since 1970. */
    end(finishedAt: number, { complete, notices }: Pick<Report, 'complete' | 'notices'>) {
      const findings = ofDocuments.findings();
      tally.findings(findings);
      const summary = { documents: documents.length, ...tally.counts() };
      return taker.end(findings, { finishedAt: new Date(finishedAt).toISOString(), complete, summary, notices });
    },
  };
}

/** Takes all of a report, to have it in one piece. */
export function wholeReport(): ReportTaker & { readonly report: () => Report } {
  let head: (ReportHead & Pick<Report, 'documents'>) | undefined;
  let tail: ReportEnd | undefined;
  const targets: ReportTarget[] = [];
  const findings: Finding[] = [];
  return {
    begin(known, documents) {
      head = { ...known, documents };
    },
    target(target, told) {
      targets.push(target);
      findings.push(...told);
    },
    end(told, known) {
      findings.push(...told);
      tail = known;
    },
    report() {
      if (head === undefined || tail === undefined) throw new Error('The report has not come to its end.');
      return { ...head, ...tail, targets, findings: findings.toSorted(compareFindings) };
    },
  };
}

/** By their place in one document. One attribute may hold several addresses (`srcset`). */
export const compareLinks = (a: { readonly place: Place; readonly href: string }, b: typeof a): number =>
  a.place.offset - b.place.offset || Number(a.href > b.href) - Number(a.href < b.href);

interface ReportParts extends ReportDraft, Pick<Report, 'complete' | 'notices'> {
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
  /** In any order. */
  readonly outcomes: readonly ReportTarget[];
}

/** Puts a run's results in order, where they come in none. */
export function createReport({ outcomes, finishedAt, complete, notices, ...draft }: ReportParts): Report {
  const rank = new Map(draft.documents.map(({ path }, index) => [path, index]));
  const byPlace = (a: CitedLink, b: CitedLink): number =>
    (rank.get(a.path) ?? 0) - (rank.get(b.path) ?? 0) || compareLinks(a, b);
  const targets = outcomes
    .map((outcome) => ({ ...outcome, links: outcome.links.toSorted(byPlace) as [CitedLink, ...CitedLink[]] }))
    .toSorted((a, b) => byPlace(a.links[0], b.links[0]));
  const whole = wholeReport();
  const writing = writeReport(draft, whole);
  void writing.begin();
  for (const target of targets) void writing.target(target);
  void writing.end(finishedAt, { complete, notices });
  return whole.report();
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

/** Counts what a report sums up. */
function createTally() {
  const counts = { links: 0, targets: 0 };
  const status = zeros(statusOrder);
  const archive = zeros(archiveStates);
  const ofOutlooks = zeros(outlooks);
  const told = zeros(severities);
  return {
    target({ verdict, archive: { state }, outlook, links }: ReportTarget): void {
      counts.links += links.length;
      counts.targets += 1;
      status[verdict.status] += 1;
      archive[state] += 1;
      if (outlook !== undefined) ofOutlooks[outlook] += 1;
    },
    findings(findings: readonly Finding[]): void {
      for (const { severity } of findings) told[severity] += 1;
    },
    counts: (): Omit<Summary, 'documents'> => ({ ...counts, status, archive, outlook: ofOutlooks, findings: told }),
  };
}

const zeros = <Key extends string>(keys: readonly Key[]): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;
