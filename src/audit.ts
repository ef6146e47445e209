import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, readDocuments } from './documents.ts';
import { parseDuration } from './duration.ts';
import { createChannel } from './events.ts';
import { notAsked } from './inspect/archives.ts';
import { beginRun } from './inspect/begun-run.ts';
import type { Hire } from './inspect/crew.ts';
import { incidentsOf } from './inspect/incidents.ts';
import { type About, inspect } from './inspect/inspect.ts';
import { saveAtRisk } from './inspect/saving.ts';
import { networkDown, withWholeRun } from './inspect/whole-run.ts';
import { conclude, type Inspection } from './judge/conclude.ts';
import type { Extraction } from './model/document.ts';
import type { LinkKind } from './model/link.ts';
import type { Outcome } from './model/outcome.ts';
import type { CitedLink, Report, ReportDocument, ReportTarget } from './model/report.ts';
import type { Target } from './model/target.ts';
import { completeOptions } from './options/resolve-options.ts';
import type { AuditOptions, AuditOptionsInput } from './options/schema.ts';
import { publisherOf } from './publisher.ts';
import { createReport } from './report.ts';
import { createSelection, originalOf, shardOf } from './selection.ts';
import { runDigest } from './shards/run-digest.ts';
import { isOwn } from './shards/share.ts';
import { createTools } from './tools.ts';
import { UsageError } from './usage-error.ts';
import type { DocumentRef, Recorder, World } from './world.ts';

/** What happens during an audit, as it happens. The last event is the report. */
export type AuditEvent =
  | { readonly type: 'documents'; readonly count: number }
  | { readonly type: 'document'; readonly document: ReportDocument }
  /** A target was met for the first time, and is being looked at. */
  | { readonly type: 'target'; readonly url: string }
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
  let started: Promise<Report> | undefined;
  const start = (): Promise<Report> => {
    if (started !== undefined) return started;
    started = run(inputs, options, context, (event) => events.send(event)).finally(() => context.release?.());
    started.then(
      (report) => {
        events.send({ type: 'report', report });
        events.close();
      },
      (error: unknown) => events.close(error),
    );
    return started;
  };
  const events = createChannel<AuditEvent>(() => void start().catch(() => {}));
  return {
    get report() {
      return start();
    },
    [Symbol.asyncIterator]: () => events[Symbol.asyncIterator](),
  };
}

/** A target on its way: the links that ask for it so far, and what comes of it. `undefined`: the run ended first. */
interface Entry {
  target: Target;
  readonly links: [CitedLink, ...CitedLink[]];
  inspection: Promise<Inspection | undefined>;
}

async function run(
  inputs: readonly string[],
  input: AuditOptionsInput,
  context: AuditContext,
  emit: (event: AuditEvent) => void,
): Promise<Report> {
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
  const entries = new Map<string, Entry>();

  const found = await world.files.find(inputs);
  if (!options.list) world.parsing.prepare?.();
  emit({ type: 'documents', count: found.length });
  const circumstances = { citedAt: options.citedAt, today: tools.today };
  let isShallow = false;
  for await (const { ref, read } of readDocuments(found, world, circumstances, signal)) {
    const document = describe(ref, read, circumstances);
    if (read.type === 'extraction' && read.firstCommit?.type === 'shallow') isShallow = true;
    documents.push(document);
    if (read.type === 'extraction') file(ref, read.extraction, document.cited?.date);
    emit({ type: 'document', document });
  }
  crew?.allRead();
  if (isShallow) notify(shallowClone);

  const inspected: (Inspection & { readonly links: Entry['links'] })[] = [];
  for (const { links, inspection } of entries.values()) {
    const done = await inspection;
    if (done !== undefined) inspected.push({ ...done, links });
  }
  if (fault.signal.aborted) throw fault.signal.reason;
  const seemsDown = !signal.aborted && networkDown(inspected);
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
  const concluded: ReportTarget[] = [];
  for (const { links, ...inspection } of withWholeRun(inspected)) {
    // To compare a page takes milliseconds: an interrupt is heard between two of them, and ends it.
    if (options.drift) await setImmediate();
    const citing = options.drift && !signal.aborted ? links : undefined;
    concluded.push({ ...conclude(inspection, kindsOf(links), citing), links });
  }
  for (const incident of [...incidentsOf(concluded), ...(world.store?.troubles() ?? [])]) notify(incident);
  const onProgress = (progress: { readonly done: number; readonly total: number }): void =>
    emit({ type: 'saving', ...progress });
  const saving = { saver: tools.saver, documents, onNotice: notify, onProgress };
  const outcomes = await saveAtRisk(concluded, saving, signal);
  if (!signal.aborted) await begun?.end();
  return createReport({
    startedAt,
    finishedAt: world.clock.now(),
    complete: !signal.aborted,
    mode: options.list ? 'list' : 'audit',
    ...(shard === undefined ? {} : { shard: { ...shard, run: runDigest(options) } }),
    documents,
    outcomes,
    notices,
  });

  /** Files each link under its target. A target met for the first time is looked at from now on. */
  function file({ path }: DocumentRef, extraction: Extraction, citedAt: string | undefined): void {
    const { links, language } = extraction;
    const about = { citedAt, language, embeddedFrom: publisherOf(extraction) };
    for (const link of links) {
      const { target, fragment, credentials } = select(link);
      if (shard !== undefined && !isOwn(target.url, shard)) continue;
      const cited: CitedLink = { ...link, path, credentials, ...(fragment === undefined ? {} : { fragment }) };
      const known = entries.get(target.url);
      known?.links.push(cited);
      // An address left out in one place may be asked for in another.
      if (known !== undefined && !(known.target.type === 'skipped' && target.type === 'web')) continue;
      const entryLinks = known?.links ?? [cited];
      const original = originalOf(target, link, select);
      entries.set(target.url, {
        target,
        links: entryLinks,
        inspection: look(target, entryLinks, original === undefined ? about : { ...about, original }),
      });
    }
  }

  async function look(
    target: Target,
    links: readonly CitedLink[],
    about: Omit<About, 'kinds'>,
  ): Promise<Inspection | undefined> {
    emit({ type: 'target', url: target.url });
    try {
      const kinds = (): readonly LinkKind[] => kindsOf(links);
      const inspection = options.list
        ? { target, archive: notAsked }
        : await inspect(target, { ...about, kinds }, tools, signal);
      emit({ type: 'outcome', outcome: conclude(inspection, kinds()) });
      return inspection;
    } catch (error) {
      if (!signal.aborted) fault.abort(error);
      return undefined;
    }
  }
}

/** Does this run ask, and take what it has asked before for an answer? */
const mayBelieve = ({ list, rejudge, maxAge }: AuditOptions): boolean => !list && !rejudge && parseDuration(maxAge) > 0;

const goesOn = (since: number): string =>
  `This goes on with the run of ${new Date(since).toISOString()}, which was interrupted; --max-age 0 begins it anew.`;

const shallowClone =
  'The clone is shallow: its history does not tell when its documents were added. Fetch all of it (git fetch --unshallow; in GitHub Actions fetch-depth: 0), or name the day with --cited-at.';

const kindsOf = (links: readonly CitedLink[]): readonly LinkKind[] => [...new Set(links.map(({ kind }) => kind))];
