import stringWidth from 'string-width';
import { nothing, type Printable, say, shaped } from './printable.ts';

/** Text measured in the columns of a terminal: CJK and emoji take two. What is measured has no colours. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Says that something was left out. ASCII: a terminal set up for CJK draws `…` two columns wide. */
const ellipsis = say`...`;

export const widthOf = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));

/**
 * UTF-16 units: cleaned text with more of them a column does not exist. What is that long need not be measured, which
 * would take quadratic time.
 */
const unitsPerColumn = 40;

const fits = (text: Printable, columns: number): boolean =>
  text.length <= columns * unitsPerColumn && widthOf(text) <= columns;

/** The longest beginning that fits. */
function beginning(text: Printable, columns: number): Printable {
  let end = 0;
  let used = 0;
  for (const { segment } of graphemes.segment(text.slice(0, (columns + 1) * unitsPerColumn))) {
    used += widthOf(segment);
    if (used > columns) break;
    end += segment.length;
  }
  return shaped(text, (whole) => whole.slice(0, end));
}

/** The longest end that fits. */
function ending(text: Printable, columns: number): Printable {
  const parts = Array.from(graphemes.segment(text.slice(-(columns + 1) * unitsPerColumn)), ({ segment }) => segment);
  let used = 0;
  const tooMuch = parts.findLastIndex((part) => (used += widthOf(part)) > columns);
  return shaped(text, () => parts.slice(tooMuch + 1).join(''));
}

/** Cuts what is too long at its end. */
export function cut(text: Printable, columns: number): Printable {
  if (fits(text, columns)) return text;
  return columns <= ellipsis.length
    ? beginning(text, columns)
    : say`${beginning(text, columns - ellipsis.length)}${ellipsis}`;
}

/** Cuts an address that is too long in the middle of its path. Its host is never cut, even where that is too wide. */
export function cutAddress(address: Printable, columns: number): Printable {
  if (fits(address, columns)) return address;
  const length = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]{1,300}/i.exec(address)?.[0].length;
  if (length === undefined) return cut(address, columns);
  const origin = shaped(address, (whole) => whole.slice(0, length));
  const rest = shaped(address, (whole) => whole.slice(length));
  const room = columns - widthOf(origin) - ellipsis.length;
  if (room < 4) return say`${origin}${beginning(rest, 1)}${ellipsis}`;
  // The end tells more than the beginning: it names the page.
  const front = Math.floor(room / 3);
  return say`${origin}${beginning(rest, front)}${ellipsis}${ending(rest, room - front)}`;
}

/** A CJK letter may end a line, but for the punctuation after it; anything else only at a space. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}][\p{P}\p{M}]*|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;

/** Breaks text into lines, of which there are at most `limit`; the last is cut. */
export function wrap(text: Printable, columns: number, limit: number): readonly Printable[] {
  const lines: Printable[] = [];
  let line = nothing;
  for (const [found] of text.matchAll(words)) {
    const part = cut(
      shaped(text, () => found),
      columns,
    );
    if (line !== '' && widthOf(line) + widthOf(trimmed(part)) > columns) {
      lines.push(trimmed(line));
      line = nothing;
    }
    if (line !== '' || part.trim() !== '') line = say`${line}${part}`;
  }
  lines.push(trimmed(line));
  const kept = lines.slice(0, limit);
  const last = kept.at(-1);
  if (lines.length > limit && last !== undefined) kept[limit - 1] = say`${last}${ellipsis}`;
  return kept.map((each) => cut(each, columns));
}

/** Without the spaces at its end. */
export const trimmed = (text: Printable): Printable => shaped(text, (whole) => whole.trimEnd());

/** With spaces after it, up to this many columns. */
export const pad = (text: Printable, columns: number): Printable => say`${text}${spaces(columns - widthOf(text))}`;

export const spaces = (columns: number): Printable => shaped(say` `, (space) => space.repeat(Math.max(0, columns)));

/** Sets pieces one after the other, with two spaces between, on as few lines as they need. Pieces are `[plain, coloured]`. */
export function flow(
  pieces: readonly (readonly [plain: Printable, shown: Printable])[],
  columns: number,
): readonly Printable[] {
  const lines: Printable[] = [];
  let used = 0;
  for (const [plain, shown] of pieces) {
    const width = widthOf(plain);
    const last = lines.at(-1);
    if (last === undefined || used + 2 + width > columns) {
      lines.push(shown);
      used = width;
    } else {
      lines[lines.length - 1] = say`${last}  ${shown}`;
      used += 2 + width;
    }
  }
  return lines;
}

const digits = new Intl.NumberFormat('en-US');

/** `16,304`. */
export const number = (value: number): Printable => shaped(say`${value}`, () => digits.format(value));

/** `1 link`, `16,304 links`. */
export const count = (value: number, noun: Printable, nouns = say`${noun}s`): Printable =>
  say`${number(value)} ${value === 1 ? noun : nouns}`;
