import { hostOf } from './host.ts';

/** The cookies of one redirect chain, in memory. Many sites set one, and redirect until it comes back. */
export interface CookieJar {
  /** Takes the `Set-Cookie` values of an answer. */
  take(url: string, values: readonly string[]): void;
  /** The `Cookie` header for an address, if there is anything to send. */
  header(url: string): string | undefined;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** As browsers and curl: an enormous cookie would only make the server refuse the next request. */
const maxCookieLength = 4096;
const maxCookies = 50;
const maxHeaderLength = 8190;

/**
 * Storage and retrieval of RFC 6265 §5.3–5.4. There is no list of public suffixes behind it: the jar holds nothing of ours and
 * ends with the chain, so a cookie for all of `co.uk` can only carry what one site of the chain wants to tell the next.
 */
export function createCookieJar(now: () => number): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    take(url, values) {
      for (const value of values) {
        const cookie = parseCookie(value, url, now());
        if (cookie === undefined) continue;
        const key = [cookie.domain, cookie.path, cookie.name].join('\n');
        if (cookie.expires <= now()) cookies.delete(key);
        else cookies.set(key, cookie);
        const [oldest] = cookies.keys();
        if (cookies.size > maxCookies && oldest !== undefined) cookies.delete(oldest);
      }
    },
    header(url) {
      let header = '';
      const sent = [...cookies.values()].filter((cookie) => cookie.expires > now() && belongs(cookie, url));
      for (const { name, value } of sent.toSorted((a, b) => b.path.length - a.path.length)) {
        const pair = name === '' ? value : `${name}=${value}`;
        const longer = header === '' ? pair : `${header}; ${pair}`;
        if (longer.length <= maxHeaderLength) header = longer;
      }
      return header === '' ? undefined : header;
    },
  };
}

/** The name of a cookie: all of it that may be kept in an observation. */
export const cookieName = (setCookie: string): string => /^[^=;]*(?==)/.exec(setCookie)?.[0].trim() ?? '';

/** RFC 6265 §5.2. */
function parseCookie(text: string, url: string, now: number): Cookie | undefined {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const name = cookieName(pair);
  const value = pair.slice(pair.indexOf('=') + 1).trim();
  if (name.length + value.length === 0 || name.length + value.length > maxCookieLength) return undefined;
  // oxlint-disable-next-line no-control-regex -- They must not get into a header.
  if (/[\u0000-\u001f\u007f]/.test(pair)) return undefined;

  const attribute = new Map(
    attributes.map((part) => {
      const [key = '', ...rest] = part.split('=');
      return [key.trim().toLowerCase(), rest.join('=').trim()];
    }),
  );
  const host = hostOf(url);
  const asked = attribute.get('domain')?.toLowerCase().replace(/^\./, '') ?? '';
  if (asked !== '' && !(asked === host || (asked.includes('.') && host.endsWith(`.${asked}`)))) return undefined;
  const secure = attribute.has('secure');
  if (secure && !url.startsWith('https:')) return undefined;
  const path = attribute.get('path') ?? '';
  return {
    name,
    value,
    domain: asked === '' ? host : asked,
    hostOnly: asked === '',
    path: path.startsWith('/') ? path : new URL(url).pathname.replace(/\/[^/]*$/, '') || '/',
    secure,
    expires: expiry(attribute, now),
  };
}

/** `Max-Age` before `Expires`; without either, it lives as long as the chain. */
function expiry(attribute: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attribute.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expires = Date.parse(attribute.get('expires') ?? '');
  return Number.isNaN(expires) ? Infinity : expires;
}

function belongs({ domain, hostOnly, path, secure }: Cookie, url: string): boolean {
  const { protocol, pathname } = new URL(url);
  if (secure && protocol !== 'https:') return false;
  const host = hostOf(url);
  if (host !== domain && (hostOnly || !host.endsWith(`.${domain}`))) return false;
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
