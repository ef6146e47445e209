/** Gathers text in pieces, with runs of white space folded to one space and none at either end; keeps the first `limit` units. */
export interface FoldedText {
  add(chars: string): void;
  /** What comes next is another word: the same as to add a space. */
  part(): void;
  /** Of all that was added, in UTF-16 units. */
  length(): number;
  text(): string;
}

export function foldedText(limit: number): FoldedText {
  let kept = '';
  let length = 0;
  let gap = false;
  const append = (chars: string): void => {
    if (kept.length < limit) kept += chars;
    length += chars.length;
  };
  return {
    add(chars) {
      const rest = chars.trimStart();
      if (rest.length < chars.length) gap = length > 0;
      const words = rest.trimEnd();
      if (words === '') return;
      if (gap) append(' ');
      append(words.replaceAll(/\s{2,}|[^\S ]/gu, ' '));
      gap = words.length < rest.length;
    },
    part() {
      gap = length > 0;
    },
    length: () => length,
    // A pair of surrogates is not cut in two.
    text: () => (kept.length > limit ? kept.slice(0, limit).replace(/[\uD800-\uDBFF]$/u, '') : kept).trimEnd(),
  };
}
