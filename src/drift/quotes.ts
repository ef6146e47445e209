import type { Quote } from '../model/drift.ts';
import type { Link } from '../model/link.ts';
import type { PageFacts } from '../model/observation.ts';
import { atomsOf } from './shingles.ts';

/** The text that cites. */
export type CitingText = Pick<Link, 'text' | 'sentence'>;

/** Passages in quotation marks of many languages. Marks of titles (《》, 〈〉) are none. */
const passage = /“([^“”]+)”|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»|"([^"]+)"/gu;
/** Letters and words of a passage that more than one author would hardly choose. */
const enoughAtoms = 4;
/** What an author leaves out of a quotation. */
const ellipsis = /\[?(?:…+|\.{3,})\]?/u;
/** Quotations of one target: no sentence has more, and a report must not grow by them. */
const mostQuotes = 20;

const number = /\d+(?:,\d{3})*(?:\.\d+)?/gu;
const month = 'jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec';
/** Before or behind it, a number tells when or where: a day, a time, a part of an address. */
const datedBefore = new RegExp(`[\\d/:.-]$|\\p{L}[-_]?$(?<=[a-z][-_]?)|\\b(?:${month})[a-z]*\\.? $`, 'iu');
const datedBehind = new RegExp(
  `^(?:[/:-]\\d| ?[年月日号號时時点點分秒]| ?(?:st|nd|rd|th|am|pm|a\\.m|p\\.m|o['’]clock)\\b| (?:${month}))`,
  'iu',
);
const year = /^(?:19|20)\d\d$/u;

/** What a text quotes that can be looked for: passages in quotation marks, and numbers that are no dates. */
export function quotesIn({ text, sentence }: CitingText): readonly string[] {
  const citing = sentence.includes(text) ? sentence : `${text}\n${sentence}`;
  const passages = [...citing.matchAll(passage)]
    .map(([, ...groups]) => (groups.find((group) => group !== undefined) ?? '').trim())
    .filter((quoted) => atomsOf(quoted).length >= enoughAtoms);
  const wide = citing.normalize('NFKC');
  const numbers = [...wide.matchAll(number)]
    .filter(({ 0: digits, index }) => isTelling(digits, wide.slice(0, index), wide.slice(index + digits.length)))
    .map(([digits]) => digits);
  return [...new Set([...passages, ...numbers])];
}

const isTelling = (digits: string, before: string, behind: string): boolean =>
  digits.length > 1 && !year.test(digits) && !datedBefore.test(before) && !datedBehind.test(behind);

/** Looks for all that is quoted, in the main part of the archived page and anywhere in the live one. */
export function findQuotes(
  citing: readonly CitingText[],
  archived: Pick<PageFacts, 'mainText'>,
  live: Pick<PageFacts, 'mainText' | 'wholeText'>,
): readonly Quote[] {
  const quoted = [...new Set(citing.flatMap(quotesIn))].slice(0, mostQuotes);
  if (quoted.length === 0) return [];
  const inArchive = finderIn(archived.mainText ?? '');
  const inLive = finderIn(live.wholeText ?? live.mainText ?? '');
  return quoted.map((text) => ({ text, archived: inArchive(text), live: inLive(text) }));
}

/** Numbers are found as numbers, passages whatever their case, width, spaces and punctuation. */
function finderIn(text: string): (quoted: string) => boolean {
  const numbers = new Set(text.normalize('NFKC').match(number)?.map(plain));
  const run = runOf(text);
  return (quoted) =>
    plain(quoted).replace(number, '') === ''
      ? numbers.has(plain(quoted))
      : quoted.split(ellipsis).every((part) => run.includes(runOf(part).trimEnd()));
}

const plain = (digits: string): string => digits.replaceAll(',', '');
const runOf = (text: string): string => ` ${atomsOf(text).join(' ')} `;
