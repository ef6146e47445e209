import type { Report } from '../model/report.ts';
import { partOf, withAddresses } from '../shards/part.ts';
import type { Format } from './format.ts';
import { documentJson, findingJson, headJson, summaryJson, targetJsonOf } from './json-pieces.ts';
import { say } from './printable.ts';
import { redactAddress } from './redact.ts';
import { createSanitiser, type Sanitiser } from './sanitise.ts';

/**
 * For programs: everything, in the shape of `report-schema.ts`. Fields come in one order, so that the same report
 * is the same text. A field may be added without a new `schemaVersion`; none is renamed or taken away.
 */
export const json: Format = function* (report, { secrets }) {
  const sanitiser = createSanitiser(secrets);
  yield say`${sanitiser.jsonText(reportJson(report, sanitiser))}\n`;
};

function reportJson(report: Report, sanitiser: Sanitiser): object {
  const { schemaVersion, tool, startedAt, mode } = headJson(report);
  const part = partOf(report);
  return {
    schemaVersion,
    tool,
    startedAt,
    finishedAt: report.finishedAt,
    complete: report.complete,
    mode,
    summary: summaryJson(report.summary, mode),
    documents: report.documents.map(documentJson),
    targets: report.targets.map(targetJsonOf(mode)),
    findings: report.findings.map((finding) => findingJson(finding, sanitiser)),
    notices: report.notices,
    shard: part && withAddresses(part, redactAddress),
  };
}
