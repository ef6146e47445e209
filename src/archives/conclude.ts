import type { ArchiveState } from '../model/capture.ts';
import type { ArchiveConclusion } from './conversation.ts';
import { chosen, type SeenCapture } from './seen-capture.ts';
import type { Refusal } from './wayback-refusal.ts';

/** What a lookup has found so far in one archive. */
interface Found {
  readonly archive: string;
  readonly seen: readonly SeenCapture[];
}

export const holdsPage = ({ seen }: Found): boolean => seen.some(({ capture }) => capture.usable);

export const isRefusal = <Other extends { readonly type: string }>(found: Other | Refusal): found is Refusal =>
  found.type === 'excluded' || found.type === 'silent';

/** Ends a lookup whose captures were looked at. */
export function concluded(found: Found): ArchiveConclusion {
  if (holdsPage(found)) return done('captured', '', found);
  const { seen } = found;
  const nearest = chosen(seen)[0]?.problem ?? 'nothing that can be shown';
  const count = seen.length === 1 ? '' : `none of ${seen.length} captures holds the page: `;
  return done('unusable', `${count}the nearest capture is ${nearest}`, found);
}

/** Ends a talk that fell silent: it loses nothing of what was seen before. */
export function refused(refusal: Refusal, found: Found): ArchiveConclusion {
  const limited = refusal.type === 'silent' && refusal.limited;
  if (holdsPage(found)) return { ...concluded(found), limited };
  const answer = refusal.type === 'excluded' ? 'excluded' : 'unknown';
  return { ...done(answer, refusal.detail, found), limited };
}

/** Ends a talk with this answer. */
export const done = (
  answer: Exclude<ArchiveState, 'not-asked'>,
  detail: string,
  { archive, seen }: Found,
): ArchiveConclusion => ({
  type: 'done',
  answer: { archive, answer, detail },
  captures: chosen(seen),
  limited: false,
});
