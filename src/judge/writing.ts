import type { PageFacts } from '../model/observation.ts';

/** Han, kana and hangul: scripts whose words are not parted by spaces, or are short. */
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const eastAsianLetters = (text: string): number => text.match(eastAsian)?.length ?? 0;

/** Is a good part of the text East Asian? */
export const isEastAsian = (text: string): boolean => 3 * eastAsianLetters(text) > text.length;

/** How much a page says, in UTF-16 units of visible text: an East Asian letter counts as three, about what it says in others. */
export const weightOf = ({ text, textLength }: Pick<PageFacts, 'text' | 'textLength'>): number =>
  text === '' ? textLength : textLength * (1 + (2 * eastAsianLetters(text)) / text.length);

/** Does a page say less than this (`weightOf`)? The letters need no counting where there are as many of any kind. */
export const weighsLess = (page: Pick<PageFacts, 'text' | 'textLength'>, limit: number): boolean =>
  page.textLength < limit && weightOf(page) < limit;
