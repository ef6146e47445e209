import { say } from '../formats/printable.ts';
import type { Streams } from '../terminal/host.ts';
import { flagNameOf, type OptionName, optionNames } from '../options/flags.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import { planOutputs } from '../terminal/output.ts';
import { readText } from '../terminal/read-text.ts';
import type { NamedShard } from '../shards/merge.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import { exitCodeOf, present } from './present.ts';

/** Joins the reports of shards, and shows what an audit in one piece would have. */
export async function merge(
  paths: readonly string[],
  { options, origins }: ResolvedOptions,
  streams: Streams,
): Promise<number> {
  checkMergeable(paths, origins);
  const outputs = await planOutputs(options.format);
  const [{ mergeShards }, { readShardReport }, { formats }, { failsOn }] = await Promise.all([
    import('../shards/merge.ts'),
    import('../shards/read-part.ts'),
    import('../formats/index.ts'),
    import('../findings/fail-on.ts'),
  ]);
  const fails = failsOn(options.failOn);
  const shards: NamedShard[] = [];
  for (const path of paths) {
    const report = readShardReport((await readText(path)) ?? missing(path), version);
    if ('problem' in report) throw new UsageError(`${path} ${report.problem}.`);
    shards.push({ name: path, report });
  }
  const report = mergeShards(shards);
  await present(report, { outputs, formats, fails, options }, streams);
  if (!report.complete) {
    await streams.err.write(say`audit-links: A shard was interrupted: links are missing from this report.\n`);
    return 2;
  }
  return exitCodeOf(report.documents, report.findings.some(fails));
}

const missing = (path: string): never => {
  throw new UsageError(`${path} does not exist.`);
};

/** What a merge heeds: nobody is asked any more. */
const heededByMerge: ReadonlySet<OptionName> = new Set(['format', 'quiet', 'verbose', 'progress', 'color', 'failOn']);

function checkMergeable(paths: readonly string[], origins: ResolvedOptions['origins']): void {
  if (paths.length === 0) {
    throw new UsageError(
      'merge joins the JSON reports of shards: name them. A document of that name is written ./merge.',
    );
  }
  const idle = optionNames.find((name) => origins[name] === 'command line' && !heededByMerge.has(name));
  if (idle !== undefined) {
    throw new UsageError(`merge only joins and shows what was found: ${flagNameOf(idle)} changes nothing in it.`);
  }
}
