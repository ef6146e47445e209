import { setMaxListeners } from 'node:events';
import type { SaveFailure } from '../archives/save-failures.ts';
import type { SavedPage, SavePageNow, Taken } from '../archives/save-page-now.ts';
import type { Clock } from '../world.ts';
import { createSaveClient, type SaveFetch, type Silence } from './save-client.ts';

/** What came of one address. `left`: it may be saved another day. */
export type SaveResult =
  | { readonly type: 'saved'; readonly saved: SavedPage }
  | { readonly type: 'failed'; readonly says: string; readonly site: boolean }
  | { readonly type: 'left'; readonly says: string };

interface QueueOptions {
  readonly service: SavePageNow;
  readonly fetch: SaveFetch;
  readonly clock: Clock;
  /** Hears of each address that is settled. */
  readonly onDone: () => void;
}

/** Captures under way at once, if the archive lets us have so many. */
const sessionsAtOnce = 6;
/** Between the starts of two captures: six a minute, which is less than any limit that was ever in force for an account. */
const startsApartMs = 10_000;
/** How often a full service is asked again whether it has room, and for how long: no capture takes it more than two minutes. */
const roomApartMs = 15_000;
const roomMs = 3 * 60_000;
/** A capture takes half a minute as a rule: it is asked after at these distances, and no longer than this. */
const pollMs = { first: 6_000, growth: 1.5, most: 20_000 };
const jobMs = 3 * 60_000;
/** What failed for the moment is tried once more, not before this has gone by. */
const againAfterMs = 60_000;
/** The whole saving: some 80 captures at the pace above. */
const patienceMs = 15 * 60_000;

/** An address that waits for its capture to begin. */
interface Waiting {
  readonly url: string;
  readonly notBefore: number;
  readonly attempt: 1 | 2;
}

/**
 * Has pages saved, within what the archive allows as it says at every start. Nothing that goes wrong is thrown, an abort
 * included: every address has its result in the end, and `left` says why there was none.
 */
export async function saveAll(
  urls: readonly string[],
  { service, fetch, clock, onDone }: QueueOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, SaveResult>> {
  const results = new Map<string, SaveResult>();
  const waiting: Waiting[] = urls.map((url) => ({ url, notBefore: 0, attempt: 1 }));
  /** Captures that the archive has begun, and those of them that are still asked after. */
  const begun = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  setMaxListeners(0, until);
  let ended: string | undefined;
  let fault: { readonly error: unknown } | undefined;
  const end = (why: string): void => {
    ended ??= why;
    over.abort();
  };
  const ask = createSaveClient({ fetch, clock, end });
  let nextStart = 0;

  const settle = (url: string, result: SaveResult): void => {
    results.set(url, result);
    onDone();
  };
  const fail = ({ url, attempt }: Waiting, { says, passing, site }: SaveFailure): void => {
    if (!passing || attempt === 2) settle(url, { type: 'failed', says, site });
    else {
      begun.delete(url);
      waiting.push({ url, notBefore: clock.monotonic() + againAfterMs, attempt: 2 });
    }
  };

  /** Begins one capture as soon as there is room for it; `undefined`: no more is to be begun. */
  const begin = async (url: string): Promise<Taken | Silence | undefined> => {
    const since = clock.monotonic();
    while (clock.monotonic() - since <= roomMs) {
      const allowance = await ask(service.account, until);
      if (allowance.type === 'allowance' && allowance.today < 1) {
        ended ??= 'the account’s captures of this day are used up';
        return undefined;
      }
      if (allowance.type === 'allowance' && allowance.sessions >= 1) {
        nextStart = clock.monotonic() + startsApartMs;
        const taken = await ask(service.save(url), until);
        if (taken.type !== 'no-session') return taken;
      }
      await clock.sleep(roomApartMs, until);
    }
    ended ??= 'the archive had no room for another capture';
    return undefined;
  };

  const follow = async (entry: Waiting, id: string): Promise<void> => {
    const since = clock.monotonic();
    for (
      let pause = pollMs.first;
      clock.monotonic() - since < jobMs;
      pause = Math.min(pause * pollMs.growth, pollMs.most)
    ) {
      await clock.sleep(pause, until);
      const job = await ask(service.job(id), until);
      if (job.type === 'saved') return settle(entry.url, job);
      if (job.type === 'failed') return fail(entry, job);
      if (job.type === 'unreadable') break;
    }
    return settle(entry.url, { type: 'left', says: stillAtIt });
  };
  const startFollowing = (entry: Waiting, id: string): void => {
    begun.add(entry.url);
    const job = follow(entry, id)
      .catch((error: unknown) => {
        if (!until.aborted) fault ??= { error };
        over.abort();
      })
      .finally(() => underWay.delete(job));
    underWay.add(job);
  };

  const lead = async (): Promise<void> => {
    if ((await ask(service.system, until)).type === 'overloaded') {
      ended = 'the archive says that it is overloaded';
      return;
    }
    while (waiting.length > 0 || underWay.size > 0) {
      const entry = underWay.size < sessionsAtOnce ? waiting.shift() : undefined;
      if (entry === undefined) {
        await Promise.race(underWay);
        continue;
      }
      await clock.sleep(Math.max(nextStart, entry.notBefore) - clock.monotonic(), until);
      const taken = await begin(entry.url);
      if (taken === undefined) return;
      if (taken.type === 'job') startFollowing(entry, taken.id);
      else if (taken.type === 'failed') fail(entry, taken);
      // What was sent and not answered may have been heard: it is not sent again.
      else if (taken.type === 'silent') fail(entry, { says: taken.detail, passing: taken.heard, site: false });
    }
  };

  clock.sleep(patienceMs, until).then(
    () => end(`${patienceMs / 60_000} minutes were over`),
    () => {},
  );
  try {
    await lead();
    await Promise.all(underWay);
  } catch (error) {
    if (!until.aborted) throw error;
  } finally {
    over.abort();
    await Promise.all(underWay);
  }
  if (fault !== undefined) throw fault.error;
  const why = ended ?? 'the run was interrupted';
  for (const url of urls) {
    if (!results.has(url)) results.set(url, { type: 'left', says: begun.has(url) ? stillAtIt : why });
  }
  return results;
}

const stillAtIt = 'the archive was still at it: look there later';
