import type { Format } from '../formats/format.ts';
import type { FormatName } from '../formats/names.ts';
import { say } from '../formats/printable.ts';
import { colourOn, columnsOf, type Streams } from '../host.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Options } from '../options/schema.ts';
import { inParts, type Output, writeAtomically } from '../output.ts';

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
  { host, out, err, secrets, sanitiser: { clean } }: Streams,
): Promise<void> {
  const surface = { columns: columnsOf(host.stdout), quiet, verbose, fails, secrets };
  // One format that can't be written does not cost us the others.
  const written = await Promise.allSettled(
    outputs.map(async ({ format, path }) => {
      const colour = path === undefined ? colourOn(host.stdout, color, host.env) : 0;
      const pieces = formats[format](report, { ...surface, colour });
      if (path !== undefined) await writeAtomically(path, pieces);
      else for (const part of inParts(pieces)) await out.write(part);
    }),
  );
  for (const { path, problem } of report.documents) {
    if (problem !== undefined) await err.write(say`audit-links: ${clean(path)}: ${clean(problem.detail)}\n`);
  }
  for (const each of written) if (each.status === 'rejected') throw each.reason;
}

/** 2 where a document could not be read, 1 where a finding is as grave as `--fail-on` says. */
export function exitCodeOf({ documents, findings }: Report, fails: Fails): number {
  if (documents.some(({ problem }) => problem !== undefined)) return 2;
  return findings.some(fails) ? 1 : 0;
}
