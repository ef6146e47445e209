import type { ArchiveResponse } from '../archives/archive.ts';
import type { SaveQuestion, SaveRefusal } from '../archives/save-page-now.ts';
import type { Clock } from '../world.ts';
import { parseRetryAfter } from './retry-after.ts';

/** Sends one request to the archive, with the keys. What goes wrong is in the response; throws only when aborted. */
export type SaveFetch = (
  request: Pick<SaveQuestion<unknown>, 'method' | 'url' | 'content'>,
  signal: AbortSignal,
) => Promise<ArchiveResponse>;

interface ClientOptions {
  readonly fetch: SaveFetch;
  readonly clock: Clock;
  /** Ends everything: what the archive told us admits of nothing else. */
  readonly end: (why: string) => void;
}

/** Asks, and hears what every answer may say. Throws when the saving has ended. */
export type SaveClient = <Meaning>(question: SaveQuestion<Meaning>, signal: AbortSignal) => Promise<Meaning | Silence>;

export type Silence = Extract<SaveRefusal, { type: 'silent' }>;

/** How long the archive is left alone after it told us to stop; and the longest that it may want. */
const restMs = 60_000;
const longestRestMs = 5 * 60_000;
/** After so many silences in a row the service counts as being out. */
const maxSilences = 3;

/** Told to stop, it leaves the archive alone for a minute and asks the same again; told so a second time, it ends. */
export const createSaveClient = ({ fetch, clock, end }: ClientOptions): SaveClient => {
  let restsUntil: number | undefined;
  let silences = 0;

  const limited = (askedAt: number, retryAfter: string | undefined): void => {
    // Those that were under way when the rest began share it.
    if (restsUntil !== undefined) return askedAt < restsUntil ? undefined : end('the archive told us twice to stop');
    const wanted = retryAfter === undefined ? 0 : (parseRetryAfter(retryAfter, clock.now()) ?? 0);
    if (wanted > longestRestMs)
      return end(`the archive wants to be left alone for ${Math.ceil(wanted / 60_000)} minutes`);
    restsUntil = clock.monotonic() + Math.max(restMs, wanted);
    return undefined;
  };

  return async (question, signal) => {
    while (true) {
      signal.throwIfAborted();
      const rest = (restsUntil ?? 0) - clock.monotonic();
      if (restsUntil !== undefined && rest > 0) await clock.sleep(rest, signal);
      const askedAt = clock.monotonic();
      const { read, ...request } = question;
      const answer = read(await fetch(request, signal));
      if (!isRefusal(answer)) {
        silences = 0;
        return answer;
      }
      if (answer.type === 'limited') limited(askedAt, answer.retryAfter);
      if (answer.type === 'keys-refused') end('the archive refuses the keys');
      if (answer.type !== 'silent') continue;
      silences += 1;
      if (silences < maxSilences) return answer;
      end(`the archive does not answer (${answer.detail})`);
    }
  };
};

const refusals: ReadonlySet<string> = new Set<SaveRefusal['type']>(['keys-refused', 'limited', 'silent']);
const isRefusal = <Meaning>(answer: Meaning | SaveRefusal): answer is SaveRefusal =>
  refusals.has((answer as SaveRefusal).type);
