import pLimit from 'p-limit';
import type { ArchiveBudget, ArchiveQuestion, ArchiveResponse } from '../archives/archive.ts';
import type { Clock } from '../world.ts';

/**
 * Sends one question of an archive: one GET, no redirects followed, through the names and the guard, within 30 s.
 * What goes wrong is in the response; throws only when aborted.
 */
export type ArchiveFetch = (question: ArchiveQuestion, signal: AbortSignal) => Promise<ArchiveResponse>;

/** A response, and when it was asked for (`Clock.monotonic`). A withheld question was not asked; the response says why. */
interface Asked {
  readonly response: ArchiveResponse;
  readonly askedAt: number;
  readonly withheld?: true;
}

/** All questions of a run that one budget of an archive pays for. */
export interface ArchiveQueue {
  /** `hear` is told the response before another question may start, so that “stop” is heard in time. */
  ask<Result>(question: ArchiveQuestion, signal: AbortSignal, hear: (asked: Asked) => Result): Promise<Result>;
  /** Asks nothing more: what waits and what is under way ends with this as its failure. */
  close(why: string): void;
}

interface QueueOptions {
  readonly budget: ArchiveBudget;
  readonly fetch: ArchiveFetch;
  readonly clock: Clock;
  /** Resolves when the archive may be asked, though it had wanted a rest; or at once with the reason why it is not. */
  readonly rested: (signal: AbortSignal) => Promise<string | undefined>;
  /** Called once, when the queue closes itself because nothing answers. */
  readonly onSilence: (detail: string) => void;
}

/** A server in trouble is asked once more, if it said so quickly: waiting 30 s twice for one answer helps nobody. */
const retryMs = 2000;
const quickMs = 5000;
/** After so many failures in a row, or one at the end of so long a silence, the archive counts as being out. */
const maxFailures = 3;
const maxSilenceMs = 25_000;

/** Keeps the questions within their budget, and gives up when an outage shows, so that it costs a run half a minute. */
export const createArchiveQueue = ({ budget, fetch, clock, rested, onSilence }: QueueOptions): ArchiveQueue => {
  const slots = pLimit(budget.concurrency);
  const turn = paced(budget, clock);
  const closing = new AbortController();
  let closed: string | undefined;
  let failures = 0;
  let silentSince: number | undefined;

  const close = (why: string): void => {
    closed ??= why;
    closing.abort();
  };

  const send = async (question: ArchiveQuestion, signal: AbortSignal): Promise<Asked> => {
    // Whoever is not to ask does not wait for a turn either; and a rest may begin while one waits.
    let withheld = await rested(signal);
    if (withheld === undefined) {
      await turn(signal);
      withheld = await rested(signal);
    }
    const askedAt = clock.monotonic();
    if (withheld !== undefined) return { response: { type: 'failure', detail: withheld }, askedAt, withheld: true };
    silentSince ??= askedAt;
    return { response: await fetch(question, signal), askedAt };
  };

  const sendTwice = async (question: ArchiveQuestion, signal: AbortSignal): Promise<Asked> => {
    const asked = await send(question, signal);
    const quick = clock.monotonic() - asked.askedAt < quickMs;
    if (asked.response.type === 'failure' || !failed(asked.response) || !quick) return asked;
    await clock.sleep(retryMs, signal);
    return send(question, signal);
  };

  const note = (response: ArchiveResponse): void => {
    if (!failed(response)) {
      failures = 0;
      silentSince = undefined;
      return;
    }
    failures += 1;
    const now = clock.monotonic();
    if (closed !== undefined || (failures < maxFailures && now - (silentSince ?? now) < maxSilenceMs)) return;
    const detail = response.type === 'failure' ? response.detail : `status ${response.status}`;
    close(`given up for this run: it had stopped answering (${detail})`);
    onSilence(detail);
  };

  const ask = async (question: ArchiveQuestion, signal: AbortSignal): Promise<Asked> => {
    signal.throwIfAborted();
    const either = AbortSignal.any([signal, closing.signal]);
    try {
      either.throwIfAborted();
      const asked = await sendTwice(question, either);
      if (!asked.withheld) note(asked.response);
      return asked;
    } catch (error) {
      if (closed === undefined || signal.aborted) throw error;
      return { response: { type: 'failure', detail: closed }, askedAt: clock.monotonic() };
    }
  };

  return {
    ask: (question, signal, hear) => slots(async () => hear(await ask(question, signal))),
    close,
  };
};

/** No answer, or a failure of the archive's own: a status beside `Memento-Datetime` is an archived page's (RFC 7089 §2.1.1). */
const failed = (response: ArchiveResponse): boolean =>
  response.type === 'failure' || (response.status >= 500 && !response.headers.has('memento-datetime'));

/**
 * Gives out starts: a quarter of a minute's budget at once if need be, so that a short article does not wait, and the
 * rest spread evenly. No minute ever sees more than the budget. (The generic cell rate algorithm, ITU-T I.371.)
 */
const paced = ({ perMinute }: ArchiveBudget, clock: Clock): ((signal: AbortSignal) => Promise<void>) => {
  const burst = Math.ceil(perMinute / 4);
  const intervalMs = 60_000 / Math.max(1, perMinute - burst);
  let due = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const now = clock.monotonic();
    const start = Math.max(now, due - (burst - 1) * intervalMs);
    due = Math.max(due, start) + intervalMs;
    if (start > now) await clock.sleep(start - now, signal);
  };
};
