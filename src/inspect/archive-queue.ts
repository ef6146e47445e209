import type { ArchiveBudget, ArchiveQuestion, ArchiveResponse } from '../archives/archive.ts';
import type { Clock } from '../world.ts';
import { createOutageWatch } from './archive-outage.ts';
import { createLanes } from './lanes.ts';

/**
 * Sends one question of an archive: one GET, no redirects followed, through the names and the guard, within 30 s.
 * What goes wrong is in the response; throws only when aborted.
 */
export type ArchiveFetch = (question: ArchiveQuestion, signal: AbortSignal) => Promise<ArchiveResponse>;

/** A response, and when it was asked for (`Clock.monotonic`). */
interface Asked {
  readonly response: ArchiveResponse;
  readonly askedAt: number;
}

/** How a question waits. */
export interface Manner {
  readonly signal: AbortSignal;
  /** Comes true where its link is in trouble: then it goes before all that are not. */
  readonly urgent?: Promise<boolean> | undefined;
  /** Its talk has begun: it goes before those that have not. */
  readonly begun: boolean;
}

/** All questions of a run that one budget of an archive pays for. */
export interface ArchiveQueue {
  /** Never throws: an abort is a failure too. `hear` is told the response before another question may start, so that “stop” is heard in time. */
  ask<Result>(question: ArchiveQuestion, manner: Manner, hear: (asked: Asked) => Result): Promise<Result>;
  /** Waits for a start that this budget pays for and that is not asked here; resolves with the reason where there is none. */
  turn(signal: AbortSignal): Promise<string | undefined>;
  /** Asks nothing more: what waits and what is under way ends with this as its failure. */
  close(why: string): void;
}

/** Waits until a question may start. Throws when aborted. */
export type Turn = (signal: AbortSignal) => Promise<void>;

interface QueueOptions {
  readonly budget: ArchiveBudget;
  readonly fetch: ArchiveFetch;
  readonly clock: Clock;
  /** Gives out the starts, where several runs share the budget; without it they are this run's own. */
  readonly start?: Turn | undefined;
  /** Resolves when the archive may be asked, though it had wanted a rest; or at once with the reason why it is not. */
  readonly rested: (signal: AbortSignal) => Promise<string | undefined>;
  /** Called once, when the queue closes itself because nothing answers. */
  readonly onSilence: (detail: string) => void;
}

/** Who is served first. */
const lanes = { urgent: 0, begun: 1, fresh: 2 } as const;

/** A server in trouble is asked once more, if it said so quickly: waiting 30 s twice for one answer helps nobody. */
const retryMs = 2000;
const quickMs = 5000;

/** Keeps the questions within their budget, those first that matter most, and gives up when the archive is out. */
export const createArchiveQueue = ({
  budget,
  fetch,
  clock,
  start = paced(budget, clock),
  rested,
  onSilence,
}: QueueOptions): ArchiveQueue => {
  const places = createLanes(budget.concurrency, Object.keys(lanes).length);
  const closing = new AbortController();
  let closed: string | undefined;

  const close = (why: string): void => {
    closed ??= why;
    closing.abort();
  };
  const watch = createOutageWatch(clock, (detail) => {
    if (closed !== undefined) return;
    close(`given up for this run: it had stopped answering (${detail})`);
    onSilence(detail);
  });

  const turn = async (signal: AbortSignal): Promise<string | undefined> => {
    // Whoever is not to ask does not wait for a turn either; and a rest may begin while one waits.
    const withheld = await rested(signal);
    if (withheld !== undefined) return withheld;
    await start(signal);
    return rested(signal);
  };

  const send = async (question: ArchiveQuestion, signal: AbortSignal): Promise<Asked & { withheld?: true }> => {
    const withheld = await turn(signal);
    const askedAt = clock.monotonic();
    if (withheld !== undefined) return { response: { type: 'failure', detail: withheld }, askedAt, withheld: true };
    const heard = watch.sent();
    let hasAnswered = false;
    try {
      const response = await fetch(question, signal);
      hasAnswered = !failed(response);
      return { response, askedAt };
    } finally {
      heard(hasAnswered);
    }
  };

  const sendTwice = async (question: ArchiveQuestion, signal: AbortSignal): Promise<Asked> => {
    const first = await send(question, signal);
    const isQuick = clock.monotonic() - first.askedAt < quickMs;
    const again = first.response.type === 'answer' && failed(first.response) && isQuick;
    if (again) await clock.sleep(retryMs, signal);
    const last = again ? await send(question, signal) : first;
    if (failed(last.response) && !last.withheld) watch.failed(first.askedAt, detailOf(last.response));
    return last;
  };

  return {
    async ask(question, { signal, urgent, begun }, hear) {
      const either = AbortSignal.any([signal, closing.signal]);
      let leave: (() => void) | undefined;
      try {
        leave = await places.enter(begun ? lanes.begun : lanes.fresh, either, urgent);
        return hear(await sendTwice(question, either));
      } catch (error) {
        if (!either.aborted) throw error;
        const detail = signal.aborted ? 'interrupted' : (closed ?? '');
        return hear({ response: { type: 'failure', detail }, askedAt: clock.monotonic() });
      } finally {
        leave?.();
      }
    },
    turn,
    close,
  };
};

/** No answer, or a failure of the archive's own: a status beside `Memento-Datetime` is an archived page's (RFC 7089 §2.1.1). */
const failed = (response: ArchiveResponse): boolean =>
  response.type === 'failure' || (response.status >= 500 && !response.headers.has('memento-datetime'));

const detailOf = (response: ArchiveResponse): string =>
  response.type === 'failure' ? response.detail : `status ${response.status}`;

/**
 * Gives out starts: a quarter of a minute's budget at once if need be, so that a short article does not wait, and the
 * rest spread evenly. No minute ever sees more than the budget. (The generic cell rate algorithm, ITU-T I.371.)
 */
const paced = ({ perMinute }: ArchiveBudget, clock: Clock): Turn => {
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
