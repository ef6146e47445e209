import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import type { AuditEvent } from './audit.ts';
import { colourLevel } from './colour.ts';
import type { Format, Surface } from './formats/format.ts';
import type { FormatName } from './formats/names.ts';
import { joined, nothing, say, verbatim } from './formats/printable.ts';
import { createSanitiser, type Sanitiser } from './formats/sanitise.ts';
import { secretsIn } from './formats/secrets.ts';
import type { Link } from './model/link.ts';
import type { Finding, Report } from './model/report.ts';
import type { Gathered } from './queue/collect.ts';
import type { OwnParsing } from './node/parsing.ts';
import type { WarcFile } from './node/warc-file.ts';
import { createCommand, parseArguments } from './options/command.ts';
import { readConfig } from './options/config-file.ts';
import { flagNameOf, optionNames, type ResolvedOptions, resolveOptions } from './options/resolve-options.ts';
import type { AuditOptions, OptionName, Options } from './options/schema.ts';
import {
  checkWritable,
  createSink,
  isForPeople,
  type Output,
  planOutputs,
  type Sink,
  writeAtomically,
} from './output.ts';
import { createProgress, type Progress } from './progress.ts';
import type { NamedShard } from './shards/merge.ts';
import { UsageError } from './usage-error.ts';
import { userAgent as ownName, version } from './version.ts';
import type { World } from './world.ts';

/** What the program needs of its process: `process` itself, or a test's own. */
export interface Host {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/**
 * The program: arguments (without node and script) in, exit code out. 0: nothing at or above `--fail-on`. 1: findings.
 * 2: it could not do its job. 130, 143: interrupted, after printing what it has.
 */
export async function main(argv: readonly string[], host: Host, world?: World): Promise<number> {
  const out = createSink(host.stdout, 'Standard output');
  const conversation = createSink(host.stderr, 'Standard error');
  // Whom should we tell that nobody can be told anything? The exit code still says it all.
  const err: Sink = { write: (text) => conversation.write(text).catch(() => {}) };
  const secrets = secretsIn(host.env);
  const sanitiser = createSanitiser(secrets);
  try {
    return await run(argv, { host, out, err, world, secrets, sanitiser });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await err.write(say`audit-links: ${sanitiser.cleanLines(error.message)}\n`);
    return 2;
  }
}

interface Streams {
  readonly host: Host;
  readonly out: Sink;
  readonly err: Sink;
  readonly world: World | undefined;
  readonly secrets: readonly string[];
  readonly sanitiser: Sanitiser;
}

async function run(argv: readonly string[], streams: Streams): Promise<number> {
  const { host, out, err, sanitiser } = streams;
  const said = { out: '', err: '' };
  const columns = columnsOf(host.stdout);
  const command = createCommand({
    version,
    columns,
    write: (text) => (said.out += text),
    writeError: (text) => (said.err += text),
  });
  try {
    const typed = parseArguments(command, argv);
    if (typed.explain !== undefined) {
      const { explain } = await import('./explain.ts');
      await out.write(sanitiser.cleanLines(explain(typed.explain)));
      return 0;
    }
    const config = typed.config === false ? undefined : await readConfig(readText, typed.config);
    const resolved = resolveOptions(typed.options, config);
    if (typed.printConfig) {
      await out.write(say`${sanitiser.jsonText(printed(resolved))}\n`);
      return 0;
    }
    if (typed.trace !== undefined) {
      await out.write(sanitiser.cleanLines(await traceOf(typed.trace, resolved, streams)));
      return 0;
    }
    const queue = queueToWorkFor(typed.inputs);
    if (queue !== undefined) return await workFor(queue, resolved, streams);
    if (typed.inputs[0] === 'merge') return await merge(typed.inputs.slice(1), resolved, streams);
    if (typed.inputs.length > 0) return await audit(typed.inputs, resolved, streams);
    await err.write(sanitiser.cleanLines(command.helpInformation()));
    return 2;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    await out.write(sanitiser.cleanLines(said.out));
    await err.write(sanitiser.cleanLines(said.err));
    return error.exitCode === 0 ? 0 : 2;
  }
}

async function audit(
  inputs: readonly string[],
  { options, origins }: ResolvedOptions,
  streams: Streams,
): Promise<number> {
  const { host, err, sanitiser } = streams;
  const { clean } = sanitiser;
  const {
    format,
    quiet,
    verbose,
    progress: showProgress,
    color,
    failOn,
    cache,
    warc,
    fix,
    dryRun,
    queue,
    ...auditOptions
  } = options;
  if (queue !== undefined) checkSpreadable(options);
  const planned = await planOutputs(format);
  if (fix || dryRun) checkFixable(inputs, options);
  // The diff takes the place of the default report; one that was asked for is not dropped in silence.
  if (dryRun && origins.format === 'command line' && planned.some(({ path }) => path === undefined))
    throw new UsageError('--dry-run prints a diff to stdout. Give formats a file: --format json:report.json');
  const outputs = dryRun ? planned.filter(({ path }) => path !== undefined) : planned;
  // Loaded now and not above: `--help` and a mistyped flag answer at once. The parser of documents first, on its own thread.
  const parsing = streams.world === undefined ? await beginParsing() : undefined;
  const [{ startAudit }, { createWorld }, { formats }, { failsOn }, { userCacheFolder }] = await Promise.all([
    import('./audit.ts'),
    import('./node/world.ts'),
    import('./formats/index.ts'),
    import('./findings/fail-on.ts'),
    import('./node/cache-folder.ts'),
  ]);
  const cacheDir = cache ? (auditOptions.cacheDir ?? userCacheFolder(host.env)) : undefined;
  const fails = failsOn(failOn);
  const evidence = warc === undefined ? undefined : await openWarc(warc, auditOptions);
  const gathered = queue === undefined ? undefined : await gatherAt(queue);
  const interruption = listen(host);
  const progress = createProgress({
    write: (text) => void err.write(text),
    clean,
    shown: showProgress,
    quiet,
    terminal: host.stderr.isTTY && host.env['CI'] === undefined && host.env['TERM'] !== 'dumb',
    columns: () => columnsOf(host.stderr),
    colour: colourOn(host.stderr, color, host.env),
    now: () => performance.now(),
  });
  const open = () => {
    const world = createWorld({ ...options, cacheDir }, parsing && { parsing });
    return { world, release: () => world.close() };
  };
  const context = {
    signal: interruption.signal,
    ...(streams.world === undefined ? open() : { world: streams.world }),
    ...(evidence === undefined ? {} : { recorder: evidence }),
    ...(gathered === undefined ? {} : { hire: gathered.hire }),
  };
  const report = await follow(startAudit(inputs, { ...auditOptions, failOn, cacheDir }, context), progress)
    .catch(async (error: unknown) => {
      await evidence?.discard();
      throw error;
    })
    .finally(async () => {
      progress.end();
      interruption.stop();
      await gathered?.close();
    });
  const presented = present(report, { outputs, formats, fails, options: { quiet, verbose, color } }, streams);
  const finished = await Promise.allSettled([evidence?.finish(), presented]);
  for (const each of finished) if (each.status === 'rejected') throw each.reason;
  if (interruption.code !== undefined) return interruption.code;
  const change = fix || dryRun ? await changeDocuments(report, options, streams) : undefined;
  return change?.failed ? 2 : exitCodeOf(report, (finding) => fails(finding) && !change?.settles(finding));
}

type Fails = (finding: Finding) => boolean;

/** What a report is shown by. */
interface Presentation {
  readonly outputs: readonly Output[];
  readonly formats: Readonly<Record<FormatName, Format>>;
  readonly fails: Fails;
  readonly options: Pick<Options, 'quiet' | 'verbose' | 'color'>;
}

/** Writes a report in all its formats, and tells which documents could not be read. */
async function present(
  report: Report,
  { outputs, formats, fails, options: { quiet, verbose, color } }: Presentation,
  { host, out, err, secrets, sanitiser: { clean } }: Streams,
): Promise<void> {
  const surface = { columns: columnsOf(host.stdout), quiet, verbose, fails, secrets };
  // One format that can't be written does not cost us the others.
  const written = await Promise.allSettled(
    outputs.map(async ({ format, path }) => {
      const colour = path === undefined ? colourOn(host.stdout, color, host.env) : 0;
      const text = joined([...formats[format](report, { ...surface, colour })], nothing);
      await (path === undefined ? out.write(text) : writeAtomically(path, text));
    }),
  );
  for (const { path, problem } of report.documents) {
    if (problem !== undefined) await err.write(say`audit-links: ${clean(path)}: ${clean(problem.detail)}\n`);
  }
  for (const each of written) if (each.status === 'rejected') throw each.reason;
}

/** Joins the reports of shards, and shows what an audit in one piece would have. */
async function merge(
  paths: readonly string[],
  { options, origins }: ResolvedOptions,
  streams: Streams,
): Promise<number> {
  checkMergeable(paths, origins);
  const outputs = await planOutputs(options.format);
  const [{ mergeShards }, { readShardReport }, { formats }, { failsOn }] = await Promise.all([
    import('./shards/merge.ts'),
    import('./shards/read-part.ts'),
    import('./formats/index.ts'),
    import('./findings/fail-on.ts'),
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
  return exitCodeOf(report, fails);
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

/** 2 where a document could not be read, 1 where a finding is as grave as `--fail-on` says. */
function exitCodeOf({ documents, findings }: Report, fails: Fails): number {
  if (documents.some(({ problem }) => problem !== undefined)) return 2;
  return findings.some(fails) ? 1 : 0;
}

const colourOn = (stream: NodeJS.WriteStream, flag: boolean | undefined, env: Host['env']): Surface['colour'] =>
  colourLevel({ flag, env, depth: stream.isTTY ? stream.getColorDepth() : undefined });

function checkSpreadable({ list, warc, rejudge, shard }: Options): void {
  if (shard !== undefined) throw new UsageError('--queue spreads the run already: leave out --shard.');
  if (list || warc !== undefined || rejudge) {
    throw new UsageError('With --queue it is workers who look and fetch: leave out --list, --rejudge and --warc.');
  }
}

async function gatherAt(queue: string): Promise<Gathered> {
  const [{ gather }, { createClock }] = await Promise.all([import('./queue/collect.ts'), import('./node/clock.ts')]);
  return gather(queue, createClock());
}

/** The queue in `work redis://…`, which is asked for in place of an audit. */
const queueToWorkFor = ([command, queue, ...more]: readonly string[]): string | undefined =>
  command === 'work' && queue?.includes('://') && more.length === 0 ? queue : undefined;

/** Looks at links for the runs of others, until a signal comes. */
async function workFor(
  queue: string,
  { options }: ResolvedOptions,
  { host, err, sanitiser }: Streams,
): Promise<number> {
  const [{ work }, { createWorld }] = await Promise.all([import('./queue/work.ts'), import('./node/world.ts')]);
  const interruption = listen(host);
  // What is kept is the run's: a worker keeps nothing.
  const world = createWorld({ ...options, cacheDir: undefined });
  const saying = (text: string): void => void err.write(say`audit-links: ${sanitiser.clean(text)}\n`);
  try {
    await work(queue, { options, world, signal: interruption.signal, saying });
    return 0;
  } finally {
    interruption.stop();
    await world.close();
  }
}

function checkFixable(inputs: readonly string[], { list, shard }: Options): void {
  if (shard !== undefined) throw new UsageError('Shards read the same documents: fix them in a run without --shard.');
  if (list) throw new UsageError('--list looks at no link, so there is nothing to fix: leave out --fix and --dry-run.');
  if (inputs.includes('-')) throw new UsageError('Standard input can not be fixed: give --fix and --dry-run a file.');
}

/** What documents are parsed with takes as long to load as all the rest, and meanwhile. */
async function beginParsing(): Promise<OwnParsing> {
  const { createParsing } = await import('./node/parsing.ts');
  const parsing = createParsing();
  parsing.begin();
  return parsing;
}

/** What a change of the documents means for the exit code. */
interface Change {
  readonly failed: boolean;
  /** What it told of is not in the document any more. */
  settles(finding: Finding): boolean;
}

/** Fixes documents, or prints what that would be, and tells of each link what became of it. */
async function changeDocuments(
  report: Report,
  { dryRun, quiet, ...options }: Options,
  { host, out, err, world, sanitiser }: Streams,
): Promise<Change> {
  const { clean, cleanAddress, cleanLines } = sanitiser;
  const [{ fixDocuments }, { unifiedDiff }, { createWorld }] = await Promise.all([
    import('./fix-documents.ts'),
    import('./fix/diff.ts'),
    import('./node/world.ts'),
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

/** Begins the file that what is fetched is written to. Of the options, those are told in it that shape what comes back. */
async function openWarc(path: string, options: Omit<AuditOptions, 'failOn'>): Promise<WarcFile> {
  await checkWritable(path);
  const { createWarcFile } = await import('./node/warc-file.ts');
  const { archive, citedAt, list, maxRedirects, only, retries, timeout, userAgent = ownName } = options;
  return createWarcFile({
    path,
    software: `audit-links/${version}`,
    userAgent,
    options: { archive, citedAt, list, maxRedirects, only, retries, timeout },
    now: Date.now,
  });
}

/** Shows what happens, to the report at its end. */
async function follow(events: AsyncIterable<AuditEvent>, progress: Progress): Promise<Report> {
  let report: Report | undefined;
  for await (const event of events) {
    progress.show(event);
    if (event.type === 'report') report = event.report;
  }
  if (report === undefined) throw new Error('An audit ended without a report.');
  return report;
}

async function traceOf(address: string, { options }: ResolvedOptions, { host, world }: Streams): Promise<string> {
  const [{ trace }, { createWorld }] = await Promise.all([import('./trace.ts'), import('./node/world.ts')]);
  const interruption = listen(host);
  // Every step is shown, so none is left out because it was made before.
  const real = createWorld({ ...options, cacheDir: undefined });
  try {
    return await trace(address, options, world ?? real, interruption.signal);
  } finally {
    interruption.stop();
    await real.close();
  }
}

/** The first signal ends the run early, with what is known; the second one ends the process as it would without us. */
function listen(host: Host): { readonly signal: AbortSignal; readonly code: number | undefined; stop(): void } {
  const controller = new AbortController();
  let code: number | undefined;
  const stopOn = (exitCode: number) => (): void => {
    code = exitCode;
    // Before anybody can see that we are ending, so that a second signal is never one of ours.
    stop();
    controller.abort();
  };
  const onInterrupt = stopOn(130);
  const onTerminate = stopOn(143);
  const stop = (): void => {
    host.off('SIGINT', onInterrupt);
    host.off('SIGTERM', onTerminate);
  };
  host.on('SIGINT', onInterrupt);
  host.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    get code() {
      return code;
    },
    stop,
  };
}

/** Every option with its value and where it comes from. */
function printed({ options, origins }: ResolvedOptions): object {
  const entries = Object.entries(origins).map(([name, from]) => [
    name,
    { value: options[name as keyof typeof options] ?? null, from },
  ]);
  return Object.fromEntries(entries);
}

/** A pipe has no width; and the terminal of many a container and CI job says that it has 0 columns. */
const columnsOf = (stream: NodeJS.WriteStream): number => stream.columns || 100;

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
