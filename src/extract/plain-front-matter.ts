import type { Span } from '../model/link.ts';

/** A value of front matter, the keys that lead to it, and where it stands in the source. */
export interface Entry {
  readonly path: readonly string[];
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Where the value stands without its quotes. */
  readonly inner?: Span | undefined;
}

// YAML's signs are of ASCII, and so are its numbers, which begin with a digit, a sign or a dot.
const word = String.raw`(?:[A-Za-z]|[^\0-\xA0\uFEFF])(?:[^\0-\x1F\x7F-\x9F]*[^\0-\x20\x7F-\x9F])?`;
const day = String.raw`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?: ?(?:Z|[-+]\d\d:?\d\d))?)?`;
const quoted = String.raw`"[^"\\\0-\x1F\x7F-\x9F]*"|'[^'\0-\x1F\x7F-\x9F]*'`;
const line = new RegExp(String.raw`^(([A-Za-z][\w-]*): +)(?:(${quoted})|(${day}|${word})) *\r?$`);
/** What ends a plain value, or makes it the key of another. */
const sign = /:(?: |$)| #/;
const constant = /^(?:true|false|null)$/i;

/**
 * The entries of YAML whose every line is a key and a string, as in most articles, without a parser of YAML, which takes longer than
 * all the rest of a short article. `undefined` for any other.
 */
export const plainEntries = (text: string, offset: number): readonly Entry[] | undefined => {
  if (/\r(?!\n)/.test(text)) return undefined;
  const entries: Entry[] = [];
  let at = offset;
  for (const written of text.replace(/\r?\n$/, '').split('\n')) {
    const [, before = '', key = '', quotation, plain = ''] = line.exec(written) ?? [];
    if (key === '' || constant.test(key) || sign.test(plain) || constant.test(plain)) return undefined;
    const start = at + before.length;
    const value = quotation?.slice(1, -1) ?? plain;
    const first = quotation === undefined ? start : start + 1;
    const inner = { offset: first, endOffset: first + value.length };
    entries.push({ path: [key], value, start, end: start + (quotation ?? plain).length, inner });
    at += written.length + 1;
  }
  return entries;
};
