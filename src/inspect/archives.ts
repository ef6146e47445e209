import type { Archive, ArchiveExchange, ArchiveLookup } from '../archives/archive.ts';
import { bestFirst } from '../archives/best-first.ts';
import type { ArchiveConclusion } from '../archives/conversation.ts';
import type { ArchiveRecord } from '../model/capture.ts';
import type { Look } from '../model/observation.ts';
import { parseUrl } from '../parse-url.ts';
import type { Clock } from '../world.ts';
import { createArchiveQueue } from './archive-queue.ts';
import type { ArchiveFetch, ArchiveQueue, Turn } from './archive-queue.ts';

/** The archives of a run. */
export interface Archives {
  /**
   * Asks what they hold of an address. Never throws: trouble is in the record, as `unknown`, and so is an abort. While a question
   * waits for its turn and `urgent` comes true, it goes before all that are not.
   */
  lookup(lookup: ArchiveLookup, signal: AbortSignal, urgent?: Promise<boolean>): Promise<ArchiveRecord>;
  /** For an address that is an archive's own, and is looked at because it is cited: these looks count in its budget too. */
  turnFor(url: string): ArchiveTurn | undefined;
}

/** A look at an archive's own address. */
export interface ArchiveTurn {
  /** Waits for a start, or resolves with the reason why there is none in this run. */
  take(signal: AbortSignal): Promise<string | undefined>;
  /** To be told what came of a look that began then (`Clock.monotonic`): the archive may have said that we are to stop. */
  heard(look: Look, askedAt: number): void;
}

/** What archives have answered in earlier runs. Neither throws: a run that remembers nothing is a run. */
export interface ArchiveMemory {
  /** What this archive answered to the same question, if it is fresh enough to be believed. */
  recall(archive: Archive, lookup: ArchiveLookup): Promise<ArchiveConclusion | undefined>;
  /** Takes an answer; never `unknown`, which is none. Resolves when a run that comes after a sudden death of this one can see it. */
  keep(archive: Archive, lookup: ArchiveLookup, conclusion: ArchiveConclusion): Promise<void>;
}

interface Surroundings {
  readonly fetch: ArchiveFetch;
  readonly clock: Clock;
  /** Takes what is said once for the whole run: an archive that is not asked any more. */
  readonly onNotice: (notice: string) => void;
  readonly memory?: ArchiveMemory;
  /** Whose turn it is, where several runs share an archive's budgets. */
  readonly turnFor?: (archive: Archive, budget: string) => Turn;
}

/** The record of an address that no archive was asked about. */
export const notAsked: ArchiveRecord = { state: 'not-asked', asked: [], captures: [] };

/**
 * Asks archives in their order, until one holds a usable copy. Their budgets, rests and outages count for the whole run:
 * make one of it a run.
 */
export const createArchives = ({
  archives,
  ...surroundings
}: Surroundings & { readonly archives: readonly Archive[] }): Archives => {
  const clients = archives.map((archive) => createClient(archive, surroundings));
  return {
    async lookup(lookup, signal, urgent) {
      const asked: Asked[] = [];
      for (const client of clients) {
        if (client.isWitness && (await urgent) === false) continue;
        const conclusion = await client.lookup(lookup, signal, urgent);
        asked.push({ conclusion, isWitness: client.isWitness });
        if (conclusion.answer.answer === 'captured') break;
      }
      return recordOf(asked);
    },
    turnFor: (url) => clients.find(({ turn, host }) => turn !== undefined && host === parseUrl(url)?.host)?.turn,
  };
};

/** One usable copy is enough; but while any archive is silent, nobody can say that there is none. */
const weight = ['captured', 'unknown', 'unusable', 'excluded', 'none'] as const;

interface Asked {
  readonly conclusion: ArchiveConclusion;
  readonly isWitness: boolean;
}

/** What a witness says stands beside, and decides nothing: it has no copy to cite, and its silence hides none. */
const recordOf = (asked: readonly Asked[]): ArchiveRecord => {
  const deciding = asked.filter(({ isWitness }) => !isWitness).map(({ conclusion }) => conclusion.answer.answer);
  return {
    state: weight.find((state) => deciding.includes(state)) ?? 'not-asked',
    asked: asked.map(({ conclusion }) => conclusion.answer),
    captures: bestFirst(asked.flatMap(({ conclusion }) => conclusion.captures)),
  };
};

/**
 * How long an archive is left alone after it told us to stop. Wayback bars a network for an hour, then longer, that goes
 * on asking for more than a minute (edgi-govdata-archiving/wayback#137).
 */
const restMs = 60_000;
const stoppedTwice = 'not asked: it had told us twice to stop';

/**
 * Leads the talks with one archive. Told to stop, it rests and asks the same again; told so a second time, it ends. An
 * archive that has never answered anything is not waited for: that is an outage, and no run is kept a minute by it.
 */
const createClient = (archive: Archive, { fetch, clock, onNotice, memory, turnFor }: Surroundings) => {
  let restsUntil: number | undefined;
  let hasAnswered = false;
  let ended = false;
  const rested = async (signal: AbortSignal): Promise<string | undefined> => {
    if (ended) return stoppedTwice;
    const ms = (restsUntil ?? 0) - clock.monotonic();
    if (restsUntil === undefined || ms <= 0) return undefined;
    if (!hasAnswered) return 'not asked: it had told us to stop';
    await clock.sleep(ms, signal);
    return undefined;
  };
  const queues = new Map<string, ArchiveQueue>(
    Object.entries(archive.budgets).map(([name, budget]) => {
      const onSilence = (detail: string): void =>
        onNotice(`${archive.name} does not answer (${detail}): its ${name} is not asked any more in this run`);
      return [name, createArchiveQueue({ budget, fetch, clock, start: turnFor?.(archive, name), rested, onSilence })];
    }),
  );

  const end = (): void => {
    ended = true;
    for (const queue of queues.values()) queue.close(stoppedTwice);
    onNotice(`${archive.name} told us twice to stop asking, and is not asked any more in this run`);
  };
  /** May a question that was answered with “stop” be asked again? Those under way when the rest began share that rest. */
  const mayRepeat = (askedAt: number): boolean => {
    if (ended) return false;
    if (restsUntil === undefined) {
      restsUntil = clock.monotonic() + restMs;
      onNotice(`${archive.name} told us to stop asking: it is left alone for ${restMs / 1000} s`);
      return hasAnswered;
    }
    if (askedAt < restsUntil) return hasAnswered;
    end();
    return false;
  };

  const queueOf = (budget: string): ArchiveQueue => {
    const queue = queues.get(budget);
    if (queue === undefined) throw new Error(`${archive.name} has no budget “${budget}”`);
    return queue;
  };

  const talk = async (
    lookup: ArchiveLookup,
    signal: AbortSignal,
    urgent: Promise<boolean> | undefined,
  ): Promise<ArchiveConclusion> => {
    let exchanges: readonly ArchiveExchange[] = [];
    let step = archive.next(lookup, exchanges);
    while (step.type === 'ask') {
      const { question } = step;
      const again = step;
      const manner = { signal, urgent, begun: exchanges.length > 0 };
      step = await queueOf(question.budget).ask(question, manner, ({ response, askedAt }) => {
        hasAnswered ||= response.type === 'answer' && response.status !== 429 && response.status < 500;
        const answered = [...exchanges, { question, response }];
        const next = archive.next(lookup, answered);
        if (next.type === 'done' && next.limited && mayRepeat(askedAt)) return again;
        exchanges = answered;
        return next;
      });
    }
    return step;
  };

  const turnOn = (queue: ArchiveQueue): ArchiveTurn => ({
    take: (signal) => queue.turn(signal),
    heard({ end }, askedAt) {
      if (end.type !== 'answer') return;
      const { status, headers } = end.answer;
      // With this header it is an archived 429 (RFC 7089 §2.1.1).
      if (status === 429 && headers['memento-datetime'] === undefined) mayRepeat(askedAt);
      else hasAnswered ||= status < 500;
    },
  });

  return {
    host: parseUrl(archive.home)?.host,
    isWitness: archive.isWitness === true,
    turn: archive.looks === undefined ? undefined : turnOn(queueOf(archive.looks)),
    async lookup(
      lookup: ArchiveLookup,
      signal: AbortSignal,
      urgent: Promise<boolean> | undefined,
    ): Promise<ArchiveConclusion> {
      const known = await memory?.recall(archive, lookup);
      if (known !== undefined) return known;
      const conclusion = await talk(lookup, signal, urgent);
      if (conclusion.answer.answer !== 'unknown') await memory?.keep(archive, lookup, conclusion);
      return conclusion;
    },
  };
};
