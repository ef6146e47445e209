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
const keyed = String.raw`([A-Za-z][\w-]*):`;
const line = new RegExp(String.raw`^(${keyed} +)(?:(${quoted})|(${day}|${word})) *\r?$`);
/** A key with a list of words in brackets; or with nothing, where a list of items may follow. */
const bracketed = new RegExp(String.raw`^(${keyed} +\[)([^[\]]*)\] *\r?$`);
const keyAlone = new RegExp(String.raw`^${keyed} *\r?$`);
const item = new RegExp(String.raw`^(( *)- +)(?:(${quoted})|(${word})) *\r?$`);
/** A word in brackets has none of the signs that are YAML's there. */
const bracketedWord = /^( *)((?:[A-Za-z]|[^\0-\xA0\uFEFF])(?:[\w .+/-]|[^\0-\xA0\uFEFF])*?) *$/;
/** What ends a plain value, or makes it the key of another. */
const sign = /:(?: |$)| #/;
const constant = /^(?:true|false|null)$/i;

const isPlain = (value: string): boolean => !sign.test(value) && !constant.test(value);

const entryOf = (key: string, start: number, quotation: string | undefined, plain: string): Entry => {
  const value = quotation?.slice(1, -1) ?? plain;
  const first = quotation === undefined ? start : start + 1;
  const inner = { offset: first, endOffset: first + value.length };
  return { path: [key], value, start, end: start + (quotation ?? plain).length, inner };
};

const bracketedEntries = (key: string, list: string, offset: number): readonly Entry[] | undefined => {
  const entries: Entry[] = [];
  let at = offset;
  for (const written of list.split(',')) {
    const [, indent = '', value] = bracketedWord.exec(written) ?? [];
    if (value === undefined || constant.test(value)) return undefined;
    entries.push(entryOf(key, at + indent.length, undefined, value));
    at += written.length + 1;
  }
  return entries;
};

/**
 * The entries of YAML whose every line is a key and a string or a list of strings, as in most articles, without a parser of YAML,
 * which takes longer than all the rest of a short article. `undefined` for any other.
 */
export const plainEntries = (text: string, offset: number): readonly Entry[] | undefined => {
  if (/\r(?!\n)/.test(text)) return undefined;
  const entries: Entry[] = [];
  /** The list whose items may follow, and their indentation when there is one. */
  let list: { readonly key: string; indent?: string } | undefined;
  let at = offset;
  for (const written of text.replace(/\r?\n$/, '').split('\n')) {
    const start = at;
    at += written.length + 1;
    const [, mark = '', indent = '', quotedItem, plainItem = ''] = item.exec(written) ?? [];
    if (mark !== '') {
      if (list === undefined || (list.indent ?? indent) !== indent || !isPlain(plainItem)) return undefined;
      list.indent = indent;
      entries.push(entryOf(list.key, start + mark.length, quotedItem, plainItem));
      continue;
    }
    if (list !== undefined && list.indent === undefined) return undefined;
    list = undefined;
    const [, alone] = keyAlone.exec(written) ?? [];
    const [, opening = '', name = '', words] = bracketed.exec(written) ?? [];
    const [, before = '', key = '', quotation, plain = ''] = line.exec(written) ?? [];
    if (constant.test(alone ?? (name || key))) return undefined;
    if (alone !== undefined) list = { key: alone };
    else if (words !== undefined) {
      const found = bracketedEntries(name, words, start + opening.length);
      if (found === undefined) return undefined;
      entries.push(...found);
    } else if (key === '' || !isPlain(plain)) return undefined;
    else entries.push(entryOf(key, start + before.length, quotation, plain));
  }
  return list !== undefined && list.indent === undefined ? undefined : entries;
};
