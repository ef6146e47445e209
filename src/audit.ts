import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createCitations, type FiledLink } from './targets/citations.ts';
import { describe, readDocuments } from './documents/read-documents.ts';
import { parseDuration } from './duration.ts';
import { onDemand } from './events.ts';
import { beginRun } from './inspect/begun-run.ts';
import type { Hire } from './inspect/crew.ts';
import { createIncidents } from './inspect/incidents.ts';
import { createInspections } from './inspections.ts';
import { saveAtRisk } from './inspect/saving.ts';
import { conclude, type Inspection } from './judge/conclude.ts';
import type { Extraction } from './model/document.ts';
import type { Outcome } from './model/outcome.ts';
import type { CitedLink, Report, ReportDocument, ReportTarget } from './model/report.ts';
import { completeOptions } from './options/resolve-options.ts';
import type { AuditOptions, AuditOptionsInput } from './options/schema.ts';
import { publisherOf } from './documents/publisher.ts';
import { compareLinks, type ReportTaker, wholeReport, writeReport } from './report.ts';
import { createSelection, originalOf, shardOf } from './targets/selection.ts';
import { runDigest } from './options/run-digest.ts';
import { isOwn } from './shards/share.ts';
import { memoryShelf, type Shelf } from './shelf.ts';
import { createTools } from './tools.ts';
import { UsageError } from './usage-error.ts';
import type { DocumentRef, Recorder, World } from './world.ts';

/** What happens during an audit, as it happens. The last event is the report. */
export type AuditEvent =
  | { readonly type: 'documents'; readonly count: number }
  | { readonly type: 'document'; readonly document: ReportDocument }
  /** A target was met for the first time. */
  | { readonly type: 'target'; readonly url: string }
  /** It is looked at from now on. */
  | { readonly type: 'looking'; readonly url: string }
  /** A target is done. The report may still judge it anew: a later document may cite it as an image, and drift is measured last. */
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  /** Of the pages that an archive is asked to save (`--save`), so many are settled. */
  | { readonly type: 'saving'; readonly done: number; readonly total: number }
  /** Something that is said once for the whole run. */
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'report'; readonly report: Report };

/** A run: its events, and the report at its end. Nothing happens before one of the two is asked for. */
export interface Audit extends AsyncIterable<AuditEvent> {
  readonly report: Promise<Report>;
}

export interface AuditContext {
  readonly world: World;
  /** When aborted, the audit ends early with a report that says `complete: false`. */
  readonly signal?: AbortSignal;
  /** Takes what is fetched, but for what would give a secret away. */
  readonly recorder?: Recorder;
  /** Those who look at its targets, where the run is spread over several machines. */
  readonly hire?: Hire;
  /** Called when the run has ended, however it ended. */
  readonly release?: () => Promise<void>;
}

/**
 * Audits documents: takes out their links, looks at each target once, asks the archive, and reports.
 * Link trouble is in the report. The promise and the iterator reject with `UsageError` where the user can mend it
 * (an option, an input, no network), and with anything else only for bugs.
 */
export function startAudit(inputs: readonly string[], options: AuditOptionsInput, context: AuditContext): Audit {
  const whole = wholeReport();
  const work = onDemand<AuditEvent, Report>(async (emit) => {
    await run(inputs, options, context, emit, { taker: whole, shelf: memoryShelf }).finally(() => context.release?.());
    const report = whole.report();
    emit({ type: 'report', report });
    return report;
  });
  return {
    get report() {
      return work.result();
    },
    [Symbol.asyncIterator]: work.events,
  };
}

/**
 * The same for a report that is too large to be had in one piece: it is taken as it is made, when the last target is done, and what
 * was found out lies on the disk until then. No event holds the report.
 */
export function streamAudit(
  inputs: readonly string[],
  options: AuditOptionsInput,
  context: AuditContext,
  taker: ReportTaker,
): AsyncIterable<AuditEvent> {
  const shelf = context.world.scratch ?? memoryShelf;
  const work = onDemand<AuditEvent, void>((emit) =>
    run(inputs, options, context, emit, { taker, shelf }).finally(() => context.release?.()),
  );
  return { [Symbol.asyncIterator]: work.events };
}

type Emit = (event: AuditEvent) => void;

/** Where a report goes, and what is found out until then. */
interface Destination {
  readonly taker: ReportTaker;
  readonly shelf: <Item>() => Shelf<Item>;
}

async function run(
  inputs: readonly string[],
  input: AuditOptionsInput,
  context: AuditContext,
  emit: Emit,
  { taker, shelf }: Destination,
): Promise<void> {
  const { world } = context;
  const options = completeOptions(input);
  const shard = shardOf(options);
  const startedAt = world.clock.now();
  // A fault of our own in one place ends the whole run.
  const fault = new AbortController();
  const signal = AbortSignal.any([fault.signal, ...(context.signal === undefined ? [] : [context.signal])]);
  const notices: string[] = [];
  const notify = (text: string): void => {
    notices.push(text);
    emit({ type: 'notice', text });
  };
  setMaxListeners(0, signal);
  const crew = context.hire?.({ mainText: options.drift, onNotice: notify });
  const mayGoOn = mayBelieve(options) && context.recorder === undefined;
  const begun = mayGoOn ? await beginRun(world, [inputs, options]) : undefined;
  if (begun?.since !== undefined) emit({ type: 'notice', text: goesOn(begun.since) });
  const tools = createTools(options, world, {
    onNotice: notify,
    ...(begun?.since === undefined ? {} : { since: begun.since }),
    ...(crew === undefined ? {} : { crew }),
    ...(context.recorder === undefined ? {} : { recorder: context.recorder }),
  });
  const select = createSelection(options);
  const documents: ReportDocument[] = [];
  const citations = createCitations(shelf<FiledLink>());
  const inspections = createInspections({
    citations,
    tools,
    shelf: shelf<Inspection>(),
    list: options.list,
    hostConcurrency: options.hostConcurrency,
    isSpread: crew !== undefined,
    onBegin: (url) => emit({ type: 'looking', url }),
    onDone: (inspection, id) => emit({ type: 'outcome', outcome: conclude(inspection, citations.kindsOf(id)) }),
    onFault: (error) => fault.abort(error),
    signal,
  });

  const found = await world.files.find(inputs);
  emit({ type: 'documents', count: found.length });
  const circumstances = { citedAt: options.citedAt, today: tools.today };
  let isShallow = false;
  for await (const { ref, read } of readDocuments(found, world, circumstances, signal)) {
    const document = describe(ref, read, circumstances);
    if (read.type === 'extraction' && read.firstCommit?.type === 'shallow') isShallow = true;
    documents.push(document);
    if (read.type === 'extraction') file(ref, read.extraction, document.cited?.date);
    emit({ type: 'document', document });
    if (options.list || documents.length > 1) continue;
    // Behind the first requests, which have no use for it yet.
    await setImmediate();
    world.parsing.prepare?.();
  }
  crew?.allRead();
  if (isShallow) notify(shallowClone);

  await inspections.done();
  if (fault.signal.aborted) throw fault.signal.reason;
  const seemsDown = !signal.aborted && inspections.wholeRun.networkDown();
  // All hosts of a shard may be gone, as they are few: while a name server answers, our network is up.
  if (
    seemsDown &&
    (shard === undefined || !(await tools.nameServiceProven('com', signal).catch(() => signal.aborted)))
  ) {
    await begun?.end();
    throw new UsageError(
      'Nothing could be reached: no name was resolved, nothing connected. No verdict is given; look to the network and try again.',
    );
  }
  const onProgress = (progress: { readonly done: number; readonly total: number }): void =>
    emit({ type: 'saving', ...progress });
  const saved = await saveAtRisk(concluded, { saver: tools.saver, documents, onNotice: notify, onProgress }, signal);
  const mode = options.list ? 'list' : 'audit';
  const part = shard && { ...shard, run: runDigest(options) };
  const report = writeReport({ mode, shard: part, startedAt, documents }, taker);
  await report.begin();
  const incidents = createIncidents();
  for await (const target of concluded()) {
    incidents.note(target);
    await report.target(saved(target));
  }
  for (const incident of [...incidents.sentences(), ...(world.store?.troubles() ?? [])]) notify(incident);
  if (!signal.aborted) await begun?.end();
  await report.end(world.clock.now(), { complete: !signal.aborted, notices });

  /** Files each link under its target. A target met for the first time waits for its turn from now on. */
  function file({ path }: DocumentRef, extraction: Extraction, citedAt: string | undefined): void {
    const about = { citedAt, language: extraction.language, embeddedFrom: publisherOf(extraction) };
    for (const link of extraction.links.toSorted(compareLinks)) {
      const { target, fragment, credentials } = select(link);
      if (shard !== undefined && !isOwn(target.url, shard)) continue;
      const cited: CitedLink = { ...link, path, credentials, ...(fragment === undefined ? {} : { fragment }) };
      const original = originalOf(target, link, select);
      const citing = original === undefined ? about : { ...about, original };
      const id = citations.file(cited, { target, citing });
      if (id === undefined) continue;
      emit({ type: 'target', url: target.url });
      inspections.add(id, target);
    }
  }

  /** Judges all of the run anew, now that everything is known, in the order of the report. */
  async function* concluded(): AsyncGenerator<ReportTarget> {
    const isTarget = (url: string): boolean => citations.idOf(url) !== undefined;
    for (const id of citations.targets()) {
      const inspection = inspections.of(id);
      if (inspection === undefined) continue;
      // To compare a page takes milliseconds: an interrupt is heard between two of them, and ends it.
      if (options.drift) await setImmediate();
      const links = citations.linksOf(id);
      const citing = options.drift && !signal.aborted ? links : undefined;
      const informed = inspections.wholeRun.inform(inspection, isTarget);
      yield { ...conclude(informed, citations.kindsOf(id), citing), links };
    }
  }
}

/** Does this run ask, and take what it has asked before for an answer? */
const mayBelieve = ({ list, rejudge, maxAge }: AuditOptions): boolean => !list && !rejudge && parseDuration(maxAge) > 0;

const goesOn = (since: number): string =>
  `This goes on with the run of ${new Date(since).toISOString()}, which was interrupted; --max-age 0 begins it anew.`;

const shallowClone =
  'The clone is shallow: its history does not tell when its documents were added. Fetch all of it (git fetch --unshallow; in GitHub Actions fetch-depth: 0), or name the day with --cited-at.';
