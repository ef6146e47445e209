import type { Link, Span } from '../model/link.ts';
import { parseUrl } from '../parse-url.ts';
import { encode } from './encode.ts';

/** That the address of a link should be another one. */
export interface Wish {
  readonly link: Link;
  readonly address: string;
}

/** Bytes to be put in the place of others, and the wishes that this grants. */
export interface Edit {
  readonly span: Span;
  readonly address: string;
  readonly written: string;
  readonly wishes: readonly [Wish, ...Wish[]];
}

/** A wish that can't be granted, and why, in a sentence. */
export interface Refusal {
  readonly wish: Wish;
  readonly why: string;
}

/** What is to be done to a text: edits in their order, none over another; and what can't be done. */
interface Plan {
  readonly edits: readonly Edit[];
  readonly refused: readonly Refusal[];
}

/** Makes edits out of wishes. `links` are all links of the text, as it stands. */
export function planEdits(text: string, links: readonly Link[], wishes: readonly Wish[]): Plan {
  const refused: Refusal[] = [];
  const byPlace = new Map<number, [Wish, ...Wish[]]>();
  for (const wish of wishes) {
    const why = reasonAgainst(wish);
    const others = wish.link.address && byPlace.get(wish.link.address.offset);
    if (why !== undefined) refused.push({ wish, why });
    else if (others !== undefined) others.push(wish);
    else if (wish.link.address !== undefined) byPlace.set(wish.link.address.offset, [wish]);
  }
  const protectedPlaces = new Set(
    links.flatMap(({ ignored, address }) => (ignored && address ? [address.offset] : [])),
  );
  const edits: Edit[] = [];
  for (const [offset, group] of byPlace) {
    const [{ link, address }] = group;
    const why = protectedPlaces.has(offset)
      ? 'A link that the document asks to leave alone has the same definition.'
      : group.some((other) => other.address !== address)
        ? 'Links that share this address should lead to different places.'
        : undefined;
    if (why !== undefined) refused.push(...group.map((wish) => ({ wish, why })));
    else if (link.address !== undefined) {
      const written = encode(address, { ...link, address: link.address }, text);
      edits.push({ span: link.address, address, written, wishes: group });
    }
  }
  return { edits: edits.toSorted((a, b) => a.span.offset - b.span.offset), refused };
}

function reasonAgainst({ link, address }: Wish): string | undefined {
  if (link.ignored) return 'The document asks to leave it alone.';
  if (link.address === undefined) return 'Its address does not stand in the document in one piece.';
  const url = parseUrl(address);
  if (url === undefined || !/^https?:\/\/[^\s\p{C}]+$/iu.test(address)) return 'The new address is not one of the web.';
  return url.username === '' && url.password === '' ? undefined : 'The new address carries a user name or password.';
}

/** The text with these edits made, which are in their order. Every other byte stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { span, written } of edits) {
    pieces.push(text.slice(done, span.offset), written);
    done = span.endOffset;
  }
  return pieces.join('') + text.slice(done);
}

/** Are the links after the edits those of before, but for the addresses that were meant? */
export function areAsMeant(before: readonly Link[], after: readonly Link[], edits: readonly Edit[]): boolean {
  const meant = new Map(edits.map(({ span, address }) => [span.offset, address]));
  return (
    before.length === after.length &&
    before.every((link, index) => {
      const other = after[index];
      const address = link.address && meant.get(link.address.offset);
      // These are their own text.
      const isShown = address !== undefined && (link.syntax === 'bare' || link.syntax === 'autolink');
      return (
        other !== undefined &&
        other.href === (address ?? link.href) &&
        other.kind === link.kind &&
        other.syntax === link.syntax &&
        other.ignored === link.ignored &&
        (isShown || other.text === link.text)
      );
    })
  );
}
