import { say, verbatim } from '../formats/printable.ts';
import type { Streams } from '../terminal/host.ts';
import type { Link } from '../model/link.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Options } from '../options/schema.ts';
import { isForPeople } from '../terminal/output.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';

/** Sees before the run that there will be something to fix. Throws `UsageError`. */
export function checkFixable(inputs: readonly string[], { list, shard }: Options): void {
  if (shard !== undefined) throw new UsageError('Shards read the same documents: fix them in a run without --shard.');
  if (list) throw new UsageError('--list looks at no link, so there is nothing to fix: leave out --fix and --dry-run.');
  if (inputs.includes('-')) throw new UsageError('Standard input can not be fixed: give --fix and --dry-run a file.');
}

/** What a change of the documents means for the exit code. */
interface Change {
  readonly failed: boolean;
  /** What it told of is not in the document any more. */
  settles(finding: Finding): boolean;
}

/** Fixes documents, or prints what that would be, and tells of each link what became of it. */
export async function changeDocuments(
  report: Report,
  { dryRun, quiet, ...options }: Options,
  { host, out, err, world, sanitiser }: Streams,
): Promise<Change> {
  const { clean, cleanAddress, cleanLines } = sanitiser;
  const [{ fixDocuments }, { unifiedDiff }, { createWorld }] = await Promise.all([
    import('../fix/fix-documents.ts'),
    import('../fix/diff.ts'),
    import('../node/world.ts'),
  ]);
  const real = world === undefined ? createWorld({ ...options, cacheDir: undefined }) : undefined;
  const patch = isForPeople(host.stdout, host.env) ? cleanLines : verbatim;
  const settled = new Set<Link>();
  let failed = false;
  try {
    const signal = new AbortController().signal;
    for await (const fix of fixDocuments(report, world ?? (real as World), { write: !dryRun, signal })) {
      const path = clean(fix.path);
      if (fix.type === 'problem') {
        failed = true;
        await err.write(say`audit-links: ${path}: ${clean(fix.detail)}\n`);
        continue;
      }
      if (dryRun && fix.fixed.length > 0) await out.write(patch(unifiedDiff(fix.path, fix.before, fix.text)));
      for (const { link, address } of dryRun ? [] : fix.fixed) {
        settled.add(link);
        const place = say`${path}:${link.place.line}`;
        if (!quiet) await err.write(say`${place}: fixed: ${cleanAddress(link.href)} is now ${cleanAddress(address)}\n`);
      }
      for (const { wish, why } of fix.refused) {
        const place = say`${path}:${wish.link.place.line}`;
        await err.write(say`${place}: not fixed: ${cleanAddress(wish.link.href)}. ${clean(why)}\n`);
      }
    }
  } finally {
    await real?.close();
  }
  return { failed, settles: ({ link, fact }) => settled.has(link) && fact.code !== 'cited-before-published' };
}
