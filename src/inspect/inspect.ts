import { lookupFor } from '../archives/index.ts';
import { conclude, type Inspection } from '../judge/conclude.ts';
import type { LinkKind } from '../model/link.ts';
import type { Look, Observation } from '../model/observation.ts';
import type { Target, WebTarget } from '../model/target.ts';
import type { ArchiveRecord } from '../model/capture.ts';
import type { Clock } from '../world.ts';
import type { Archives } from './archives.ts';
import { notAsked } from './archives.ts';
import type { Once } from './once.ts';
import type { Probe } from './probe.ts';
import type { Recollection, Remember } from './remembered.ts';
import type { Saver } from './saving.ts';
import { wantedLook } from './wanted-look.ts';

/** All that an inspection works with, built once a run (`tools.ts`). */
export interface Tools {
  readonly clock: Clock;
  readonly probe: Probe;
  /** By address: one that is cited, and the original of a cited capture besides, is looked at once. */
  readonly observeOnce: Once<Observation | undefined>;
  /** Remembers what was seen between runs. */
  readonly remember?: Remember;
  /** Looks in our place, where a run is spread over workers. */
  readonly observeElsewhere?: Observer;
  readonly archives: Archives;
  /** Which links the archives are asked about. */
  readonly archive: 'all' | 'failing' | 'none';
  /** What stands for a page that no honest server has: letters at random, the same for the whole run. */
  readonly token: string;
  /** Patience for one attempt. */
  readonly timeoutMs: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** May an archive be told this address? Not if it leads into a private network. */
  readonly isPublic: (url: string, signal: AbortSignal) => Promise<boolean>;
  /** Only in a run that may have pages saved. */
  readonly saver?: Saver;
  /** Has any name server answered in this run, or does it now? */
  readonly nameServiceProven: (host: string, signal: AbortSignal) => Promise<boolean>;
}

/** What is known of a target besides its address. */
export interface About {
  /** What its links are; grows while documents are read. */
  readonly kinds: () => readonly LinkKind[];
  /** `YYYY-MM-DD`, of the first document that cites it. */
  readonly citedAt: string | undefined;
  /** BCP 47, of that document. */
  readonly language: string | undefined;
  /** The site that publishes that document, where it is known: an origin with its slash, as a `Referer` is sent. */
  readonly embeddedFrom: string | undefined;
  /** Of an archive's address: what it is a copy of, which is looked at beside it. No archive is asked about it on its own. */
  readonly original?: Target;
  /** What this run has seen of an address before; asked of originals, which may be targets as well. */
  readonly recall?: (url: string) => Observation | undefined;
}

/**
 * Looks at a target, as often as the judge has use for; the first look may have been had already. Throws only when aborted, and
 * for faults of our own.
 */
export type Observer = (target: WebTarget, about: About, signal: AbortSignal, first?: Look) => Promise<Observation>;

/** What is known of a target that nobody was asked about. */
export const unasked = (target: Target): Inspection => ({ target, archive: notAsked });

/**
 * Finds out about one target: looks at it, as often as the judge has use for, and at what it is a copy of, and asks the archive.
 * Says when its looks are done: an archive may keep it waiting for long after. Throws only when aborted.
 */
export async function inspect(
  target: WebTarget,
  about: About,
  tools: Tools,
  signal: AbortSignal,
  onLooked: () => void = () => {},
): Promise<Inspection> {
  const looking = lookAt(target, about, tools, signal);
  const isInTrouble = (): Promise<boolean> =>
    looking.then(
      (looked) => isFailing(looked, about),
      () => false,
    );
  const early = tools.archive === 'all' ? askArchives(target, about, tools, signal, isInTrouble()) : undefined;
  const beside = about.original === undefined ? undefined : lookAtOriginal(about.original, about, tools, signal);
  // They are awaited below; until then a failure must not count as unhandled.
  early?.catch(() => {});
  beside?.catch(() => {});
  const alone = await looking;
  const original = await (beside === undefined ? undefined : orAborted(beside, signal));
  const looked: Inspection = original === undefined ? alone : { ...alone, original };
  onLooked();
  if (early !== undefined) return { ...looked, archive: await early };
  return tools.archive === 'failing' && isFailing(looked, about)
    ? { ...looked, archive: await askArchives(target, about, tools, signal) }
    : looked;
}

/** Is it a link that a capture would help? The archives are asked about these first, so that a run cut short rescues what it can. */
function isFailing(looked: Inspection, { kinds }: About): boolean {
  const { status } = conclude(looked, kinds()).verdict;
  return status === 'dead' || status === 'suspect' || status === 'unsure';
}

async function lookAtOriginal(target: Target, about: About, tools: Tools, signal: AbortSignal): Promise<Inspection> {
  if (target.type !== 'web') return unasked(target);
  const observation = about.recall?.(target.url);
  return observation === undefined ? lookAt(target, about, tools, signal) : { target, observation, archive: notAsked };
}

/** Looks at it, and asks no archive. */
async function lookAt(target: WebTarget, about: About, tools: Tools, signal: AbortSignal): Promise<Inspection> {
  const { observeElsewhere, observeOnce, remember } = tools;
  const lookHere: Observer = (_, __, own, first) => observe(target, about, tools, own, first);
  let seen: Observation | undefined;
  const look: Observer = async (...errand) => (seen = await (observeElsewhere ?? lookHere)(...errand));
  const recollect: Recollection = remember?.(look) ?? look;
  const looked = observeOnce(target.url, (own) => recollect(target, about, own), signal);
  // What was seen is reported, though the run ends while it is being put away for the next one.
  const observation = (await orAborted(looked, signal)) ?? seen;
  if (observation === undefined) signal.throwIfAborted();
  return { target, ...(observation === undefined ? { nothingKept: true } : { observation }), archive: notAsked };
}

/** Looks at a target from this machine. */
export async function observe(
  target: WebTarget,
  about: About,
  tools: Tools,
  signal: AbortSignal,
  first?: Look,
): Promise<Observation> {
  const { url } = target;
  const { clock, probe, timeoutMs, token } = tools;
  const { language, embeddedFrom } = about;
  const request = { url, budgetMs: timeoutMs, ...(language === undefined ? {} : { language }) };
  const looks: [Look, ...Look[]] = [first ?? (await probe({ ...request, purpose: 'first' }, signal))];
  while (true) {
    const plan = wantedLook(looks, target, about, token);
    if (plan === undefined) break;
    const { waitMs, ...how } = plan;
    await clock.sleep(waitMs, signal);
    const referer = plan.purpose === 'hotlink' && embeddedFrom !== undefined ? { referer: embeddedFrom } : {};
    looks.push(await probe({ ...request, ...how, ...referer, nameSince: clock.monotonic() }, signal));
  }
  // That a name does not exist counts only where a name server is known to work.
  const missing = looks.some(({ end }) => end.type === 'failure' && end.failure.code === 'name-not-found');
  const proven = missing && (await tools.nameServiceProven(new URL(url).hostname, signal));
  return { from: 'wire', looks, ...(proven ? { nameServiceProven: true } : {}) };
}

async function askArchives(
  target: WebTarget,
  about: About,
  tools: Tools,
  signal: AbortSignal,
  urgent?: Promise<boolean>,
): Promise<ArchiveRecord> {
  // A copy of who knows what: no archive holds another one's pages.
  if (target.archived !== undefined && target.archived.url === undefined) return notAsked;
  const lookup = lookupFor(target, { citedAt: about.citedAt, kinds: about.kinds(), today: tools.today });
  // An archive is told public addresses only: what the guard refuses stays inside.
  const mayAsk = await orAborted(tools.isPublic(lookup.url, signal), signal);
  return mayAsk === true ? tools.archives.lookup(lookup, signal, urgent) : notAsked;
}

/** What was seen of a target is reported though the run ends before the rest is known. */
const orAborted = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> =>
  work.catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return undefined;
  });
