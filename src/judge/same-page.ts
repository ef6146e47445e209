import type { Answer } from '../model/observation.ts';
import { decoded, segmentsOf } from './naming.ts';
import { isEastAsian } from './writing.ts';

/** UTF-16 units: a text as short as this is compared word for word. */
const shortText = 80;
/** Of the pieces of the shorter text, so many must be in the longer one (100 = all); news beside an error may differ. */
const enoughPercent = 90;
/** The shorter text must be so much of the longer one. */
const enoughLengthPercent = 80;
/** An answer, and the address that was asked for it. */
export interface Asked {
  readonly url: URL;
  readonly answer: Answer;
}

/** Do two addresses serve one page, but for the addresses that it repeats? By title and visible text, never by markup. */
export function isSamePage(one: Asked, other: Asked): boolean {
  const [page, otherPage] = [one.answer.page, other.answer.page];
  if (page === undefined || otherPage === undefined) return false;
  if (!isNear(page.textLength, otherPage.textLength)) return false;
  const read = (text: string | undefined, { url }: Asked): string => withoutAddress(text ?? '', url);
  return (
    read(page.title, one) === read(otherPage.title, other) &&
    isSameText(read(page.text, one), read(otherPage.text, other))
  );
}

/** Are two texts the same but for a few words? */
export function isSameText(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter.length <= shortText) return shorter === longer;
  const there = new Set(piecesOf(longer));
  const pieces = piecesOf(shorter);
  return (
    100 * pieces.filter((piece) => there.has(piece)).length >= enoughPercent * pieces.length &&
    isNear(shorter.length, longer.length)
  );
}

const isNear = (one: number, other: number): boolean =>
  100 * Math.min(one, other) >= enoughLengthPercent * Math.max(one, other);

/** Runs of four characters where words are not parted, of three words elsewhere. */
function piecesOf(text: string): readonly string[] {
  if (isEastAsian(text)) {
    const letters = Array.from(text.replaceAll(' ', ''));
    return letters.slice(3).map((_, index) => letters.slice(index, index + 4).join(''));
  }
  const words = text.split(' ');
  return words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
}

/** Error pages like to repeat what they were asked for. */
function withoutAddress(text: string, url: URL): string {
  const name = segmentsOf(url).at(-1);
  const repeated = [url.href, url.pathname, ...(name === undefined ? [] : [name]), ...url.searchParams.values()]
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length > 2)
    .toSorted((a, b) => b.length - a.length);
  return repeated
    .reduce((rest, part) => rest.replaceAll(part.toLowerCase(), ''), text.toLowerCase())
    .replace(/\s+/gu, ' ')
    .trim();
}
