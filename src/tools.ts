import type { ArchiveResponse } from './archives/archive.ts';
import { type ArchiveName, archiveNames } from './archives/archive-list.ts';
import { archivesOf } from './archives/index.ts';
import { parseDuration } from './duration.ts';
import { createArchiveMemory } from './inspect/archive-memory.ts';
import { createArchiveFetch } from './inspect/archive-fetch.ts';
import { createArchives } from './inspect/archives.ts';
import { budgeted } from './inspect/budgeted.ts';
import { followed } from './inspect/followed.ts';
import { chooseHeaders, parseOriginHeader } from './inspect/headers.ts';
import { httpProbe } from './inspect/http-probe.ts';
import type { Tools } from './inspect/inspect.ts';
import { createNames, isPublic, named } from './inspect/names.ts';
import { createObservationMemory } from './inspect/observation-memory.ts';
import { once } from './inspect/once.ts';
import { parseOverride } from './inspect/overrides.ts';
import { polite } from './inspect/politeness.ts';
import { type Layer, layered } from './inspect/probe.ts';
import { recorded } from './inspect/recorded.ts';
import { recalled, remembered } from './inspect/remembered.ts';
import { retried } from './inspect/retried.ts';
import type { Crew } from './inspect/crew.ts';
import { createSavingMemory } from './inspect/saving-memory.ts';
import { createSaver, type Saver, type SaverOptions } from './inspect/saving.ts';
import { type HostSlots, withSharedSlots } from './inspect/shared-slots.ts';
import { siblingsOnce } from './inspect/siblings.ts';
import { standing } from './inspect/standing.ts';
import { type Passage, traced } from './inspect/traced.ts';
import type { AuditOptions } from './options/schema.ts';
import { shardOf } from './targets/selection.ts';
import { shareOf } from './shards/share.ts';
import { UsageError } from './usage-error.ts';
import { userAgent as ownName } from './version.ts';
import type { Recorder, World } from './world.ts';

interface Surroundings {
  /** Something that is said once for the whole run. */
  readonly onNotice: (text: string) => void;
  /** Hears of every passage through a layer of the probe, for `--trace`. */
  readonly onPassage?: (passage: Passage) => void;
  /** Hears of every question to an archive, for `--trace`. */
  readonly onArchive?: (asked: { readonly url: string; readonly response: ArchiveResponse }) => void;
  /** Is handed what is fetched, but for what would give a secret away. */
  readonly recorder?: Recorder;
  /** Those who look in our place, where the run is spread over workers. */
  readonly crew?: Crew;
  /** The slots of hosts, where this is one of such workers. */
  readonly hostSlots?: HostSlots;
  /** When the run began, if it was interrupted then and now goes on. */
  readonly since?: number;
  /** As `Math.random`, which it is outside of tests. */
  readonly random?: () => number;
}

/** Options and world → what an inspection works with, built once a run. Throws `UsageError` for an option that can't be read. */
export function createTools(options: AuditOptions, world: World, surroundings: Surroundings): Tools {
  const { onNotice, onPassage, onArchive, recorder, crew, hostSlots, since, random = Math.random } = surroundings;
  const { clock, dns, parsing } = world;
  const { concurrency, hostConcurrency, hostInterval, maxRedirects, rejudge, retries, userAgent = ownName } = options;
  const mainText = mainTextWanted(options);
  const shard = shardOf(options);
  if (rejudge) checkRejudgeable(options, world);
  const guard = { allowPrivate: options.allowPrivate };
  const overrides = options.resolve.map((text) => parsed(parseOverride, text, '--resolve', 'host:port:address'));
  const own = options.header.map((text) => parsed(parseOriginHeader, text, '--header', 'host=Name: value'));
  const http = recorder === undefined ? world.http : recorded({ http: world.http, clock, recorder, own });
  const names = createNames({ clock, dns, overrides });
  const viaProxy = (url: string): boolean => http.viaProxy(url);

  const ask = standing(createArchiveFetch({ http, names, guard, parsing, userAgent, mainText }));
  const fetch: typeof ask = async (question, signal) => {
    const response = await ask(question, signal);
    onArchive?.({ url: question.url, response });
    return response;
  };
  const memory = world.store && createArchiveMemory({ store: world.store, clock, mainText, askNobody: rejudge });
  const savingMemory = options.save && memory !== undefined ? createSavingMemory(memory) : undefined;
  const archives = archivesOf(archiveNamesIn(options.archives), options.memento, {
    waybackUrl: options.waybackUrl,
    permaKey: world.permaKey,
  });
  const archivesAsked = createArchives({
    archives: shard === undefined ? archives : archives.map((archive) => shareOf(archive, shard)),
    fetch,
    clock,
    onNotice,
    ...(memory === undefined ? {} : { memory: savingMemory ?? memory }),
    ...(crew === undefined ? {} : { turnFor: crew.turnFor }),
  });

  // The order is the design. A name is looked up before a slot is waited for, and each hop of a redirect is as polite
  // as its first; a retry sleeps outside of all; and who shares a look shares its retries.
  const watched = (name: string): readonly Layer[] => (onPassage === undefined ? [] : [traced(name, clock, onPassage)]);
  const probe = layered(
    httpProbe({ clock, http, parsing, mainText, headersFor: chooseHeaders({ userAgent, own }) }),
    ...watched('exchange'),
    budgeted({ clock, turnFor: (url) => archivesAsked.turnFor(url) }),
    polite({ clock, concurrency, hostConcurrency, hostIntervalMs: hostInterval, shards: shard?.count }),
    ...(hostSlots === undefined
      ? []
      : [withSharedSlots({ slots: hostSlots, hostConcurrency, hostIntervalMs: hostInterval })]),
    ...watched('politeness'),
    named({ clock, names, guard, viaProxy }),
    ...watched('names'),
    followed({ clock, maxRedirects }),
    ...watched('redirects'),
    retried({ clock, retries, random }),
    ...watched('retries'),
    siblingsOnce(),
  );
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  // Not by way of a recorder: there are keys in it.
  const saver = saverFor(options, {
    route: { http: world.http, names, guard, userAgent },
    keys: world.savingKeys,
    clock,
    today,
    // What is saved is public for good, so the guard is asked as if it had never been lifted.
    mayShow: (url, signal) => isPublic(url, { names, viaProxy, guard: { allowPrivate: false } }, signal),
    remember: savingMemory?.saved,
  });
  const token = letters(25, random);
  const timeoutMs = options.timeout * 1000;
  const ways = [mainText, userAgent, maxRedirects, options.allowPrivate, options.resolve, options.caFile];
  const seen = world.store && createObservationMemory({ store: world.store, ways, own });
  // Evidence that is to be kept is looked at today; and whoever lets others look does not look as well.
  const maxAgeMs = recorder === undefined ? parseDuration(options.maxAge) : 0;
  const asking = crew === undefined ? { probe } : {};
  const remember =
    seen &&
    (rejudge ? recalled(seen) : remembered({ memory: seen, clock, maxAgeMs, since, token, timeoutMs, ...asking }));
  return {
    clock,
    probe,
    observeOnce: once(),
    ...(remember === undefined ? {} : { remember }),
    ...(crew === undefined ? {} : { observeElsewhere: crew.observe }),
    archives: archivesAsked,
    archive: options.archive,
    token,
    timeoutMs,
    today,
    // Who asks nobody tells nobody.
    isPublic: async (url, signal) => rejudge || isPublic(url, { names, viaProxy, guard }, signal),
    nameServiceProven: (host, signal) => names.proven(host, signal),
    ...(saver === undefined ? {} : { saver }),
  };
}

/** What asks somebody, or asks for what is looked at now, is another run. */
function checkRejudgeable({ list, save }: AuditOptions, { store }: World): void {
  if (list || save)
    throw new UsageError('--rejudge asks nobody, and lists what it judges: leave out --list and --save.');
  if (store === undefined) {
    throw new UsageError('--rejudge judges what earlier runs kept: leave out --no-cache, or name a folder (cacheDir).');
  }
}

/** Texts are compared only where drift is measured. */
function mainTextWanted({ drift, list, archive }: AuditOptions): boolean {
  if (drift && (list || archive !== 'all')) {
    throw new UsageError(
      '--drift compares every page with what the archive holds of it: leave out --list and --archive.',
    );
  }
  return drift;
}

function saverFor(options: AuditOptions, parts: Omit<SaverOptions, 'base'>): Saver | undefined {
  if (!options.save) return undefined;
  if (options.shard !== undefined) {
    throw new UsageError('--save asks in the name of one account: save in a run without --shard.');
  }
  if (options.list || options.archive !== 'all') {
    throw new UsageError('--save goes by what the archive answers of every link: leave out --list and --archive.');
  }
  return createSaver({ ...parts, base: options.waybackUrl });
}

/** Each once, in the order in which they were written. */
const archiveNamesIn = (text: string): readonly ArchiveName[] => {
  const written = new Set(text.split(/, */));
  return [...written].flatMap((name) => archiveNames.find((known) => known === name) ?? []);
};

const letters = (count: number, random: () => number): string =>
  Array.from({ length: count }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');

function parsed<Value>(parse: (text: string) => Value | undefined, text: string, flag: string, form: string): Value {
  const value = parse(text);
  if (value === undefined) throw new UsageError(`${flag}: ${JSON.stringify(text)} is not of the form ${form}`);
  return value;
}
