import { isTemplate } from './templates.ts';
import { belongs, wideLetter, wideRunAt } from './wide-letters.ts';

/** An address that stands in the text as it is; `end` is exclusive. */
export interface BareUrl {
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

/** What the parser knows of the text and its characters do not show. */
interface Markup {
  /** Closing emphasis markers in their order, each with the place where its emphasis began. */
  readonly closers: readonly { readonly at: number; readonly opened: number }[];
  /** Places of characters that are written as references (`&amp;`). */
  readonly references: ReadonlySet<number>;
}

/** Stands in the scanned text for what is no text: a link, an image, code. Ends an address. */
export const barrier = '\uFFFC';

const start = /(?:https?|ftp):\/\/|www\.|@/gi;
const scheme = /(?:https?|ftp):\/\//iy;

/** Never part of an address in prose: white space, controls, brackets and quotes that enclose it, CJK and full-width punctuation. */
const ender = new RegExp(
  [
    String.raw`[\s\p{Cc}<>"\x60\\`,
    barrier,
    // Zero-width and direction marks, which pasted addresses bring along.
    String.raw`\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF`,
    // Dashes, quotes, ellipsis.
    String.raw`\u2014\u2015\u2018-\u201F\u2025\u2026\u2039\u203A\u00AB\u00BB`,
    // CJK punctuation but for the letter-like 々 and 〇; full-width and half-width forms of ASCII and CJK punctuation.
    String.raw`\u3001-\u3004\u3008-\u3020\u3030\u303D\uFE10-\uFE1F\uFE30-\uFE6B`,
    String.raw`\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]`,
  ].join(''),
  'u',
);
const trailing = new Set(['?', '!', '.', ',', ':', ';', '*', '_', '~', "'", '(', '[', '{', '|', '·', '–']);
const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** How far around a run of wide letters signs are looked for: enough for any real address, and nothing grows with a hostile one. */
const window = 300;

/** Another address begins straight after a letter, a digit or a closing bracket of this one. */
const isGlued = (text: string, at: number): boolean => {
  if (!/[hf]/i.test(text[at] ?? '')) return false;
  scheme.lastIndex = at;
  return scheme.test(text) && /[\p{L}\d)\]]/u.test(text[at - 1] ?? '');
};

/** Where an address that begins at `from` ends at the latest: before the first character that no address holds. */
const limit = (text: string, from: number, { closers }: Markup, nextCloser: number): number => {
  let at = from;
  let closer = nextCloser;
  const open: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  while (at < text.length) {
    const character = text[at] ?? '';
    while ((closers[closer]?.at ?? Infinity) < at) closer++;
    // Emphasis that began before the address ends it; emphasis inside of it was never meant.
    if (closers[closer]?.at === at && (closers[closer]?.opened ?? 0) < from) return at;
    if (ender.test(character) || (at > from && isGlued(text, at))) return at;
    const opener = closing[character];
    if (opener !== undefined) {
      const unbalanced = open[opener] === 0;
      if (unbalanced && (opener !== '(' || /[,;，。]/.test(text[at + 1] ?? ''))) return at;
      open[opener] = Math.max(0, (open[opener] ?? 0) - 1);
    } else if (character in open) open[character] = (open[character] ?? 0) + 1;
    at++;
  }
  return at;
};

/** Cuts the address before the prose that is glued to it: wide letters that do not belong. */
const cut = (text: string, from: number, to: number): number => {
  let admitted = false;
  let at = from;
  while (at < to) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (/[/?&=#]/.test(character)) admitted = false;
    if (!admitted && wideLetter.test(character)) {
      const run = wideRunAt(text, at).slice(0, to - at);
      const before = text.slice(Math.max(from, at - window), at);
      const tail = text.slice(at, Math.min(to, at + run.length + window));
      if (!belongs({ before, run, tail, next: text.slice(to, to + 1) })) return at;
      admitted = true;
      at += run.length;
    } else at += character.length;
  }
  return to;
};

/** GFM's "extended autolink path validation" (§6.9): what stands last and belongs to the sentence. */
const trim = (text: string, from: number, to: number, { references }: Markup): number => {
  const address = text.slice(from, to);
  let surplus = address.replace(/[^)]/g, '').length - address.replace(/[^(]/g, '').length;
  let end = to;
  while (end > from) {
    const last = text[end - 1] ?? '';
    const reference = last === ';' ? /&[a-z\d]{1,31};$/i.exec(text.slice(Math.max(from, end - 33), end)) : null;
    if (reference !== null) end -= reference[0].length;
    else if (last === ')' && surplus > 0) {
      surplus--;
      end--;
    } else if (trailing.has(last) || references.has(end - 1)) {
      if (last === '(') surplus++;
      end--;
    } else break;
  }
  return end;
};

/** GFM's "valid domain": no underscore in its last two labels; and it begins with a letter, a digit or an IPv6 bracket. */
const isHost = (host: string): boolean => {
  const name = host.slice(host.lastIndexOf('@') + 1);
  const labels = name.replace(/:\d*$/, '').split('.').slice(-2);
  const begins = /^(?:-?[\p{L}\p{N}\p{So}]|\[[\da-f:.]+\])/iu.test(name);
  return begins && !labels.some((label) => label.includes('_'));
};

const webUrl = (text: string, at: number, prefix: string, markup: Markup, closer: number): BareUrl | undefined => {
  const from = at + prefix.length;
  const to = limit(text, from, markup, closer);
  if (isTemplate(text.slice(from, to))) return undefined;
  const end = trim(text, from, cut(text, from, to), markup);
  const href = text.slice(at, end);
  return isHost(text.slice(from, end).split(/[/?#]/, 1)[0] ?? '') ? { start: at, end, href } : undefined;
};

/** GFM's extended e-mail autolink around an `@`, no farther back than `floor`. */
const mailUrl = (text: string, at: number, floor: number): BareUrl | undefined => {
  let local = at;
  while (local > floor && /[\w.+-]/.test(text[local - 1] ?? '')) local--;
  const domain = /^[a-z\d][\w-]*(?:\.[\w-]+)+/i.exec(text.slice(at + 1, at + 255))?.[0].replace(/[-_]+$/, '');
  if (local === at || domain === undefined || !domain.includes('.') || /[\d_-]$/.test(domain)) return undefined;
  const end = at + 1 + domain.length;
  if (/[-_]/.test(text[end] ?? '')) return undefined;
  const prefix = /(?<![a-z\d])(?:mailto|xmpp):$/i.exec(text.slice(Math.max(floor, local - 8), local))?.[0] ?? '';
  const resource = /^xmpp/i.test(prefix) ? (/^\/[\w-]+(?:\.[\w-]+)*/.exec(text.slice(end, end + 255))?.[0] ?? '') : '';
  const href = `${prefix === '' ? 'mailto:' : prefix.toLowerCase()}${text.slice(local, end)}${resource}`;
  return { start: local - prefix.length, end: end + resource.length, href };
};

const mayBegin = (text: string, at: number, prefix: string, floor: number): boolean => {
  const before = text[at - 1];
  if (at === floor || before === undefined) return true;
  if (prefix.includes(':')) return !/[a-z]/i.test(before);
  return /[\s*_~([\]]/.test(before) || before > '\x7F';
};

/**
 * Finds the addresses that stand in prose as they are: GFM's extended autolinks (§6.9) where its rules serve, with ends of our own
 * in CJK text, where no space follows an address. `text` has the document's escapes taken off, and emphasis markers left in.
 */
export const bareUrls = (text: string, markup: Markup): readonly BareUrl[] => {
  const found: BareUrl[] = [];
  const pattern = new RegExp(start);
  let floor = 0;
  let closer = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [prefix] = match;
    while ((markup.closers[closer]?.at ?? Infinity) < match.index) closer++;
    const url =
      prefix === '@'
        ? mailUrl(text, match.index, floor)
        : mayBegin(text, match.index, prefix, floor)
          ? webUrl(text, match.index, prefix, markup, closer)
          : undefined;
    if (url === undefined) continue;
    found.push(url);
    floor = url.end;
    pattern.lastIndex = url.end;
  }
  return found;
};
