/** A start tag. What is asked of it is asked before it is left: the next one may take its place. */
export interface StartTag {
  readonly name: string;
  readonly isSelfClosing: () => boolean;
  /** The value of one of its attributes. */
  readonly attribute: (name: string) => string | undefined;
}

/** Hears of the tokens of some markup, in their order. */
export interface MarkupHandler {
  readonly start: (tag: StartTag) => void;
  readonly end: (name: string) => void;
  /** In pieces of any length. */
  readonly text: (chars: string) => void;
}

/** How the content of an element is read that is no markup: with its character references resolved, or as it stands. */
export type RawContent = 'resolved' | 'verbatim' | 'script';

interface PlainReading {
  readonly handler: MarkupHandler;
  /** Is the content of an element that begins here no markup? */
  readonly rawContentOf: (name: string) => RawContent | undefined;
  /** Reads the attributes of one tag by all rules, where they are not plain. */
  readonly attributesOf: (tag: string) => StartTag['attribute'];
}

/** The standard's white space, line feeds being normalised; `\s` has more. */
const space = '[\\t\\n\\f ]';
const name = '[\\w:.@$#*()[\\]-]+';
/** Each value has one end only, so that nothing is tried twice. */
const value = (quoted: string, single: string, bare: string): string =>
  `${space}*=${space}*(?:"${quoted}"|'${single}'|${bare}(?=[\\t\\n\\f >]|$))`;
const startTag = new RegExp(
  `<[a-z][a-z\\d:-]*(?:[\\t\\n\\f /]+${name}(?:${value('[^"]*', "[^']*", '[^\\t\\n\\f "\'<>=`]+')})?)*${space}*(/?)>`,
  'iy',
);
const attributes = new RegExp(
  `[\\t\\n\\f /]+(${name})(?:${value('([^"]*)', "([^']*)", '([^\\t\\n\\f "\'<>=`]+)')})?`,
  'gi',
);
const endTag = new RegExp(`</[a-z][a-z\\d:-]*${space}*>`, 'iy');
const doctype = /<!doctype[^>]*>/iy;

/**
 * Reads the tokens of markup from its start as the standard's tokenizer would (HTML Living Standard §13.2.5), for as long as it is
 * written as nearly everybody writes it. Returns how far it came: what begins there is for the tokenizer, in its data state. That
 * goes through a page letter by letter, which takes five times as long. Line feeds are normalised, and there is no U+0000.
 */
export function readPlainMarkup(markup: string, { handler, rawContentOf, attributesOf }: PlainReading): number {
  const tag = tagIn(markup, attributesOf);
  let at = 0;
  while (at < markup.length) {
    const next = markup.indexOf('<', at);
    const chars = resolved(next === -1 ? markup.slice(at) : markup.slice(at, next));
    if (chars === undefined) return at;
    if (chars !== '') handler.text(chars);
    if (next === -1) return markup.length;
    const after = readTag(next);
    if (after === undefined) return next;
    at = after;
  }
  return at;

  /** Where what begins here ends; `undefined` if it is not plain. */
  function readTag(from: number): number | undefined {
    const second = markup[from + 1];
    if (second === '/') return readEnd(from);
    if (second !== '!') return readStart(from);
    return markup.startsWith('<!--', from) ? afterComment(markup, from) : endOf(doctype, markup, from);
  }

  function readEnd(from: number): number | undefined {
    const end = endOf(endTag, markup, from);
    if (end !== undefined) handler.end(nameAt(markup, from + 2));
    return end;
  }

  function readStart(from: number): number | undefined {
    const end = endOf(startTag, markup, from);
    if (end === undefined) return undefined;
    const name = nameAt(markup, from + 1);
    const read = rawContentOf(name);
    const content = read === undefined ? undefined : rawContent(markup, { name, read, after: end });
    if (read !== undefined && content === undefined) return undefined;
    handler.start(tag(name, from, end));
    if (content === undefined) return end;
    if (content.chars !== '') handler.text(content.chars);
    handler.end(name);
    return content.end;
  }
}

/** Where a sticky pattern ends that begins here. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The name of a plain tag. */
function nameAt(markup: string, from: number): string {
  let end = from;
  while (isOfName(markup.charCodeAt(end))) end += 1;
  return markup.slice(from, end).toLowerCase();
}

/** Is it an ASCII letter or digit, a colon or a hyphen? */
const isOfName = (code: number): boolean =>
  ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x30 && code <= 0x3a) || code === 0x2d;

/** The start tags of some markup, one after the other as one object: most are asked for nothing but their names. */
function tagIn(markup: string, attributesOf: PlainReading['attributesOf']) {
  let name = '';
  let from = 0;
  let end = 0;
  let byAllRules: StartTag['attribute'] | undefined;
  const tag = {
    get name() {
      return name;
    },
    // A slash may also be the end of a value without quotes.
    isSelfClosing: () => markup[end - 2] === '/' && matchAt(startTag, markup, from)?.[1] === '/',
    attribute(wanted: string) {
      if (byAllRules !== undefined) return byAllRules(wanted);
      const found = plainAttribute(markup.slice(from + 1 + name.length, end - 1), wanted);
      if (found !== notPlain) return found;
      byAllRules = attributesOf(markup.slice(from, end));
      return byAllRules(wanted);
    },
  };
  return (...next: readonly [name: string, from: number, end: number]): StartTag => {
    [name, from, end] = next;
    byAllRules = undefined;
    return tag;
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** `<!-->`, `<!--->` and `--!>` end a comment too. */
function afterComment(markup: string, from: number): number | undefined {
  const end = markup.indexOf('-->', from + 4);
  const isPlain = end !== -1 && !/^-?>|--!>/.test(markup.slice(from + 4, end + 3));
  return isPlain ? end + 3 : undefined;
}

const rawEnds = new Map<string, RegExp>();

function rawEnd(name: string): RegExp {
  const pattern = rawEnds.get(name) ?? new RegExp(`</${name}(?:(${space}*>)|[\\t\\n\\f />])`, 'gi');
  rawEnds.set(name, pattern);
  return pattern;
}

/** The content of an element whose content is no markup, if its end is plain. A script with `<!--` in it has rules of its own. */
function rawContent(
  markup: string,
  { name, read, after }: { readonly name: string; readonly read: RawContent; readonly after: number },
): { readonly chars: string; readonly end: number } | undefined {
  const end = matchAt(rawEnd(name), markup, after);
  if (end?.[1] === undefined) return undefined;
  const content = markup.slice(after, end.index);
  const chars = read === 'resolved' ? resolved(content) : content;
  if (chars === undefined || (read === 'script' && chars.includes('<!--'))) return undefined;
  return { chars, end: end.index + end[0].length };
}

const notPlain = Symbol('not plain');

function plainAttribute(body: string, wanted: string): string | undefined | typeof notPlain {
  for (const { 1: name = '', 2: quoted, 3: single, 4: bare } of body.matchAll(attributes)) {
    if (name.toLowerCase() !== wanted) continue;
    return resolved(quoted ?? single ?? bare ?? '') ?? notPlain;
  }
  return undefined;
}

/** References that stand for one character, whatever follows their semicolon. No bare object: pages write `&constructor;` too. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    apos: "'",
    bull: '•',
    copy: '©',
    gt: '>',
    hellip: '…',
    laquo: '«',
    ldquo: '“',
    lsquo: '‘',
    lt: '<',
    mdash: '—',
    middot: '·',
    nbsp: '\u00a0',
    ndash: '–',
    quot: '"',
    raquo: '»',
    rdquo: '”',
    reg: '®',
    rsquo: '’',
    trade: '™',
  }),
);

/** The text with its character references resolved; `undefined` if one of them is not plain. */
function resolved(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isPlain = true;
  const chars = text.replaceAll(/&(?:#(\d{2,5});|#x([\da-f]{2,4});|([a-z]+);|[a-z\d#])?/gi, (written, ...found) => {
    const [decimal, hexadecimal, name] = found as (string | undefined)[];
    if (written === '&') return '&';
    const char =
      name === undefined
        ? charOf(decimal === undefined ? Number(`0x${hexadecimal}`) : Number(decimal))
        : named.get(name);
    isPlain &&= char !== undefined;
    return char ?? '';
  });
  return isPlain ? chars : undefined;
}

/** A character that a number stands for by itself: no control, no surrogate (“numeric character reference end state”). */
const charOf = (code: number): string | undefined =>
  (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) ? String.fromCharCode(code) : undefined;
