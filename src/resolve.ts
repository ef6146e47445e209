import { recogniseArchived } from './archived/recognise.ts';
import type { Link } from './model/link.ts';
import type { ArchivedAddress, Resolved, Target } from './model/target.ts';
import { parseUrl } from './parse-url.ts';

/** UTF-16 units; servers stop reading a request line at about this length (RFC 9110 §4.1 asks for 8000 octets at least). */
const longestUrl = 8192;
/** UTF-16 units of a `data:` address that are shown. */
const longestData = 40;

/** An address that only looks like one: what is wrong with it, and what was probably meant. */
interface Mistake {
  readonly problem: string;
  readonly repair?: string | undefined;
}

/** The address without what is never sent: fragment, user name, password; and without the root's dot after the host. */
const bare = (address: URL): string => {
  // As most are; to parse it again takes longer than all else here.
  if (!/[#@]/.test(address.href) && !address.hostname.endsWith('.')) return address.href;
  const url = new URL(address);
  url.hash = '';
  url.username = '';
  url.password = '';
  url.hostname = url.hostname.replace(/\.+$/, '');
  return url.href;
};

const hidden = (href: string): string => href.replace(/^([a-z][a-z\d+.-]*:)?(\/\/)[^/?#]*@/i, '$1$2***@');

/** A proposal, if it is an address at all; the brackets and quotes that were pasted along end it. */
const proposal = (address: string): string | undefined => {
  const [cut = ''] = address.split(/[\s<>"“”‘’「」『』《》〈〉【】（）\]]|~~|\)\(|[)*]+$/u, 1);
  const url = parseUrl(cut);
  return url === undefined || !isHost(url.hostname) ? undefined : bare(url);
};

/** What DNS can hold (RFC 1123 §2.1, and the underscore that is met there), or an address literal. */
const isHost = (host: string): boolean => /^(?:[a-z\d_.-]+|\[[\da-f:.]+\])$/i.test(host);

/** Ways in which addresses are miswritten, each with what was probably meant. The first that fits counts. */
const miswritten: readonly { readonly pattern: RegExp; readonly problem: string; readonly meant: string }[] = [
  {
    pattern: /^https?:[/\\]*[^\p{L}\p{N}[/\\]*(https?)(?::[/\\]*|\/\/)(?=[^/\\])/iu,
    problem: 'it has two schemes',
    meant: '$1://',
  },
  {
    pattern: /^(https?)\s*(?:[：;；]\s*[/／]*|[/／]{2,})(?=[^/／])/iu,
    problem: 'the colon after its scheme is missing',
    meant: '$1://',
  },
  { pattern: /^(?!https?:)h{0,2}t{1,3}p{1,2}(s?)s?:\/\//i, problem: 'its scheme is misspelt', meant: 'http$1://' },
  {
    pattern: /^(?:%20|%E2%80%8B|[^\p{L}\p{N}./#?&=%-])+(https?):\/*/iu,
    problem: 'other characters stand before it',
    meant: '$1://',
  },
];

const mistakeIn = (href: string): Mistake | undefined => {
  if (/\p{Cc}/u.test(href))
    return {
      problem: 'it holds a line break, a tab or a control character',
      repair: proposal(href.replace(/\p{Cc}/gu, '')),
    };
  for (const { pattern, problem, meant } of miswritten)
    if (pattern.test(href)) return { problem, repair: proposal(href.replace(pattern, meant)) };
  return undefined;
};

/** Why the WHATWG parser refused an address, as far as its text shows. */
const refusal = (address: string): string => {
  const authority = /^https?:[/\\]*([^/\\?#]*)/i.exec(address)?.[1] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (host === '') return 'it has no host';
  return /:[^\]]*$/.test(host) && parseUrl(`http://${host.replace(/:[^\]:]*$/, '')}`) !== undefined
    ? 'its port is no number from 0 to 65535'
    : 'its host name is not valid';
};

const malformed = (url: string, { problem, repair }: Mistake): Target => ({
  type: 'malformed',
  url: hidden(url),
  problem,
  ...(repair === undefined ? {} : { repair }),
});

const skipped = (url: string, reason: 'relative' | 'scheme', detail: string): Target => ({
  type: 'skipped',
  url,
  reason,
  detail,
});

const archivedAt = (url: string): ArchivedAddress | undefined => {
  const found = recogniseArchived(url);
  if (found?.url === undefined) return found;
  const { url: written, ...rest } = found;
  const original = parseUrl(written);
  return original === undefined ? rest : { ...rest, url: bare(original) };
};

const web = (href: string, address: string): Target => {
  const url = parseUrl(address);
  if (url === undefined) return malformed(href, { problem: refusal(address) });
  const normal = bare(url);
  if (normal.length > longestUrl) return malformed(normal, { problem: `it is longer than ${longestUrl} characters` });
  // What the parser folds (full-width letters, `%2F` in a host) may bring out a mistake that the text had hidden.
  const mistake = mistakeIn(normal);
  if (mistake !== undefined) return malformed(href, mistake);
  if (!isHost(normal === url.href ? url.hostname : new URL(normal).hostname)) {
    const [name = ''] = address.split(/(?<=:\/\/[^/?#]*)[^\p{L}\p{N}.:@_[\]/-]/u, 1);
    return malformed(href, { problem: 'its host name holds characters that no host name has', repair: proposal(name) });
  }
  const archived = archivedAt(normal);
  return { type: 'web', url: normal, ...(archived === undefined ? {} : { archived }) };
};

const looksLikeHost =
  /^(?:www\.|[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|org|net|edu|gov|info|io|cn|jp|tw|hk|kr|uk|de|fr|eu)(?=[/:?#]|$))/i;

const relative = (href: string): Target => {
  if (href === '') return skipped(href, 'relative', 'empty destination');
  if (href.startsWith('#')) return skipped(href, 'relative', 'it leads to a place in the document itself');
  if (/^(?:[a-z]:)?\\/i.test(href)) return skipped(href, 'relative', 'it is a path on somebody’s computer');
  return looksLikeHost.test(href)
    ? skipped(hidden(href), 'relative', `without a scheme it leads to a file; “https://${href}” was probably meant`)
    : skipped(href, 'relative', 'it leads to a file beside the document');
};

const otherScheme = (href: string, scheme: string): Target => {
  const url = scheme === 'data' && href.length > longestData ? `${href.slice(0, longestData)}…` : hidden(href);
  return skipped(url, 'scheme', `“${scheme}:” addresses are not looked at`);
};

const targetOf = (href: string, syntax: Link['syntax']): Target => {
  if (href.startsWith('//')) return href.length > longestUrl ? tooLong(href) : web(href, `https:${href}`);
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === 'data') return otherScheme(href, scheme);
  if (href.length > longestUrl) return tooLong(href);
  const mistake = mistakeIn(href);
  if (mistake !== undefined) return malformed(href, mistake);
  if (scheme === 'http' || scheme === 'https') return web(href, href);
  if (syntax === 'bare' && /^www\./i.test(href)) return web(href, `http://${href}`);
  // `example.org:8080` and `c:\folder` have what looks like a scheme.
  const isScheme =
    scheme !== undefined && scheme.length > 1 && !(/[.]|^localhost$/.test(scheme) && /^[^:]*:\d/.test(href));
  return isScheme ? otherScheme(href, scheme) : relative(href);
};

const tooLong = (href: string): Target =>
  malformed(`${href.slice(0, 200)}…`, { problem: `it is longer than ${longestUrl} characters` });

const hasCredentials = (href: string): boolean => {
  if (!href.includes('@')) return false;
  const url = parseUrl(href.startsWith('//') ? `https:${href}` : href);
  return url !== undefined && (url.username !== '' || url.password !== '');
};

/**
 * Says what a link asks us to look at: its address as the WHATWG URL Standard reads it, without the parts that are not sent. Pure, and
 * total: whatever an author wrote is a target, if only a skipped or a malformed one.
 */
export const resolve = (link: Pick<Link, 'href' | 'syntax'>): Resolved => {
  const href = link.href.trim();
  const fragment = href.startsWith('data:') ? undefined : /#(.+)$/s.exec(href)?.[1];
  return {
    target: targetOf(href, link.syntax),
    ...(fragment === undefined ? {} : { fragment }),
    credentials: hasCredentials(href),
  };
};
