import type { Link } from '../model/link.ts';
import { applyEdits, areAsMeant, type Edit, planEdits, type Refusal, type Wish } from './edits.ts';

/** A text with its wishes granted, but for those that were refused. */
export interface FixedText {
  readonly text: string;
  readonly fixed: readonly Wish[];
  readonly refused: readonly Refusal[];
}

/** Takes the links out of a text; `undefined` where it can't be parsed. */
export type LinksOf = (text: string) => Promise<readonly Link[] | undefined>;

/** A long document with many an edit that does no good must end, too: one reading may take seconds. */
const mostReadings = 200;

/**
 * Puts new addresses in the place of old ones. The result is read again each time, and an edit that would change anything but what
 * it is meant to change is refused: halves of what does not go together are tried each for itself.
 */
export async function fixText(text: string, wishes: readonly Wish[], linksOf: LinksOf): Promise<FixedText> {
  const before = await linksOf(text);
  if (before === undefined) return { text, fixed: [], refused: wishes.map((wish) => ({ wish, why: unreadable })) };
  const { edits, refused } = planEdits(text, before, wishes);
  const harmful: Refusal[] = [];
  const refuse = (batch: readonly Edit[], why: string): void => {
    harmful.push(...batch.flatMap(({ wishes: all }) => all).map((wish) => ({ wish, why })));
  };
  let accepted: readonly Edit[] = [];
  let readings = 0;
  const work: (readonly Edit[])[] = [edits];
  for (let batch = work.pop(); batch !== undefined; batch = work.pop()) {
    if (batch.length === 0) continue;
    if (readings === mostReadings) {
      refuse(batch, tooMany);
      continue;
    }
    readings += 1;
    const tried = [...accepted, ...batch].toSorted((a, b) => a.span.offset - b.span.offset);
    const after = await linksOf(applyEdits(text, tried));
    if (after !== undefined && areAsMeant(before, after, tried)) accepted = tried;
    else if (batch.length === 1) refuse(batch, harm);
    else work.push(batch.slice(batch.length / 2), batch.slice(0, batch.length / 2));
  }
  return {
    text: applyEdits(text, accepted),
    fixed: accepted.flatMap(({ wishes: granted }) => granted),
    refused: [...refused, ...harmful].toSorted((a, b) => a.wish.link.place.offset - b.wish.link.place.offset),
  };
}

const harm = 'The new address can’t be written there without changing more than the address.';
const tooMany = 'Too many of the new addresses can’t be written as they are: fix the others, and run again.';
const unreadable = 'The document could not be parsed again.';
