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

/** Is it our network? So, if something was asked for and nothing at all was resolved or connected. */
export function networkDown(inspections: readonly Inspection[]): boolean {
  // What was kept tells nothing of the network as it is now.
  const observations = withOriginals(inspections).flatMap(({ observation }) =>
    observation?.from === 'wire' ? observation : [],
  );
  const hasCapture = inspections.some(
    ({ archive }) => archive.captures.length > 0 && archive.asked.some(({ from }) => from !== 'cache'),
  );
  return observations.length > 0 && !hasCapture && observations.every(seemsOffline);
}

/** Could a machine without network have seen the same? */
export const seemsOffline = ({ looks, nameServiceProven }: Observation): boolean =>
  !nameServiceProven && looks.every(nothingReached);

const nothingReached = ({ hops, end }: Look): boolean =>
  hops.length === 0 && end.type === 'failure' && offline.has(end.failure.code);

/** Puts into the facts what only the whole run can tell, in whatever order its targets were looked at. */
export function withWholeRun<Known extends Inspection>(inspections: readonly Known[]): readonly Known[] {
  const all = withOriginals(inspections);
  const proven = networkProven(all);
  const finalUrls = tally(all.map(finalUrlKey));
  const images = tally(all.map(imageKey));
  const informed = <One extends Inspection>(inspection: One): One => {
    if (inspection.observation === undefined) return inspection;
    const finalUrl = finalUrls.get(finalUrlKey(inspection));
    const image = images.get(imageKey(inspection));
    const observation: Observation = {
      ...inspection.observation,
      ...(proven ? { nameServiceProven: true } : {}),
      ...(finalUrl === undefined && image === undefined
        ? {}
        : { shared: { ...(finalUrl === undefined ? {} : { finalUrl }), ...(image === undefined ? {} : { image }) } }),
    };
    return { ...inspection, observation };
  };
  return inspections.map((inspection) => {
    const { original } = inspection;
    return { ...informed(inspection), ...(original === undefined ? {} : { original: informed(original) }) };
  });
}

/** The targets, and what they are copies of; each address once. */
const withOriginals = (inspections: readonly Inspection[]): readonly Inspection[] => [
  ...new Map(
    [...inspections.flatMap(({ original }) => original ?? []), ...inspections].map((one) => [one.target.url, one]),
  ).values(),
];

/** Has anything answered us? Then the network works, and that a name does not exist means something. */
const networkProven = (inspections: readonly Inspection[]): boolean =>
  inspections.some(({ observation }) => observation?.looks.some(({ hops }) => hops.length > 0));

/** How many have the same key; only of those that are not alone with it. */
function tally(keys: readonly (string | undefined)[]): ReadonlyMap<string | undefined, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

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
