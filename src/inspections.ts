import type { Citations, Citing, TargetId } from './targets/citations.ts';
import { createColumn } from './targets/column.ts';
import { createFrontier, type FrontierLimits } from './inspect/frontier.ts';
import { hostOf } from './inspect/host.ts';
import { type About, inspect, type Tools, unasked } from './inspect/inspect.ts';
import { createWholeRun, type WholeRun } from './inspect/whole-run.ts';
import type { Inspection } from './judge/conclude.ts';
import type { Observation } from './model/observation.ts';
import type { Target, WebTarget } from './model/target.ts';
import type { Shelf } from './shelf.ts';

/** The targets of a run, looked at when it is their turn, and what was found out about each. */
export interface Inspections {
  /** What is not on the web is known at once. */
  add(id: TargetId, target: Target): void;
  /** Resolves when all are done. */
  done(): Promise<void>;
  /** `undefined`: the run ended first. */
  of(id: TargetId): Inspection | undefined;
  readonly wholeRun: Pick<WholeRun, 'networkDown' | 'inform'>;
}

interface InspectionsOptions {
  readonly citations: Citations;
  readonly tools: Tools;
  readonly shelf: Shelf<Inspection>;
  /** Nobody is asked: only the links are wanted. */
  readonly list: boolean;
  readonly hostConcurrency: number;
  /** Those who look take all that there is at once. */
  readonly isSpread: boolean;
  readonly onBegin: (url: string) => void;
  readonly onDone: (inspection: Inspection, id: TargetId) => void;
  readonly onFault: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * So many that every host has what it bears and more, though some are silent and some links wait to be tried again, and so few
 * that what they hold in memory (some 20 kB each, less when only an archive is waited for) does not grow with the run.
 */
const limitsFor = (hostConcurrency: number): FrontierLimits => ({
  total: 8192,
  looking: 2048,
  perHost: Math.max(64, 2 * hostConcurrency),
  perNewHost: 2 * hostConcurrency,
});
const unlimited: FrontierLimits = { total: Infinity, looking: Infinity, perHost: Infinity, perNewHost: Infinity };

export function createInspections(options: InspectionsOptions): Inspections {
  const { citations, tools, shelf, list, hostConcurrency, isSpread, onBegin, onDone, onFault, signal } = options;
  const wholeRun = createWholeRun();
  /** Where the inspection of a target is put away. */
  const places = createColumn(Float64Array);
  const frontier = createFrontier<TargetId>({
    limits: isSpread ? unlimited : limitsFor(hostConcurrency),
    begin: async (id, looked) => {
      const { target, citing } = citations.errandOf(id);
      if (signal.aborted || target.type !== 'web') return;
      onBegin(target.url);
      try {
        keep(id, target, await inspect(target, aboutOf(id, citing), tools, signal, looked));
      } catch (error) {
        if (!signal.aborted) onFault(error);
      }
    },
  });

  const aboutOf = (id: TargetId, citing: Citing): About => ({
    ...citing,
    kinds: () => citations.kindsOf(id),
    recall: (url) => recall(citations.idOf(url)),
  });
  const recall = (id: TargetId | undefined): Observation | undefined =>
    id === undefined ? undefined : kept(id)?.observation;
  const kept = (id: TargetId): Inspection | undefined => {
    const place = places.at(id) ?? nowhere;
    return place === nowhere ? undefined : shelf.get(place);
  };

  function keep(id: TargetId, { url }: WebTarget, inspection: Inspection): void {
    wholeRun.note(inspection);
    while (places.length <= id) places.push(nowhere);
    places.set(id, shelf.put(inspection));
    tools.observeOnce.forget(url);
    onDone(inspection, id);
  }

  return {
    add(id, target) {
      if (!list && target.type === 'web') frontier.add(hostOf(target.url), id);
      else onDone(unasked(target), id);
    },
    done: () => frontier.idle(),
    of(id) {
      const inspection = kept(id);
      if (inspection !== undefined) return inspection;
      const { target } = citations.errandOf(id);
      return list || target.type !== 'web' ? unasked(target) : undefined;
    },
    wholeRun,
  };
}

const nowhere = -1;
