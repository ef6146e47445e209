import { maxUrlLength } from './guard.ts';
import { parseUrl } from '../parse-url.ts';

/** The redirect statuses of the Fetch standard. 300 leaves the choice to a person, 305 is a proxy's. */
export const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A refresh after at most this many seconds takes its reader along before anything can be read. */
const immediateSeconds = 1;

/**
 * The web address that a `Location` value (Latin-1 text, as it came) leads to from `base`, without user name and password;
 * `undefined` if there is none in it.
 */
export function nextAddress(value: string, base: string): string | undefined {
  const text = value.trim();
  const url = text === '' ? undefined : parseUrl(readableLocation(text), base);
  if (url === undefined) return undefined;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.username = '';
  url.password = '';
  return url.href.length > maxUrlLength ? undefined : url.href;
}

/** The address that an immediate refresh leads to. One that leads to its own page only reloads it, and is none. */
export function refreshAddress(
  refresh: { readonly seconds: number; readonly url: string },
  base: string,
): string | undefined {
  if (refresh.seconds > immediateSeconds) return undefined;
  const next = nextAddress(refresh.url, base);
  return next === undefined || withoutFragment(next) === withoutFragment(base) ? undefined : next;
}

/** Addresses that differ only in their fragment are one request. */
export const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');

// oxlint-disable-next-line no-control-regex -- All of ASCII is meant.
const isAscii = /^[\u0000-\u007f]*$/;

/** Header text came as Latin-1, a byte a unit. Most servers that send other bytes mean UTF-8; of the rest only the bytes are sure. */
export function fromLatin1(text: string): string | undefined {
  if (isAscii.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (unit) => unit.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

const readableLocation = (text: string): string =>
  fromLatin1(text) ??
  text.replaceAll(/[\u0080-\u00ff]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
