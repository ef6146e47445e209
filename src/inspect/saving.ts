import { captureOf, savePageNow } from '../archives/save-page-now.ts';
import { type Unsaveable, unsaveable, whyUnsaveable } from '../archives/saveable.ts';
import { outlookOf } from '../judge/outlook.ts';
import type { ArchiveRecord, Capture } from '../model/capture.ts';
import type { ReportDocument, ReportTarget } from '../model/report.ts';
import { UsageError } from '../usage-error.ts';
import type { Clock, SavingKeys } from '../world.ts';
import { answerOf } from './archive-fetch.ts';
import { type ArchiveRoute, sendToArchive } from './archive-route.ts';
import type { SaveFetch } from './save-client.ts';
import { saveAll, type SaveResult } from './save-queue.ts';

/** What saves pages in a run that may (`--save`). */
export interface Saver {
  /** Settles every one of these addresses; never throws but for a bug. */
  save(urls: readonly string[], onDone: () => void, signal: AbortSignal): Promise<ReadonlyMap<string, SaveResult>>;
  /** May the world be shown this address? Asked strictly, though the user may have lifted the guard for looks. */
  mayShow(url: string, signal: AbortSignal): Promise<boolean>;
  /** Where the Wayback Machine is. */
  readonly base: string;
  /** For the runs to come. */
  readonly remember: ((url: string, capture: Capture) => void) | undefined;
}

export interface SaverOptions {
  readonly route: ArchiveRoute;
  readonly base: string;
  readonly keys: SavingKeys | undefined;
  readonly clock: Clock;
  readonly today: string;
  readonly mayShow: Saver['mayShow'];
  readonly remember: Saver['remember'];
}

/** Throws `UsageError` where there are no keys, or no safe way for them. */
export function createSaver({ route, base, keys, clock, today, mayShow, remember }: SaverOptions): Saver {
  if (keys === undefined) {
    throw new UsageError(
      '--save needs the keys of an archive.org account, in SAVEPAGENOW_ACCESS_KEY and SAVEPAGENOW_SECRET_KEY. They are free, at https://archive.org/account/s3.php.',
    );
  }
  const { origin } = new URL(base);
  if (!isSafe(origin) || (origin.startsWith('http:') && route.http.viaProxy(base))) {
    throw new UsageError('--save sends keys, and so --wayback-url must be an https address (or one of this machine).');
  }
  const fetch: SaveFetch = async ({ method, url, content }, signal) => {
    // The one place where the keys leave: to the archive's own host.
    if (new URL(url).origin !== origin) throw new Error(`Keys must not go to ${url}.`);
    const headers = { accept: 'application/json', authorization: `LOW ${keys.access}:${keys.secret}` };
    const request = content === undefined ? { headers } : { headers: { ...headers, 'content-type': form }, content };
    const response = await sendToArchive(route, { method, url, ...request }, signal);
    return typeof response === 'string' ? { type: 'failure', detail: response } : answerOf(response);
  };
  const service = savePageNow(base, today);
  return {
    base,
    mayShow,
    remember,
    save: (urls, onDone, signal) => saveAll(urls, { service, fetch, clock, onDone }, signal),
  };
}

const form = 'application/x-www-form-urlencoded';
const isSafe = (origin: string): boolean => /^https:|^http:\/\/(?:127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(origin);

interface Surroundings {
  readonly saver: Saver | undefined;
  /** For the day on which a document cites its links. */
  readonly documents: readonly ReportDocument[];
  readonly onNotice: (text: string) => void;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Puts into a target what came of saving it. */
type WithSaving = (target: ReportTarget) => ReportTarget;

/**
 * Has those pages saved that are there today and in no archive, and tells the rest of the run what came of it. Ends early,
 * with what is known, when aborted. The run's targets are gone through only where there is something to save with.
 */
export async function saveAtRisk(
  targets: () => AsyncIterable<ReportTarget>,
  { saver, documents, onNotice, onProgress }: Surroundings,
  signal: AbortSignal,
): Promise<WithSaving> {
  const unchanged: WithSaving = (target) => target;
  if (saver === undefined) return unchanged;
  const atRisk: ReportTarget[] = [];
  for await (const target of targets()) if (target.outlook === 'at-risk') atRisk.push(target);
  if (atRisk.length === 0 || signal.aborted) return unchanged;
  const reasons = new Map<string, Unsaveable | undefined>();
  for (const outcome of atRisk) reasons.set(outcome.target.url, await whyNot(outcome, saver, signal));
  const urls = atRisk.map(({ target }) => target.url).filter((url) => reasons.get(url) === undefined);

  let done = 0;
  const tell = (): void => onProgress({ done, total: urls.length });
  if (urls.length > 0) tell();
  const settled = (): void => {
    done += 1;
    tell();
  };
  const results = urls.length === 0 ? new Map<string, SaveResult>() : await saver.save(urls, settled, signal);
  onNotice(summaryOf([...results.values()], [...reasons.values()]));
  const citedAt = new Map(documents.map(({ path, cited }) => [path, cited?.date]));
  return (target) => {
    const result = results.get(target.target.url);
    return result === undefined ? target : withResult(target, result, saver, citedAt.get(target.links[0].path));
  };
}

async function whyNot(outcome: ReportTarget, saver: Saver, signal: AbortSignal): Promise<Unsaveable | undefined> {
  const reason = whyUnsaveable(outcome);
  if (reason !== undefined) return reason;
  try {
    return (await saver.mayShow(outcome.target.url, signal)) ? undefined : 'private';
  } catch (error) {
    if (!signal.aborted) throw error;
    return 'private';
  }
}

function withResult(
  outcome: ReportTarget,
  result: SaveResult,
  { base, remember }: Saver,
  citedAt: string | undefined,
): ReportTarget {
  const { verdict, archive } = outcome;
  switch (result.type) {
    case 'saved': {
      const capture = captureOf(base, result.saved, citedAt);
      remember?.(outcome.target.url, capture);
      const saved = withCapture(archive, capture);
      const outlook = outlookOf(verdict.status, saved.state);
      return { ...outcome, archive: saved, saving: { state: 'saved', detail: '' }, ...(outlook && { outlook }) };
    }
    case 'failed': {
      const saving = { state: 'failed', detail: result.says } as const;
      if (!result.site) return { ...outcome, saving };
      // It weighs nothing by itself: the archive may be walled off where we are not.
      const seen = {
        code: 'second-vantage',
        detail: `asked to save it, the Internet Archive found otherwise: ${result.says}`,
      };
      return { ...outcome, saving, verdict: { ...verdict, evidence: [...verdict.evidence, seen] } };
    }
    case 'left':
      return { ...outcome, saving: { state: 'left', detail: result.says } };
    default:
      return result satisfies never;
  }
}

const withCapture = ({ asked, captures }: ArchiveRecord, capture: Capture): ArchiveRecord => ({
  state: 'captured',
  asked: [
    ...asked.filter(({ archive }) => archive !== capture.archive),
    { archive: capture.archive, answer: 'captured', detail: 'saved in this run' },
  ],
  captures: [capture, ...captures.filter(({ url }) => url !== capture.url)],
});

/** All of it in one sentence. */
function summaryOf(results: readonly SaveResult[], reasons: readonly (Unsaveable | undefined)[]): string {
  const saved = results.filter(({ type }) => type === 'saved').length;
  const says = (type: 'failed' | 'left'): readonly string[] =>
    results.flatMap((result) => (result.type === type ? [result.says] : []));
  const kept = reasons.flatMap((reason) => (reason === undefined ? [] : [unsaveable[reason]]));
  return [
    `saved ${saved} of ${reasons.length} ${reasons.length === 1 ? 'address' : 'addresses'} at risk`,
    ...tallied(says('failed'), 'could not be saved'),
    ...tallied(says('left'), 'left for another day'),
    ...tallied(kept, 'not given to the archive'),
  ].join('; ');
}

/** `3 left for another day (2: this, 1: that)`; without numbers where there is one reason. */
function tallied(says: readonly string[], what: string): readonly string[] {
  if (says.length === 0) return [];
  const counts = new Map<string, number>();
  for (const reason of says) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [[only] = ['']] = counts;
  const why = counts.size === 1 ? only : [...counts].map(([reason, count]) => `${count}: ${reason}`).join(', ');
  return [`${says.length} ${what} (${why})`];
}
