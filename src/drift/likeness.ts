import { atomsOf } from './shingles.ts';

/** How much of `one` is found again in `other`, from 0 to 1 (Broder 1997). */
export const containmentOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  one.size === 0 ? 0 : shared(one, other) / one.size;

/** What both hold, of all that either holds, from 0 to 1. */
export function jaccardOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = shared(one, other);
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [smaller, larger] = one.size <= other.size ? [one, other] : [other, one];
  let count = 0;
  for (const shingle of smaller) if (larger.has(shingle)) count += 1;
  return count;
}

/** What stands between the parts of a title: “Boats leave - Example News”, “船只离港_例子网”. */
const separators = /\s+[-–—/:]\s+|\s*[|｜_·•»«]\s*|\s*[–—]\s*/u;

/**
 * How alike two titles are, from 0 to 1: the cosine of their bigrams (Klein and Nelson found that titles change little, so that a
 * changed one says much). The name of the site that stands before or behind counts for nothing.
 */
export function titleLikeness(one: string, other: string): number {
  const [bigrams, otherBigrams] = [bigramsOf(ownPart(one)), bigramsOf(ownPart(other))];
  const product = [...bigrams].reduce((sum, [bigram, count]) => sum + count * (otherBigrams.get(bigram) ?? 0), 0);
  const lengths = Math.sqrt(squares(bigrams) * squares(otherBigrams));
  return lengths === 0 ? 0 : Math.min(1, product / lengths);
}

/** A headline is longer than the name of the paper. */
const ownPart = (title: string): string =>
  title.split(separators).reduce((longest, part) => (part.length > longest.length ? part : longest), '');

function bigramsOf(title: string): ReadonlyMap<string, number> {
  const own = atomsOf(title).flatMap((atom) => Array.from(atom));
  const letters = own.length === 0 ? [] : [' ', ...own, ' '];
  const counts = new Map<string, number>();
  for (const [index, letter] of letters.slice(1).entries()) {
    const bigram = `${letters[index]}${letter}`;
    counts.set(bigram, (counts.get(bigram) ?? 0) + 1);
  }
  return counts;
}

const squares = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count * count, 0);
