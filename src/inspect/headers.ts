import type { ProbeRequest } from './probe.ts';
import { parseUrl } from '../parse-url.ts';

/** Chooses the headers of one request, afresh at each hop, so that what is meant for one host goes to that host alone. */
export type ChooseHeaders = (request: ProbeRequest) => Readonly<Record<string, string>>;

/** A header of the user's own, and where it may go: `origin` as in `URL.origin`. */
export interface OriginHeader {
  readonly origin: string;
  readonly name: string;
  readonly value: string;
}

/** Headers that shape the connection or the message, and so are never the user's to set. */
const reserved =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|te|trailer|upgrade|expect|proxy-.*)$/i;

/**
 * Reads `host=Name: value`, as `--header` takes it; `undefined` if it is not of that form. A bare host means that host over
 * https; with a scheme it means exactly that origin.
 */
export function parseOriginHeader(text: string): OriginHeader | undefined {
  const [, place, name, value] =
    /^([^=\s]+)=([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\u0020-\u007e\u0080-\u00ff]*)$/.exec(text) ?? [];
  if (place === undefined || name === undefined || value === undefined || reserved.test(name)) return undefined;
  const address = parseUrl(place.includes('://') ? place : `https://${place}`);
  if (address === undefined) return undefined;
  const { origin, protocol, pathname, search, username } = address;
  const bare = pathname === '/' && search === '' && username === '';
  return bare && /^https?:$/.test(protocol) ? { origin, name: name.toLowerCase(), value: value.trimEnd() } : undefined;
}

/** Says honestly who asks, and adds what was configured for exactly this place. Only a look as an embedding page names that page's site. */
export const chooseHeaders =
  ({ userAgent, own }: { readonly userAgent: string; readonly own: readonly OriginHeader[] }): ChooseHeaders =>
  ({ url, purpose, jar, language, referer, unless }) => {
    const anonymous = {
      'user-agent': userAgent,
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/*;q=0.9,*/*;q=0.8',
      'accept-encoding': 'gzip, deflate, br',
      'accept-language': acceptLanguage(language),
    };
    // Whoever answers there has not proved who they are.
    if (purpose === 'unverified-tls' || purpose === 'obsolete-tls') return anonymous;
    const { origin } = new URL(url);
    const cookie = jar?.header(url);
    // As browsers do: the site, and nothing of it on the way from https to http (Referrer Policy, “strict-origin”).
    const named = purpose === 'hotlink' && !(referer?.startsWith('https:') === true && url.startsWith('http:'));
    return {
      ...anonymous,
      ...(cookie === undefined ? {} : { cookie }),
      ...(unless?.url === url ? { 'if-none-match': unless.etag } : {}),
      ...(named && referer !== undefined ? { referer } : {}),
      ...Object.fromEntries(own.filter((header) => header.origin === origin).map(({ name, value }) => [name, value])),
    };
  };

/** The tag comes from a document: what does not look like one is not sent. */
function acceptLanguage(language: string | undefined): string {
  if (language === undefined || !/^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(language)) return 'en, *;q=0.5';
  const [primary] = language.split('-');
  return primary === language ? `${language}, *;q=0.5` : `${language}, ${primary};q=0.9, *;q=0.5`;
}
