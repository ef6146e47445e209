import type { Look } from '../model/observation.ts';

export { decidingLook } from '../model/looks.ts';

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
