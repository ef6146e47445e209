/** A line of a block: without its end, and without what the blocks around it put before it. */
export interface Line {
  readonly text: string;
  readonly start: number;
  /** Where its text ends, and where the next line begins. */
  readonly end: number;
  readonly next: number;
}

/** The lines of a text from a place on. */
export const linesFrom = (source: string, start: number): readonly Line[] => {
  const lines: Line[] = [];
  for (let from = start; from < source.length;) {
    const found = source.indexOf('\n', from);
    const feed = found === -1 ? source.length : found;
    const end = feed > from && source[feed - 1] === '\r' ? feed - 1 : feed;
    lines.push({ text: source.slice(from, end), start: from, end, next: feed + 1 });
    from = feed + 1;
  }
  return lines;
};

/** Tells whether a line, with or without its carriage return, holds nothing. */
export const isBlank = (line: string): boolean => /^[ \t]*\r?$/.test(line);

/** A line as the block inside of another sees it, without so many units at its beginning. */
export const inside = ({ text, start, end, next }: Line, units: number): Line => {
  const taken = Math.min(units, text.length);
  return { text: text.slice(taken), start: start + taken, end, next };
};

/** How a line ends. */
export const lineEnd = ({ end, next }: Line): string => (next - end === 2 ? '\r\n' : '\n');

/** What several lines hold. */
export const textOf = (lines: readonly Line[]): string =>
  lines.map((line, index) => (index === lines.length - 1 ? line.text : line.text + lineEnd(line))).join('');

/** Where the spaces at the end of a line begin. */
export const inkEnd = ({ text, end }: Line): number => {
  let length = text.length;
  while (text[length - 1] === ' ' || text[length - 1] === '\t') length -= 1;
  return end - text.length + length;
};
