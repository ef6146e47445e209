import { conclude } from '../judge/conclude.ts';
import type { Look, Observation } from '../model/observation.ts';
import type { Status } from '../model/reasons.ts';
import type { WebTarget } from '../model/target.ts';
import type { Clock } from '../world.ts';
import { notAsked } from './archives.ts';
import type { About, Observer } from './inspect.ts';
import { keptMs, momentOf, type ObservationMemory } from './observation-memory.ts';
import type { Probe } from './probe.ts';
import { wantedLook } from './wanted-look.ts';
import { seemsOffline } from './whole-run.ts';

const hourMs = 3_600_000;

/** For how long what was seen of a target is believed at most, by what it says today; `--max-age` may be less. */
const believedMs = {
  // What was served once is mostly served for years: how long to take its word is the user's to say.
  alive: keptMs,
  moved: keptMs,
  // Its signs stand in a page that was served, and which is no less steady than another.
  suspect: keptMs,
  // Whoever reads that it is dead may mend it, and look whether that helped.
  dead: hourMs,
  // A bad minute is over in the next one.
  unsure: 0,
  skipped: 0,
} as const satisfies Record<Status, number>;

interface RememberedOptions {
  readonly memory: ObservationMemory;
  readonly clock: Pick<Clock, 'now'>;
  /** 0: nothing is believed. */
  readonly maxAgeMs: number;
  /** When this run began, if it was interrupted then and now goes on (`Clock.now`): all that was seen since is its own. */
  readonly since: number | undefined;
  readonly token: string;
  readonly timeoutMs: number;
  /** Asks a server whether anything changed; without it everything old is looked at anew. */
  readonly probe?: Probe;
}

/** Looks at a target, or gives what is kept of it. `undefined`: nobody may be asked, and nothing is kept. */
export type Recollection = (target: WebTarget, about: About, signal: AbortSignal) => Promise<Observation | undefined>;

/** What a memory makes of looking. */
export type Remember = (look: Observer) => Recollection;

/** For a run that asks nobody (`--rejudge`): what is kept, of whatever age. */
export const recalled =
  (memory: ObservationMemory): Remember =>
  () =>
  (target, about) =>
    memory.recall(target, about);

/** Looks only at what is not remembered well enough, and keeps what it sees. */
export function remembered(options: RememberedOptions): Remember {
  const { memory, clock, maxAgeMs, since, token, timeoutMs, probe } = options;

  const ageOf = (kept: Observation): number => clock.now() - momentOf(kept);

  /** Is there anything to believe? A clock that was set back makes nothing younger. */
  const isUsable = (kept: Observation, target: WebTarget, about: About): boolean =>
    maxAgeMs > 0 && ageOf(kept) >= 0 && wantedLook(kept.looks, target, about, token) === undefined;

  const isBelieved = (kept: Observation, target: WebTarget, about: About): boolean => {
    // What failed for want of a network may have been the reason to interrupt it.
    if (since !== undefined && momentOf(kept) >= since && !seemsOffline(kept)) return true;
    const { status } = conclude({ target, observation: kept, archive: notAsked }, about.kinds()).verdict;
    return ageOf(kept) < Math.min(maxAgeMs, believedMs[status]);
  };

  /** Asks for a page that was seen once, unless it is still the same. */
  const askAgain = async (
    kept: Observation,
    target: WebTarget,
    { language }: About,
    signal: AbortSignal,
  ): Promise<Look | undefined> => {
    const etag = etagOf(kept, target);
    if (probe === undefined || etag === undefined || ageOf(kept) >= keptMs) return undefined;
    const { url } = target;
    const request = { url, purpose: 'first', budgetMs: timeoutMs, unless: { url, etag } } as const;
    return probe({ ...request, ...(language === undefined ? {} : { language }) }, signal);
  };

  return (look) => async (target, about, signal) => {
    const found = await memory.recall(target, about);
    const kept = found !== undefined && isUsable(found, target, about) ? found : undefined;
    if (kept !== undefined && isBelieved(kept, target, about)) return kept;
    const first = kept && (await askAgain(kept, target, about, signal));
    const seen: Observation =
      kept !== undefined && first !== undefined && isUnchanged(first)
        ? { ...kept, unchangedAt: first.at }
        : await look(target, about, signal, first);
    await memory.keep(target, about, seen);
    return seen;
  };
}

/** As RFC 9110 §8.8.3 writes it. Weak ones will do, as no ranges are asked for (§13.1.2). */
const entityTag = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;

/**
 * What a page told of its version, if one plain look, one request long, saw it served. A date would prove less: the server of a
 * new owner may have an older file there, and say that nothing changed since (RFC 9110 §13.1.3).
 */
function etagOf({ looks: [first, ...others] }: Observation, { url }: WebTarget): string | undefined {
  const { end, hops } = first;
  if (others.length > 0 || hops.length !== 1 || end.type !== 'answer' || end.answer.url !== url) return undefined;
  const etag = end.answer.status === 200 ? end.answer.headers['etag'] : undefined;
  return etag !== undefined && entityTag.test(etag) ? etag : undefined;
}

const isUnchanged = ({ end, hops }: Look): boolean =>
  hops.length === 1 && end.type === 'answer' && end.answer.status === 304;
