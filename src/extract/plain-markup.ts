/** A start tag. */
export interface StartTag {
  readonly name: string;
  readonly selfClosing: boolean;
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
  `<([a-z][a-z\\d:-]*)((?:[\\t\\n\\f /]+${name}(?:${value('[^"]*', "[^']*", '[^\\t\\n\\f "\'<>=`]+')})?)*)${space}*(/?)>`,
  'iy',
);
const attributes = new RegExp(
  `[\\t\\n\\f /]+(${name})(?:${value('([^"]*)', "([^']*)", '([^\\t\\n\\f "\'<>=`]+)')})?`,
  'gi',
);
const endTag = new RegExp(`</([a-z][a-z\\d:-]*)${space}*>`, 'iy');
const doctype = /<!doctype[^>]*>/iy;

/**
 * Reads the tokens of markup from its start as the standard's tokenizer would (HTML Living Standard §13.2.5), for as long as it is
 * written as nearly everybody writes it. Returns how far it came: what begins there is for the tokenizer, in its data state. That
 * goes through a page letter by letter, which takes five times as long. Line feeds are normalised, and there is no U+0000.
 */
export function readPlainMarkup(markup: string, { handler, rawContentOf, attributesOf }: PlainReading): number {
  let at = 0;
  while (at < markup.length) {
    const tag = markup.indexOf('<', at);
    const chars = resolved(tag === -1 ? markup.slice(at) : markup.slice(at, tag));
    if (chars === undefined) return at;
    if (chars !== '') handler.text(chars);
    if (tag === -1) return markup.length;
    const next = readTag(tag);
    if (next === undefined) return tag;
    at = next;
  }
  return at;

  /** Where what begins here ends; `undefined` if it is not plain. */
  function readTag(from: number): number | undefined {
    const started = matchAt(startTag, markup, from);
    if (started !== undefined) return readElement(from, started);
    const ended = matchAt(endTag, markup, from);
    if (ended !== undefined) {
      handler.end((ended[1] ?? '').toLowerCase());
      return from + ended[0].length;
    }
    if (markup.startsWith('<!--', from)) return afterComment(markup, from);
    const declared = matchAt(doctype, markup, from);
    return declared === undefined ? undefined : from + declared[0].length;
  }

  function readElement(from: number, { 0: written, 1: name = '', 2: body = '', 3: slash }: RegExpExecArray) {
    const lower = name.toLowerCase();
    const after = from + written.length;
    const read = rawContentOf(lower);
    const content = read === undefined ? undefined : rawContent(markup, { name: lower, read, after });
    if (read !== undefined && content === undefined) return undefined;
    const selfClosing = slash === '/';
    let all: StartTag['attribute'] | undefined;
    const attribute = (wanted: string): string | undefined => {
      if (all !== undefined) return all(wanted);
      const found = plainAttribute(body, wanted);
      if (found !== notPlain) return found;
      all = attributesOf(written);
      return all(wanted);
    };
    handler.start({ name: lower, selfClosing, attribute });
    if (content === undefined) return after;
    if (content.chars !== '') handler.text(content.chars);
    handler.end(lower);
    return content.end;
  }
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
