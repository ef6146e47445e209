import type { FailureCode, Look } from '../model/observation.ts';
import type { Inspection } from '../judge/conclude.ts';

/** Failures that a machine without network has, and that prove nothing about the other side. */
const offline: ReadonlySet<FailureCode> = new Set([
  'name-server-failed',
  'name-timeout',
  'unreachable',
  'name-not-found',
]);

/** Is it our network? So, if something was asked for and nothing at all was resolved or connected. */
export function networkDown(inspections: readonly Inspection[]): boolean {
  const observations = inspections.flatMap(({ observation }) => observation ?? []);
  if (observations.length === 0 || inspections.some(({ archive }) => archive.captures.length > 0)) return false;
  return observations.every(({ looks, nameServiceProven }) => !nameServiceProven && looks.every(nothingReached));
}

const nothingReached = ({ hops, end }: Look): boolean =>
  hops.length === 0 && end.type === 'failure' && offline.has(end.failure.code);

/** Has anything answered us? Then the network works, and that a name does not exist means something. */
export const networkProven = (inspections: readonly Inspection[]): boolean =>
  inspections.some(({ observation }) => observation?.looks.some(({ hops }) => hops.length > 0));
