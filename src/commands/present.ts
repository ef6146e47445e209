import type { Format } from '../formats/format.ts';
import type { FormatName } from '../formats/names.ts';
import { say } from '../formats/printable.ts';
import { colourOn, columnsOf, type Streams } from '../terminal/host.ts';
import type { Finding, Report, ReportDocument } from '../model/report.ts';
import type { Options } from '../options/schema.ts';
import { type Output, writeAll, writeAtomically } from '../terminal/output.ts';

/** Is a finding as grave as `--fail-on` says? */
export type Fails = (finding: Finding) => boolean;

/** What a report is shown by. */
interface Presentation {
  readonly outputs: readonly Output[];
  readonly formats: Readonly<Record<FormatName, Format>>;
  readonly fails: Fails;
  readonly options: Pick<Options, 'quiet' | 'verbose' | 'color'>;
}

/** Writes a report in all its formats, and tells which documents could not be read. */
export async function present(
  report: Report,
  { outputs, formats, fails, options: { quiet, verbose, color } }: Presentation,
  streams: Streams,
): Promise<void> {
  const { host, out, secrets } = streams;
  const surface = { columns: columnsOf(host.stdout), quiet, verbose, fails, secrets };
  // One format that can't be written does not cost us the others.
  const written = await Promise.allSettled(
    outputs.map(async ({ format, path }) => {
      const colour = path === undefined ? colourOn(host.stdout, color, host.env) : 0;
      const pieces = formats[format](report, { ...surface, colour });
      await (path === undefined ? writeAll(pieces, out) : writeAtomically(path, pieces));
    }),
  );
  await tellProblems(report.documents, streams);
  for (const each of written) if (each.status === 'rejected') throw each.reason;
}

/** Tells which documents could not be read. */
export async function tellProblems(
  documents: readonly ReportDocument[],
  { err, sanitiser: { clean } }: Pick<Streams, 'err' | 'sanitiser'>,
): Promise<void> {
  for (const { path, problem } of documents) {
    if (problem !== undefined) await err.write(say`audit-links: ${clean(path)}: ${clean(problem.detail)}\n`);
  }
}

/** 2 where a document could not be read, 1 where a finding is as grave as `--fail-on` says. */
export function exitCodeOf(documents: readonly ReportDocument[], isFailing: boolean): number {
  if (documents.some(({ problem }) => problem !== undefined)) return 2;
  return isFailing ? 1 : 0;
}
