/** UTF-16 units of the longest sentence that is told. */
const longest = 300;

/** What ends a sentence: full-width marks wherever they stand, Latin ones before white space; and a hard line break. */
const sentenceEnd = /[。！？｡…]+[”’」』）》】"')\]]*|[.!?]+["'”’)\]]*(?=\s|$)|\n/gu;

/** Moves a cut out of the middle of a surrogate pair. */
const whole = (text: string, at: number): number =>
  at > 0 && at < text.length && text.codePointAt(at - 1)! > 0xffff ? at - 1 : at;

/**
 * The sentence of a passage in which `from`–`to` stands, for a reader who sees the finding without the document. Looks no
 * farther than it may tell, so that a passage of a million links costs no more than its length.
 */
export const sentenceAround = (text: string, from: number, to: number): string => {
  const end = Math.min(to, from + longest);
  const room = longest - (end - from);
  const before = text.slice(whole(text, Math.max(0, from - longest)), from);
  const after = text.slice(end, whole(text, Math.min(text.length, end + longest)));

  let left = before.length;
  for (const match of before.matchAll(sentenceEnd)) left = before.length - match.index - match[0].length;
  // At the end of what we look at, which is only sometimes the end of the passage, a mark changes nothing.
  const [stop] = after.matchAll(sentenceEnd);
  const right = stop === undefined ? after.length : stop.index + stop[0].length;

  const half = Math.floor(room / 2);
  const takeLeft = Math.min(left, Math.max(half, room - right));
  const takeRight = Math.min(right, room - takeLeft);
  const start = whole(text, from - takeLeft);
  return text
    .slice(start < from - takeLeft ? start + 2 : start, whole(text, end + takeRight))
    .replace(/\s+/gu, ' ')
    .trim();
};
