import type { PageFacts } from '../model/observation.ts';
import { weighsLess } from './writing.ts';

/** A page that says less than this (`weighsLess`) has room for one statement only. */
const shortText = 600;
/** UTF-16 units of visible text above which a title that sounds like an error is that of an article about errors. */
const longText = 6000;
/** What stands between the parts of a title: “Not found | Example”, “页面不存在_例子网”. */
const separators = /\s+[-–—/]\s+|\s*[|｜_·•»«–—]\s*/u;
/** What a title may put before its statement: “Error: …”, “提示信息：…”. Behind a colon stands what it is about. */
const beforeColon = /^[^:：]{1,30}[:：]\s*/u;

/** Where a page says something about itself, in its own words. */
export interface Statement {
  readonly where: 'title' | 'heading' | 'text';
  readonly words: string;
}

/** Do these words of a text stand where a page would say them of itself? `end` is exclusive. */
export type Fits = (text: string, start: number, end: number) => boolean;

/**
 * Does the page say this of itself? Yes, if it is most of one part of its title or first heading, or stands in a text
 * with little else in it. The same words inside an article are news about some other page.
 */
export function statement(page: PageFacts, pattern: RegExp, fits: Fits = () => true): Statement | undefined {
  if (page.textLength > longText) return undefined;
  const { title, heading } = partsOf(page);
  if (page.title !== undefined && isMostOf(title, pattern)) return { where: 'title', words: quote(page.title) };
  if (page.h1 !== undefined && isMostOf(heading, pattern)) return { where: 'heading', words: quote(page.h1) };
  if (!weighsLess(page, shortText) || !pattern.test(page.text)) return undefined;
  const all = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  for (const { 0: words, index } of page.text.matchAll(all)) {
    if (fits(page.text, index, index + words.length)) return { where: 'text', words: quote(words) };
  }
  return undefined;
}

/** “title: “Not found””, for evidence. */
export const saying = ({ where, words }: Statement): string => `${where}: ${words}`;

/** A stranger's words, short enough for a line. */
export const quote = (words: string): string => `“${words.length > 80 ? `${words.slice(0, 79)}…` : words}”`;

/** The parts of a page's title and first heading, with and without what stands before a colon: the same for every pattern. */
const parted = new WeakMap<PageFacts, { readonly title: readonly string[]; readonly heading: readonly string[] }>();

function partsOf(page: PageFacts) {
  const known = parted.get(page);
  if (known !== undefined) return known;
  const parts = { title: partsIn(page.title), heading: partsIn(page.h1) };
  parted.set(page, parts);
  return parts;
}

const partsIn = (words: string | undefined): readonly string[] => [
  ...new Set(words?.split(separators).flatMap((part) => [part, part.replace(beforeColon, '')])),
];

const isMostOf = (parts: readonly string[], pattern: RegExp): boolean =>
  parts.some((part) => {
    const words = pattern.exec(part)?.[0];
    return words !== undefined && 2 * words.length >= part.trim().length;
  });
