import type { Link } from '../model/link.ts';

/** A link whose address is to be replaced: the place says how it is written. */
type WrittenLink = Pick<Link, 'syntax' | 'place'> & { readonly address: NonNullable<Link['address']> };

/**
 * Writes an address as the place of an old one asks for, so that a reader of that syntax gets the same address back. Not every
 * address can be written everywhere: whoever uses it reads the document again.
 */
export function encode(address: string, { syntax, place, address: span }: WrittenLink, text: string): string {
  const before = text[span.offset - 1] ?? '';
  switch (syntax) {
    case 'inline':
    case 'reference':
    case 'definition':
      return before === '<' ? inBrackets(address) : inMarkdown(address);
    case 'html':
      return inAttribute(address, text.slice(place.offset, span.offset));
    case 'front-matter':
      return inFrontMatter(address, before);
    case 'bare':
      return address.replace(reference, '&amp;');
    case 'autolink':
      return address;
    default:
      return syntax satisfies never;
  }
}

/** What would be read as a character reference (CommonMark §2.5). */
const reference = /&(?=#?[\da-z]{1,31};)/gi;

/** An `|` ends the cell of a table, where there is one. */
const inBrackets = (address: string): string => address.replace(/[\\<>|]/g, '\\$&').replace(reference, '\\&');

const inMarkdown = (address: string): string => {
  const escaped = address.replace(/[\\|]/g, '\\$&').replace(reference, '\\&');
  return isBalanced(address) ? escaped : escaped.replace(/[()]/g, '\\$&');
};

/** Parentheses in pairs need no escape, down to the depth that every parser takes (CommonMark §6.3: at least 3). */
const isBalanced = (address: string): boolean => {
  let depth = 0;
  for (const [parenthesis] of address.matchAll(/[()]/g)) {
    depth += parenthesis === '(' ? 1 : -1;
    if (depth < 0 || depth > 3) return false;
  }
  return depth === 0;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
  '`': '&#96;',
  '=': '&#61;',
};

/** Without quotes the value of an attribute holds neither `=` nor a backtick (HTML Living Standard §13.1.2.3). */
const inAttribute = (address: string, before: string): string =>
  address.replace(/=\s*["']/.test(before) ? /[&"'<>]/g : /[&"'<>`=]/g, (character) => entities[character] ?? character);

const inFrontMatter = (address: string, quote: string): string => {
  if (quote === '"') return address.replace(/[\\"]/g, '\\$&');
  return quote === "'" ? address.replaceAll("'", "''") : address;
};
