import { visitPage } from '../../extract/page-elements.ts';

/** UTF-16 units of an element's text: enough to recognise a message. */
const maxText = 300;

/**
 * The text of the first element that each selector names, by selector: `#id` or `.class`, nothing more. What a script or a
 * comment holds is no element. Text runs to the element's end tag, white space folded.
 */
export function textsOf(markup: string, ...selectors: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  /** Elements whose end has not come yet, and how many of the same name are open inside. */
  const open = new Map<string, { readonly name: string; depth: number }>();

  visitPage(markup, {
    element(name, attribute) {
      for (const inside of open.values()) if (inside.name === name) inside.depth += 1;
      for (const selector of selectors) {
        if (texts.has(selector) || !isNamedBy(selector, attribute)) continue;
        texts.set(selector, '');
        open.set(selector, { name, depth: 1 });
      }
    },
    end(name) {
      for (const [selector, inside] of open) {
        if (inside.name !== name) continue;
        inside.depth -= 1;
        if (inside.depth === 0) open.delete(selector);
      }
    },
    text(chars) {
      for (const selector of open.keys()) {
        const text = texts.get(selector) ?? '';
        if (text.length < maxText) texts.set(selector, (text + chars.slice(0, maxText)).slice(0, maxText));
      }
    },
    raw() {},
  });
  return new Map([...texts].map(([selector, text]) => [selector, text.replaceAll(/\s+/gu, ' ').trim()]));
}

function isNamedBy(selector: string, attribute: (name: string) => string | undefined): boolean {
  const name = selector.slice(1);
  return selector.startsWith('#') ? attribute('id') === name : (attribute('class') ?? '').split(/\s+/u).includes(name);
}
