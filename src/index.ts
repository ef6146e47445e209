import { type Audit, type AuditContext, startAudit } from './audit.ts';
import { createWorld } from './node/world.ts';
import { completeOptions } from './options/resolve-options.ts';
import type { AuditOptionsInput } from './options/schema.ts';

/**
 * Audits Markdown documents (files, folders, globs): takes out their links, looks at each target once, asks the archive.
 *
 * @example
 * const report = await audit(['article.md']).report;
 * console.log(report.summary.status.dead);
 *
 * @example
 * for await (const event of audit(['posts/'], { archive: 'failing' })) {
 *   if (event.type === 'outcome') console.log(event.outcome.target.url, event.outcome.verdict.status);
 * }
 */
export function audit(
  inputs: readonly string[],
  options: AuditOptionsInput = {},
  { world, signal, recorder, hire }: Partial<AuditContext> = {},
): Audit {
  const context = {
    ...(signal === undefined ? {} : { signal }),
    ...(recorder === undefined ? {} : { recorder }),
    ...(hire === undefined ? {} : { hire }),
  };
  if (world !== undefined) return startAudit(inputs, options, { ...context, world });
  const real = createWorld(completeOptions(options));
  return startAudit(inputs, options, { ...context, world: real, release: () => real.close() });
}

export type { Audit, AuditEvent } from './audit.ts';
export type { ArchiveAnswer, ArchiveRecord, ArchiveState, Capture } from './model/capture.ts';
export type { CitationDate, DocumentProblem, Extraction } from './model/document.ts';
export type { Drift, DriftBand, ImageDrift, Quote, TextDrift } from './model/drift.ts';
export type { Severity } from './model/finding.ts';
export type { Link, LinkKind, LinkSyntax, Place } from './model/link.ts';
export type { Look, Observation } from './model/observation.ts';
export type { Outcome, Outlook } from './model/outcome.ts';
export type { Reason, Status } from './model/reasons.ts';
export type { CitedLink, Finding, Report, ReportDocument, ReportTarget, Summary } from './model/report.ts';
export type { Saving } from './model/saving.ts';
export type { Target } from './model/target.ts';
export type { Evidence, Verdict } from './model/verdict.ts';
export type { AuditOptionsInput as AuditOptions } from './options/schema.ts';
export { UsageError } from './usage-error.ts';
export { createWorld } from './node/world.ts';
export type {
  Clock,
  Dns,
  Exchange,
  Files,
  Http,
  HttpRequest,
  HttpResponse,
  NameAnswer,
  Parsing,
  Recorder,
  SavingKeys,
  Store,
  World,
} from './world.ts';
export { ExchangeError } from './world.ts';
