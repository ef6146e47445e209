import type { Place } from '../model/link.ts';
import { lineAt, lineStarts } from './line-starts.ts';

/** Tells where offsets stand, without reading the text again for each of them. */
export interface Places {
  /** From 1. */
  lineOf(offset: number): number;
  /** Where the line begins; the end of the text for lines that there are not. */
  startOf(line: number): number;
  between(offset: number, endOffset: number): Place;
}

/**
 * Makes the line index of a text. A byte order mark counts in offsets, because it is there, and not in columns, because no editor
 * shows it.
 */
export const placesIn = (text: string): Places => {
  const starts = lineStarts(text, text.startsWith('\uFEFF') ? 1 : 0);
  const lineOf = (offset: number): number => lineAt(starts, offset) + 1;
  const startOf = (line: number): number => starts[line - 1] ?? text.length;

  return {
    lineOf,
    startOf,
    between: (offset, endOffset) => {
      const line = lineOf(offset);
      const endLine = lineOf(endOffset);
      return {
        line,
        column: offset - startOf(line) + 1,
        offset,
        endLine,
        endColumn: endOffset - startOf(endLine) + 1,
        endOffset,
      };
    },
  };
};
