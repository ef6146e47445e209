import { codesOfDocuments } from '../findings/diagnose-documents.ts';
import type { Finding, Report, ReportDocument, ReportEnd, ReportHead, ReportTarget } from '../model/report.ts';
import type { Format } from './format.ts';
import { documentJson, findingJson, headJson, summaryJson, targetJsonOf } from './json-pieces.ts';
import { type Printable, say } from './printable.ts';
import { createSanitiser } from './sanitise.ts';

/** The lines of a report's pieces, each with its end. */
export interface ReportLines {
  head(head: ReportHead): Printable;
  document(document: ReportDocument): Printable;
  target(target: ReportTarget): Printable;
  finding(finding: Finding): Printable;
  end(end: ReportEnd): Printable;
}

/** For programs and large runs: one JSON object a line, of the shapes in `line-schema.ts`. `secrets` are starred out. */
export function reportLines(mode: Report['mode'], secrets: readonly string[] = []): ReportLines {
  const sanitiser = createSanitiser(secrets);
  const line = (type: string, fields: object): Printable => say`${sanitiser.jsonLine({ type, ...fields })}\n`;
  const targetJson = targetJsonOf(mode);
  return {
    head: ({ shard, ...head }) => {
      const share = shard && { index: shard.index, count: shard.count };
      return line('run', { ...headJson(head), shard: share });
    },
    document: (document) => line('document', documentJson(document)),
    target: (target) => line('target', targetJson(target)),
    finding: (finding) => line('finding', findingJson(finding, sanitiser)),
    end: ({ finishedAt, complete, summary, notices }) =>
      line('end', { finishedAt, complete, summary: summaryJson(summary, mode), notices }),
  };
}

/** The run, its documents, each target with what is told of it, what is told of documents, and the end: that there is one says that nothing is missing. */
export const jsonl: Format = function* (report, { secrets }) {
  const lines = reportLines(report.mode, secrets);
  const ofDocuments: Finding[] = [];
  const ofTargets = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const own = ofTargets.get(finding.url) ?? [];
    if (codesOfDocuments.has(finding.fact.code)) ofDocuments.push(finding);
    else ofTargets.set(finding.url, [...own, finding]);
  }
  yield lines.head(report);
  for (const document of report.documents) yield lines.document(document);
  for (const target of report.targets) {
    yield lines.target(target);
    for (const finding of ofTargets.get(target.target.url) ?? []) yield lines.finding(finding);
  }
  for (const finding of ofDocuments) yield lines.finding(finding);
  yield lines.end(report);
};
