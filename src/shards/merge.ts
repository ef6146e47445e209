import { incidentsOf } from '../inspect/incidents.ts';
import type { Report, ReportDocument } from '../model/report.ts';
import { createReport } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import type { ShardReport } from './read-part.ts';

/** The report of one shard, and the file that it came in. */
export interface NamedShard {
  readonly name: string;
  readonly report: ShardReport;
}

/**
 * Joins the reports of all shards of a run to the report that the run would have made in one piece. Throws `UsageError` where
 * one is missing, there twice, or of another run.
 */
export function mergeShards(shards: readonly NamedShard[]): Report {
  const ordered = shards.toSorted((a, b) => a.report.shard.index - b.report.shard.index);
  const [first] = ordered;
  if (first === undefined) throw new UsageError('There is no report to merge.');
  for (const other of ordered) checkSameRun(first, other);
  checkComplete(ordered);
  const reports = ordered.map(({ report }) => report);
  const report = createReport({
    startedAt: Math.min(...reports.map(({ startedAt }) => Date.parse(startedAt))),
    finishedAt: Math.max(...reports.map(({ finishedAt }) => Date.parse(finishedAt))),
    complete: reports.every(({ complete }) => complete),
    mode: first.report.shard.mode,
    shard: undefined,
    documents: fullest(reports),
    outcomes: reports.flatMap(({ shard }) => shard.targets),
    notices: [],
  });
  // A host at the end of redirects may have failed links of several shards: it is told of once, for all of them.
  const notices = reports.flatMap(({ shard, notices: said }) => {
    const own = new Set(incidentsOf(shard.targets));
    return said.filter((text) => !own.has(text));
  });
  const incidents = report.mode === 'list' ? [] : incidentsOf(report.targets);
  return { ...report, notices: [...new Set([...notices, ...incidents])] };
}

function checkSameRun(first: NamedShard, other: NamedShard): void {
  const [one, two] = [first.report.shard, other.report.shard];
  const both = `${first.name} and ${other.name}`;
  if (one.count !== two.count) {
    throw new UsageError(`${both} are not of one run: one is of ${one.count} shards, the other of ${two.count}.`);
  }
  if (one.run !== two.run || one.mode !== two.mode) {
    throw new UsageError(`${both} are not of one run: they were made with different options.`);
  }
  const different = differentDocument(first.report, other.report);
  if (different !== undefined) {
    throw new UsageError(`${both} are not of one run: they have read different documents, or texts, at ${different}.`);
  }
}

/** The first document that is not the same in both; one that was interrupted may have read fewer. */
function differentDocument(a: ShardReport, b: ShardReport): string | undefined {
  const length = Math.max(a.shard.documents.length, b.shard.documents.length);
  for (let index = 0; index < length; index += 1) {
    const [one, two] = [a.shard.documents[index], b.shard.documents[index]];
    if (one === undefined && !a.complete) return undefined;
    if (two === undefined && !b.complete) return undefined;
    if (JSON.stringify(one) !== JSON.stringify(two)) return (one ?? two)?.path;
  }
  return undefined;
}

function checkComplete(ordered: readonly NamedShard[]): void {
  const count = ordered[0]?.report.shard.count ?? 0;
  for (const [position, { name, report }] of ordered.entries()) {
    const { index } = report.shard;
    const before = ordered[position - 1];
    if (before?.report.shard.index === index) {
      throw new UsageError(`Shard ${index}/${count} is there twice: ${before.name} and ${name}.`);
    }
  }
  const there = new Set(ordered.map(({ report }) => report.shard.index));
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !there.has(index));
  if (missing.length > 0) {
    const [what, is] = missing.length === 1 ? ['Shard', 'is'] : ['Shards', 'are'];
    throw new UsageError(`${what} ${missing.map((index) => `${index}/${count}`).join(', ')} ${is} missing.`);
  }
}

/** All have the same documents but those that were interrupted, which may have fewer. */
const fullest = (reports: readonly ShardReport[]): readonly ReportDocument[] =>
  reports
    .map(({ shard }) => shard.documents)
    .reduce((most, documents) => (documents.length > most.length ? documents : most));
