import { lineAt, lineStarts } from './line-starts.ts';

/**
 * Where a unit of an HTML node's value stands in the source. The two differ where the node spans lines inside of a block quote or a
 * list: each line has lost marks at its beginning and nothing at its end.
 */
export const htmlOffsets = (
  value: string,
  source: string,
  start: number,
  end: number,
): ((offset: number) => number) => {
  const written = source.slice(start, end);
  if (written === value) return (offset) => start + offset;
  const ours = lineStarts(value);
  const theirs = lineStarts(written);
  return (offset) => {
    const line = lineAt(ours, offset);
    if (line === 0) return start + offset;
    const fromEnd = (ours[line + 1] ?? value.length) - offset;
    return start + (theirs[line + 1] ?? written.length) - fromEnd;
  };
};
