import type { FailureCode } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';

/** Failures that a machine without network has, and that prove nothing about the other side. */
const offline: ReadonlySet<FailureCode> = new Set(['name-server-failed', 'name-timeout', 'unreachable']);

/** Is it our network? So, if something was asked for and nothing at all was resolved or connected. */
export function networkDown(outcomes: readonly Outcome[]): boolean {
  const looks = outcomes.flatMap(({ observation }) => observation?.looks ?? []);
  if (looks.length === 0 || outcomes.some(({ archive }) => archive.captures.length > 0)) return false;
  return looks.every(({ end, hops }) => hops.length === 0 && end.type === 'failure' && offline.has(end.failure.code));
}
