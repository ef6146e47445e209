import { Tokenizer } from 'parse5';
import type { PageFacts } from '../model/observation.ts';

/** A page's text, the encoding it was read with (WHATWG name), and what told us. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly charsetFrom: PageFacts['charsetFrom'];
}

interface Claimed {
  readonly charset: string;
  readonly from: 'header' | 'meta';
}

/** Where the standard looks for a declaration (HTML Living Standard §13.2.3.2, “prescan a byte stream”). */
const prescanBytes = 1024;
/** A browser that meets the declaration later starts anew (“changing the encoding while parsing”); so far down we follow it. */
const lateBytes = 16_384;
/** Above this share of bytes that are none, a text is not UTF-8 with a slip in it: it is something else. */
const tolerable = 0.1;

/** What an undeclared page of a country is most likely in, the likeliest first. */
const legacy: Readonly<Record<string, readonly [string, ...string[]]>> = {
  tw: ['big5', 'gb18030'],
  hk: ['big5', 'gb18030'],
  mo: ['big5', 'gb18030'],
  jp: ['shift_jis', 'euc-jp'],
  kr: ['euc-kr'],
  ru: ['windows-1251'],
  by: ['windows-1251'],
  bg: ['windows-1251'],
  gr: ['windows-1253'],
  tr: ['windows-1254'],
  il: ['windows-1255'],
};

/**
 * Reads the bytes of a web page in the order of the Encoding and HTML standards: byte order mark, header, `<meta>`, then
 * UTF-8 if they are UTF-8, then what its country used before. A declaration of UTF-8 is not believed where the bytes say otherwise.
 */
export function decodePage(
  body: Uint8Array,
  { url, contentType }: { url: string; contentType: string | undefined },
): Decoded {
  const mark = byteOrderMark(body);
  if (mark !== undefined) return { text: decode(body, mark), charset: mark, charsetFrom: 'bom' };
  const claimed = headerClaim(contentType) ?? metaClaim(body, prescanBytes);
  if (claimed !== undefined && claimed.charset !== 'utf-8') {
    return { text: decode(body, claimed.charset), charset: claimed.charset, charsetFrom: claimed.from };
  }
  const text = decode(body, 'utf-8');
  if (isPlausible(text)) return { text, charset: 'utf-8', charsetFrom: claimed?.from ?? 'default' };
  const late = metaClaim(body, lateBytes);
  if (late !== undefined && late.charset !== 'utf-8') {
    return { text: decode(body, late.charset), charset: late.charset, charsetFrom: late.from };
  }
  const guessed = guess(body, url);
  return { text: decode(body, guessed), charset: guessed, charsetFrom: 'default' };
}

/** Encoding Standard §6, “BOM sniff”. */
function byteOrderMark([one, two, three]: Uint8Array): string | undefined {
  if (one === 0xef && two === 0xbb && three === 0xbf) return 'utf-8';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  return one === 0xff && two === 0xfe ? 'utf-16le' : undefined;
}

/** The encoding that a label stands for, if there is one that can be read. */
function charsetNamed(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  // Nearly always: there is no decoder to be made to know that.
  if (/^utf-?8$/iu.test(name)) return 'utf-8';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

const label = /charset\s*=\s*["']?([^"';\s]+)/iu;

function headerClaim(contentType: string | undefined): Claimed | undefined {
  const charset = charsetNamed(label.exec(contentType ?? '')?.[1]);
  return charset === undefined ? undefined : { charset, from: 'header' };
}

/** The first declaration among the first `bytes`. Tags and comments are told apart by the standard's own tokenizer. */
function metaClaim(body: Uint8Array, bytes: number): Claimed | undefined {
  let found: string | undefined;
  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: ({ tagName, attrs }) => {
        if (tagName !== 'meta' || found !== undefined) return;
        const value = (name: string): string | undefined => attrs.find((attribute) => attribute.name === name)?.value;
        const pragma = value('http-equiv')?.toLowerCase() === 'content-type' ? value('content') : undefined;
        const named = value('charset') ?? label.exec(pragma ?? '')?.[1];
        found = inMeta(charsetNamed(named?.trim()));
      },
      onEndTag: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onNullCharacter: ignore,
      onEof: ignore,
    },
  );
  tokenizer.write(decode(body.subarray(0, bytes), 'windows-1252'), true);
  return found === undefined ? undefined : { charset: found, from: 'meta' };
}

/** A tag that could be read byte by byte is in no encoding of two bytes (prescan, step for UTF-16). */
const inMeta = (charset: string | undefined): string | undefined =>
  charset?.startsWith('utf-16') === true ? 'utf-8' : charset;

const decode = (body: Uint8Array, charset: string): string =>
  (charset === 'utf-8' ? wholeUtf8(body) : undefined) ??
  // GBK is the older half of GB18030, and its decoder is that of GB18030 (Encoding Standard §10.1.1).
  // As a stream: our bound may have cut the last character, and Node 20 takes windows-1252 for Latin-1 otherwise.
  new TextDecoder(charset === 'gbk' ? 'gb18030' : charset).decode(body, { stream: true });

const utf8 = new TextDecoder();

/** The text of UTF-8 that ends with a whole character, which most pages are: read at once, it takes a fraction of the time. */
function wholeUtf8(body: Uint8Array): string | undefined {
  const text = utf8.decode(body);
  return text.endsWith('\ufffd') ? undefined : text;
}

/** A cut at our bound or a slip of an editor leaves a few characters unreadable, another encoding leaves most. */
function isPlausible(text: string): boolean {
  if (!text.includes('\ufffd')) return true;
  let foreign = 0;
  let unreadable = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) foreign += 1;
    if (unit === 0xfffd) unreadable += 1;
  }
  return unreadable <= 1 || unreadable <= foreign * tolerable;
}

function guess(body: Uint8Array, url: string): string {
  const country = new URL(url).hostname.split('.').at(-1) ?? '';
  const candidates = legacy[country] ?? (isPaired(body) ? ['gb18030', 'big5', 'shift_jis', 'euc-kr'] : []);
  return candidates.find((charset) => fits(body, charset)) ?? 'windows-1252';
}

function fits(body: Uint8Array, charset: string): boolean {
  try {
    // As a stream: a last character that was cut in two is no mistake.
    new TextDecoder(charset, { fatal: true }).decode(body, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** In East Asian encodings bytes above 0x7F come in company, in European ones they stand alone among letters. */
function isPaired(body: Uint8Array): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < body.length; at += 1) {
    if ((body[at] ?? 0) < 0x80) continue;
    high += 1;
    if ((body[at - 1] ?? 0) >= 0x80 || (body[at + 1] ?? 0) >= 0x80) paired += 1;
  }
  return paired > high * 0.6;
}
