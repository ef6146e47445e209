import type { Comment } from './draft.ts';
import { lineAt } from './line-starts.ts';
import type { Places } from './places.ts';
import type { Stretch } from './templates.ts';

const directive = /^\s*audit-links-ignore-(next-line|start|end)\s*$/;

/** The stretches that the comments leave out. A start without an end reaches to the end of the text. */
const stretchesOf = (comments: readonly Comment[], places: Places): readonly Stretch[] => {
  const found: Stretch[] = [];
  let open: number | undefined;
  for (const { value, start, end } of comments) {
    switch (directive.exec(value)?.[1] ?? '') {
      case 'next-line': {
        const line = places.lineOf(end) + 1;
        found.push({ start: places.startOf(line), end: places.startOf(line + 1) });
        break;
      }
      case 'start':
        open ??= end;
        break;
      case 'end':
        if (open !== undefined) found.push({ start: open, end: start });
        open = undefined;
        break;
      default:
    }
  }
  if (open !== undefined) found.push({ start: open, end: Infinity });
  return found.toSorted((a, b) => a.start - b.start);
};

/** Tells of a place whether the document's author asks us to leave it alone. */
export const ignoredBy = (comments: readonly Comment[], places: Places): ((offset: number) => boolean) => {
  const stretches = stretchesOf(comments, places);
  const starts = stretches.map(({ start }) => start);
  // Of the stretches that begin no later than a place, the one that reaches farthest counts.
  let farthest = -1;
  const ends = stretches.map(({ end }) => (farthest = Math.max(farthest, end)));
  return (offset) => (starts[0] ?? Infinity) <= offset && offset < (ends[lineAt(starts, offset)] ?? -1);
};
