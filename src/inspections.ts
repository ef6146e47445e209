import type { Entry } from './citations.ts';
import { createFrontier } from './inspect/frontier.ts';
import { hostOf } from './inspect/host.ts';
import { type About, inspect, type Tools, unasked } from './inspect/inspect.ts';
import { createWholeRun, type WholeRun } from './inspect/whole-run.ts';
import type { Inspection } from './judge/conclude.ts';
import type { Shelf } from './shelf.ts';

/** The targets of a run, looked at when it is their turn, and what was found out about each. */
export interface Inspections {
  /** What is not on the web is known at once. */
  add(entry: Entry, about: Omit<About, 'kinds'>): void;
  /** Resolves when all are done. */
  done(): Promise<void>;
  /** `undefined`: the run ended first. */
  of(entry: Entry): Inspection | undefined;
  readonly wholeRun: Pick<WholeRun, 'networkDown' | 'inform'>;
}

interface InspectionsOptions {
  readonly tools: Tools;
  readonly shelf: Shelf<Inspection>;
  /** Nobody is asked: only the links are wanted. */
  readonly list: boolean;
  /** Those who look take all that there is at once. */
  readonly isSpread: boolean;
  readonly onBegin: (url: string) => void;
  readonly onDone: (inspection: Inspection, entry: Entry) => void;
  readonly onFault: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Under way at once: so many that every host has what it bears and more, though some are silent, and so few that what they hold
 * in memory (a few kilobytes each) does not grow with the run.
 */
const mostUnderWay = 16_384;
/** Of one host. What has failed waits some seconds to be tried again, and keeps nobody else waiting meanwhile. */
const mostAtHost = 256;

export function createInspections(options: InspectionsOptions): Inspections {
  const { tools, shelf, list, isSpread, onBegin, onDone, onFault, signal } = options;
  const wholeRun = createWholeRun();
  const frontier = createFrontier<{ readonly entry: Entry; readonly about: Omit<About, 'kinds'> }>({
    total: isSpread ? Infinity : mostUnderWay,
    perHost: isSpread ? Infinity : mostAtHost,
    begin: async ({ entry, about }, looked) => {
      const { target } = entry;
      if (signal.aborted || target.type !== 'web') return;
      onBegin(target.url);
      try {
        keep(entry, await inspect(target, { ...about, kinds: () => entry.kinds }, tools, signal, looked));
      } catch (error) {
        if (!signal.aborted) onFault(error);
      }
    },
  });

  function keep(entry: Entry, inspection: Inspection): void {
    wholeRun.note(inspection);
    entry.inspection = shelf.put(inspection);
    tools.observeOnce.forget(entry.target.url);
    onDone(inspection, entry);
  }

  const isAsked = ({ target }: Entry): boolean => !list && target.type === 'web';
  return {
    add(entry, about) {
      if (isAsked(entry)) frontier.add(hostOf(entry.target.url), { entry, about });
      else onDone(unasked(entry.target), entry);
    },
    done: () => frontier.idle(),
    of(entry) {
      if (!isAsked(entry)) return unasked(entry.target);
      return entry.inspection === undefined ? undefined : shelf.get(entry.inspection);
    },
    wholeRun,
  };
}
