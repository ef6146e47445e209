import type { PageFacts } from '../model/observation.ts';

/** UTF-16 units of visible text under which a page has room for one statement only. */
const shortText = 600;
/** Above this, a title that sounds like an error is an article about errors. */
const longText = 6000;
/** What stands between the parts of a title: “Not found | Example”, “页面不存在_例子网”. */
const separators = /\s+[-–—/]\s+|\s*[|｜_·•»«–—]\s*|[:：]\s+/u;

/** Where a page says something about itself, in its own words. */
export interface Statement {
  readonly where: 'title' | 'heading' | 'text';
  readonly words: string;
}

/**
 * Does the page say this of itself? Yes, if it is most of one part of its title or first heading, or stands in a text
 * with little else in it. The same words inside an article are news about some other page.
 */
export function statement(page: PageFacts, pattern: RegExp): Statement | undefined {
  if (page.textLength > longText) return undefined;
  if (page.title !== undefined && isMostOf(page.title, pattern)) return { where: 'title', words: quote(page.title) };
  if (page.h1 !== undefined && isMostOf(page.h1, pattern)) return { where: 'heading', words: quote(page.h1) };
  const words = page.textLength < shortText ? pattern.exec(page.text)?.[0] : undefined;
  return words === undefined ? undefined : { where: 'text', words: quote(words) };
}

/** “title: “Not found””, for evidence. */
export const saying = ({ where, words }: Statement): string => `${where}: ${words}`;

/** A stranger's words, short enough for a line. */
export const quote = (words: string): string => `“${words.length > 80 ? `${words.slice(0, 79)}…` : words}”`;

const isMostOf = (title: string, pattern: RegExp): boolean =>
  title.split(separators).some((part) => {
    const words = pattern.exec(part)?.[0];
    return words !== undefined && 2 * words.length >= part.trim().length;
  });
