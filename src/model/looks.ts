import type { Answer, Look, LookPurpose, Observation } from './observation.ts';

const elsewhere: ReadonlySet<LookPurpose> = new Set(['site', 'sibling', 'hotlink']);

/** Does such a look ask something else than the target as it was cited? What it finds says nothing of its address by itself. */
export const asksElsewhere = (purpose: LookPurpose): boolean => elsewhere.has(purpose);

/**
 * Of several looks at a target the one that tells most: the last with an answer, else the last whose chain told something,
 * else the last.
 */
export function decidingLook({ looks }: Observation): Look {
  const cited = looks.filter(({ purpose }) => !asksElsewhere(purpose));
  return (
    cited.findLast(({ end }) => end.type === 'answer') ??
    cited.findLast(({ end }) => end.type === 'chain') ??
    cited.at(-1) ??
    looks[0]
  );
}

/** The status of the last answer, where there was one. */
export function httpStatusOf({ end }: Look): number | undefined {
  switch (end.type) {
    case 'answer':
      return end.answer.status;
    case 'chain':
      return end.status;
    case 'failure':
      return undefined;
    default:
      return end satisfies never;
  }
}

/** Is it the answer of another server, which an archive gives with the status that it was archived with (RFC 7089 §2.1.1)? */
export const isArchived = ({ headers }: Answer): boolean => headers['memento-datetime'] !== undefined;
