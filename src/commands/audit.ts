import type { AuditEvent } from '../audit.ts';
import { colourOn, columnsOf, type Streams } from '../terminal/host.ts';
import { listen } from '../terminal/interruption.ts';
import type { Finding, Report } from '../model/report.ts';
import type { OwnParsing } from '../node/parsing.ts';
import type { WarcFile } from '../node/warc-file.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import type { AuditOptions, Options } from '../options/schema.ts';
import { checkWritable, planOutputs } from '../terminal/output.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import type { Gathered } from '../queue/collect.ts';
import { UsageError } from '../usage-error.ts';
import { userAgent as ownName, version } from '../version.ts';
import { changeDocuments, checkFixable } from './change-documents.ts';
import { exitCodeOf, present } from './present.ts';
import { streamLines } from './stream-lines.ts';

/**
 * Audits documents, shows the report, and fixes what may be fixed. Gives the exit code. `parsing` has begun to load; not given where
 * the host brings its own world.
 */
export async function audit(
  inputs: readonly string[],
  { options, origins }: ResolvedOptions,
  streams: Streams,
  parsing?: OwnParsing,
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
  const [{ startAudit, streamAudit }, { createWorld }, { failsOn }, { userCacheFolder }] = await Promise.all([
    import('../audit.ts'),
    import('../node/world.ts'),
    import('../findings/fail-on.ts'),
    import('../node/cache-folder.ts'),
    ...(options.list || options.rejudge ? [] : [import('../node/http.ts')]),
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
  // What is written line by line need not be had as a whole, however large it is.
  const isStreamed = !fix && !dryRun && outputs.length > 0 && outputs.every(({ format: name }) => name === 'jsonl');
  const streaming = isStreamed ? streamLines({ outputs, fails, onBegin: () => progress.end() }, streams) : undefined;
  const formatsLoaded = loadingFormats();
  const asked = { ...auditOptions, failOn, cacheDir };
  const events = streaming ? streamAudit(inputs, asked, context, streaming) : startAudit(inputs, asked, context);
  const report = await follow(events, progress, formatsLoaded)
    .catch(async (error: unknown) => {
      await Promise.all([evidence?.discard(), streaming?.discard()]);
      throw error;
    })
    .finally(async () => {
      progress.end();
      interruption.stop();
      await gathered?.close();
    });
  const { formats } = await formatsLoaded();
  const presentation = { outputs, formats, fails, options: { quiet, verbose, color } };
  const presented = report && present(report, presentation, streams);
  const finished = await Promise.allSettled([evidence?.finish(), presented]);
  for (const each of finished) if (each.status === 'rejected') throw each.reason;
  if (interruption.code !== undefined) return interruption.code;
  if (streaming !== undefined) return streaming.exitCode();
  if (report === undefined) throw new Error('An audit ended without a report.');
  const change = fix || dryRun ? await changeDocuments(report, options, streams) : undefined;
  if (change?.failed) return 2;
  const isOpen = (finding: Finding): boolean => fails(finding) && !change?.settles(finding);
  return exitCodeOf(report.documents, report.findings.some(isOpen));
}

function checkSpreadable({ list, warc, rejudge, shard }: Options): void {
  if (shard !== undefined) throw new UsageError('--queue spreads the run already: leave out --shard.');
  if (list || warc !== undefined || rejudge) {
    throw new UsageError('With --queue it is workers who look and fetch: leave out --list, --rejudge and --warc.');
  }
}

async function gatherAt(queue: string): Promise<Gathered> {
  const [{ gather }, { createClock }] = await Promise.all([import('../queue/collect.ts'), import('../node/clock.ts')]);
  return gather(queue, createClock());
}

/** Begins the file that what is fetched is written to. Of the options, those are told in it that shape what comes back. */
async function openWarc(path: string, options: Omit<AuditOptions, 'failOn'>): Promise<WarcFile> {
  await checkWritable(path);
  const { createWarcFile } = await import('../node/warc-file.ts');
  const { archive, citedAt, list, maxRedirects, only, retries, timeout, userAgent = ownName } = options;
  return createWarcFile({
    path,
    software: `audit-links/${version}`,
    userAgent,
    options: { archive, citedAt, list, maxRedirects, only, retries, timeout },
    now: Date.now,
  });
}

const loadFormats = () => import('../formats/index.ts');

/** The formats, once they are loaded; a second call waits for the first. */
function loadingFormats(): typeof loadFormats {
  let loading: ReturnType<typeof loadFormats> | undefined;
  return () => {
    loading ??= loadFormats();
    // It is awaited when the report is there; until then a failure must not count as unhandled.
    loading.catch(() => {});
    return loading;
  };
}

/**
 * Shows what happens, to the report at its end, where it is had as a whole. Once the first requests are sent there is time to
 * load what the report is written with; at the end, the program's files may be those of another version.
 */
async function follow(
  events: AsyncIterable<AuditEvent>,
  progress: Progress,
  prepare: () => Promise<unknown>,
): Promise<Report | undefined> {
  let report: Report | undefined;
  for await (const event of events) {
    progress.show(event);
    if (event.type === 'looking') setImmediate(prepare);
    if (event.type === 'report') report = event.report;
  }
  return report;
}
