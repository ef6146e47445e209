import { foldedText } from './folded-text.ts';
import { visitPage } from './page-elements.ts';

/** Elements that part no words; any other does. */
export const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q rb ruby s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** What a reader sees of some markup. */
export interface VisibleText {
  /** White space folded, bounded. */
  readonly text: string;
  /** How much of it stands in links, from 0 to 1. */
  readonly linkShare: number;
}

/** Takes the text out of markup, words parted where a reader sees them parted; at most `limit` UTF-16 units. */
export function visibleText(markup: string, limit: number): VisibleText {
  const visible = foldedText(limit);
  const linked = foldedText(0);
  let links = 0;
  visitPage(markup, {
    element(name) {
      if (!inline.has(name)) visible.part();
      if (name === 'a') links += 1;
    },
    end(name) {
      if (!inline.has(name)) visible.part();
      if (name === 'a' && links > 0) links -= 1;
    },
    text(chars) {
      visible.add(chars);
      if (links > 0) linked.add(chars);
    },
    raw() {},
  });
  const length = visible.length();
  return { text: visible.text(), linkShare: length === 0 ? 0 : Math.min(1, linked.length() / length) };
}
