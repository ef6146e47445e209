import stringWidth from 'string-width';

/** Text measured in the columns of a terminal: CJK and emoji take two. All of it takes cleaned text, without colours. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Says that something was left out. ASCII: a terminal set up for CJK draws `…` two columns wide. */
const ellipsis = '...';

export const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));

/**
 * UTF-16 units: cleaned text with more of them a column does not exist. What is that long need not be measured, which
 * would take quadratic time.
 */
const unitsPerColumn = 40;

const fits = (text: string, columns: number): boolean =>
  text.length <= columns * unitsPerColumn && widthOf(text) <= columns;

/** The longest beginning that fits. */
function beginning(text: string, columns: number): string {
  let end = 0;
  let used = 0;
  for (const { segment } of graphemes.segment(text.slice(0, (columns + 1) * unitsPerColumn))) {
    used += widthOf(segment);
    if (used > columns) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** The longest end that fits. */
function ending(text: string, columns: number): string {
  const parts = Array.from(graphemes.segment(text.slice(-(columns + 1) * unitsPerColumn)), ({ segment }) => segment);
  let used = 0;
  const tooMuch = parts.findLastIndex((part) => (used += widthOf(part)) > columns);
  return parts.slice(tooMuch + 1).join('');
}

/** Cuts what is too long at its end. */
export function cut(text: string, columns: number): string {
  if (fits(text, columns)) return text;
  return columns <= ellipsis.length ? beginning(text, columns) : beginning(text, columns - ellipsis.length) + ellipsis;
}

/** Cuts an address that is too long in the middle of its path. Its host is never cut, even where that is too wide. */
export function cutAddress(address: string, columns: number): string {
  if (fits(address, columns)) return address;
  const origin = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]{1,300}/i.exec(address)?.[0];
  if (origin === undefined) return cut(address, columns);
  const rest = address.slice(origin.length);
  const room = columns - widthOf(origin) - ellipsis.length;
  if (room < 4) return `${origin}${beginning(rest, 1)}${ellipsis}`;
  // The end tells more than the beginning: it names the page.
  const front = Math.floor(room / 3);
  return `${origin}${beginning(rest, front)}${ellipsis}${ending(rest, room - front)}`;
}

/** A CJK letter may end a line, but for the punctuation after it; anything else only at a space. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}][\p{P}\p{M}]*|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** Breaks text into lines, of which there are at most `limit`; the last is cut. */
export function wrap(text: string, columns: number, limit: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [found] of text.matchAll(words)) {
    const word = cut(found, columns);
    if (line !== '' && widthOf(line) + widthOf(word.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    if (line !== '' || word.trim() !== '') line += word;
  }
  lines.push(line.trimEnd());
  const kept = lines.slice(0, limit);
  if (lines.length > limit) kept[limit - 1] += ellipsis;
  return kept.map((each) => cut(each, columns));
}

/** Sets pieces one after the other, with two spaces between, on as few lines as they need. Pieces are `[plain, coloured]`. */
export function flow(pieces: readonly (readonly [plain: string, shown: string])[], columns: number): readonly string[] {
  const lines: string[] = [];
  let used = 0;
  for (const [plain, shown] of pieces) {
    const width = widthOf(plain);
    const last = lines.at(-1);
    if (last === undefined || used + 2 + width > columns) {
      lines.push(shown);
      used = width;
    } else {
      lines[lines.length - 1] = `${last}  ${shown}`;
      used += 2 + width;
    }
  }
  return lines;
}

const digits = new Intl.NumberFormat('en-US');

/** `16,304`. */
export const number = (value: number): string => digits.format(value);

/** `1 link`, `16,304 links`. */
export const count = (value: number, noun: string, nouns = `${noun}s`): string =>
  `${number(value)} ${value === 1 ? noun : nouns}`;
