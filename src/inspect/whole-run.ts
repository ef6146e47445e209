import type { Inspection } from '../judge/conclude.ts';
import { decidingLook } from '../model/looks.ts';
import type { FailureCode, Look, Observation } from '../model/observation.ts';
import { hostOf } from './host.ts';
import { withoutFragment } from './next-address.ts';

/** Failures that a machine without network has, and that prove nothing about the other side. */
const offline: ReadonlySet<FailureCode> = new Set([
  'name-server-failed',
  'name-timeout',
  'unreachable',
  'name-not-found',
]);

/** Could a machine without network have seen the same? */
export const seemsOffline = ({ looks, nameServiceProven }: Observation): boolean =>
  !nameServiceProven && looks.every(nothingReached);

const nothingReached = ({ hops, end }: Look): boolean =>
  hops.length === 0 && end.type === 'failure' && offline.has(end.failure.code);

/** What only the whole run can tell of its targets, in whatever order they were looked at. */
export interface WholeRun {
  note(inspection: Inspection): void;
  /** Is it our network? So, if something was asked for and nothing at all was resolved or connected. */
  networkDown(): boolean;
  /**
   * Puts it into the facts about one of them, when all are noted. `isTarget`: whether the run has such a target, as what a copy
   * is of may be one too, and counts once.
   */
  inform(inspection: Inspection, isTarget: (url: string) => boolean): Inspection;
}

export function createWholeRun(): WholeRun {
  let isProven = false;
  let wasAsked = false;
  let wasOnline = false;
  let hasCapture = false;
  const keys = new Map<string, number>();
  /** What targets are copies of, each once, until it is known which of them are targets. */
  const originals = new Map<string, Inspection>();

  const noteSeen = ({ observation }: Inspection): void => {
    if (observation === undefined) return;
    // Has anything answered us? Then the network works, and that a name does not exist means something.
    isProven ||= observation.looks.some(({ hops }) => hops.length > 0);
    // What was kept tells nothing of the network as it is now.
    if (observation.from !== 'wire') return;
    wasAsked = true;
    wasOnline ||= !seemsOffline(observation);
  };
  const count = (inspection: Inspection): void => {
    for (const key of keysOf(inspection)) if (key !== undefined) keys.set(key, (keys.get(key) ?? 0) + 1);
  };
  const countOriginals = (isTarget: (url: string) => boolean): void => {
    for (const [url, original] of originals) if (!isTarget(url)) count(original);
    originals.clear();
  };
  const informed = (inspection: Inspection): Inspection => {
    const { observation } = inspection;
    if (observation === undefined) return inspection;
    const [finalUrl, image] = keysOf(inspection).map((key) => {
      const sharers = key === undefined ? 0 : (keys.get(key) ?? 0);
      return sharers > 1 ? sharers : undefined;
    });
    const shared = { ...(finalUrl === undefined ? {} : { finalUrl }), ...(image === undefined ? {} : { image }) };
    return {
      ...inspection,
      observation: {
        ...observation,
        ...(isProven ? { nameServiceProven: true } : {}),
        ...(finalUrl === undefined && image === undefined ? {} : { shared }),
      },
    };
  };

  return {
    note(inspection) {
      const { archive, original } = inspection;
      noteSeen(inspection);
      count(inspection);
      hasCapture ||= archive.captures.length > 0 && archive.asked.some(({ from }) => from !== 'cache');
      if (original === undefined) return;
      noteSeen(original);
      originals.set(original.target.url, original);
    },
    networkDown: () => wasAsked && !wasOnline && !hasCapture,
    inform(inspection, isTarget) {
      countOriginals(isTarget);
      const { original } = inspection;
      return { ...informed(inspection), ...(original === undefined ? {} : { original: informed(original) }) };
    },
  };
}

/** What it may have in common with others of its host: where it ended, and the image that it gave. */
const keysOf = (inspection: Inspection): readonly (string | undefined)[] => [
  finalUrlKey(inspection),
  imageKey(inspection),
];

/** Where redirects led a target of this host, if they led it away from its own address. */
function finalUrlKey({ target, observation }: Inspection): string | undefined {
  const answer = observation && answerOf(observation);
  const finalUrl = answer && withoutFragment(answer.url);
  return finalUrl === undefined || finalUrl === target.url ? undefined : `${hostOf(target.url)} ${finalUrl}`;
}

/** The image that an address of this host gave. */
function imageKey({ target, observation }: Inspection): string | undefined {
  const digest = observation && answerOf(observation)?.body.digest;
  return digest === undefined ? undefined : `${hostOf(target.url)} ${digest}`;
}

function answerOf(observation: Observation) {
  const { end } = decidingLook(observation);
  return end.type === 'answer' ? end.answer : undefined;
}
