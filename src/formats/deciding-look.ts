import type { Look, Observation } from '../model/observation.ts';

/** Of several looks the one that tells most: the last with an answer, else the last whose chain told something. */
export const decidingLook = ({ looks }: Observation): Look =>
  looks.findLast(({ end }) => end.type === 'answer') ??
  looks.findLast(({ end }) => end.type === 'chain') ??
  looks.at(-1) ??
  looks[0];

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
