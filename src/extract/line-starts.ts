/** Where the lines of a text begin. They end as in Markdown: LF, CRLF or CR. */
export const lineStarts = (text: string, first = 0): readonly number[] => {
  const starts = [first];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
};

/** The index of the last of the starts that is not after an offset; the first one's, where all are. */
export const lineAt = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};
