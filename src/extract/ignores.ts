import type { Comment } from './draft.ts';
import type { Places } from './places.ts';
import type { Stretch } from './templates.ts';

const directive = /^\s*audit-links-ignore-(next-line|start|end)\s*$/;

/** The stretches of a document that its author asks us to leave alone, in their order. A start without an end reaches to the end of the text. */
export const ignoredStretches = (comments: readonly Comment[], places: Places): readonly Stretch[] => {
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
