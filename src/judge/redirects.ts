import type { Hop } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { type Check, type Seen, type Sign, sign } from './sign.ts';

/** Moved for good (RFC 9110 §15.4.2 and §15.4.9). */
const permanentStatuses: ReadonlySet<number> = new Set([301, 308]);
/** Segments that name no page of their own: a language, an index, a version for phones. */
const plainSegment =
  /^(?:[a-z]{2}|[a-z]{2}[-_](?:[a-z]{2}|[a-z]{4}|\d{3})|(?:index|default|home|main|welcome)(?:\.[a-z]{2,5})?|amp|m|mobile)$/iu;
/** Parameters that say where a reader came from, not what they came for. */
const trackingParameter = /^(?:utm_\w+|fbclid|gclid|spm|from|ref|source|share|lang|locale|hl)$/iu;
/** Their addresses stand for others, so that a home page may be just what was meant. */
const shorteners: ReadonlySet<string> = new Set(
  't.co bit.ly goo.gl tinyurl.com ow.ly is.gd buff.ly dlvr.it ift.tt fb.me lnkd.in t.cn url.cn dwz.cn suo.im t.ly rb.gy cutt.ly reurl.cc amzn.to wp.me git.io g.co n.pr nyti.ms bbc.in cnn.it reut.rs wapo.st econ.st on.ft.com bloom.bg tcrn.ch'.split(
    ' ',
  ),
);

/** Is this address the front door of its site, or of one language of it? */
export const isHome = (url: URL): boolean =>
  segments(url).length === 0 && [...url.searchParams.keys()].every((name) => trackingParameter.test(name));

/** Recognises a deep address that now leads to a front door. */
export const redirectedHome: Check = ({ cited, final }) => {
  if (!isHome(final) || isHome(cited) || shorteners.has(cited.hostname.replace(/^www\./u, ''))) return undefined;
  // `site.example/handbook` may well have become `handbook.site.example/`.
  const labels = final.hostname.toLowerCase().split('.');
  if (segments(cited).some((segment) => segment.length > 2 && labels.includes(segment.toLowerCase()))) return undefined;
  return sign(
    'suspect',
    'redirected-home',
    'deep-to-home',
    `${cited.pathname}${cited.search} leads to ${final.host}${final.pathname}`,
  );
};

/** What redirects mean for a page that was served: it has moved if every hop says so, else it lives at the address as cited. */
export function served({ cited, final, hops }: Seen): Sign {
  const turns = hops.filter(({ next }) => next !== undefined);
  if (turns.length === 0)
    return { status: 'alive', reason: 'ok', evidence: [{ code: 'served', detail: 'it was served' }] };
  const at = withoutFragment(final);
  const stays = (code: string, detail: string): Sign => sign('alive', 'ok', code, detail);
  if (at === withoutFragment(cited)) return stays('redirect-back', 'redirects lead back to the address as cited');
  if (!turns.every(isPermanent)) return stays('redirect-temporary', `leads to ${at}, and not for good`);
  if (final.username !== '' || final.password !== '') {
    return stays('redirect-with-credentials', 'leads to an address with a user name or password');
  }
  if (cited.protocol === 'https:' && final.protocol === 'http:') {
    return stays('redirect-to-http', `leads to ${at}, which is no better address`);
  }
  const evidence: [Evidence] = [{ code: 'redirect-permanent', detail: `leads to ${at} for good` }];
  const onlyScheme = withoutScheme(cited) === withoutScheme(final);
  return { status: 'moved', reason: onlyScheme ? 'https-upgrade' : 'permanent-redirect', evidence, replacement: at };
}

const isPermanent = ({ status, next }: Hop): boolean => next?.by === 'refresh' || permanentStatuses.has(status);

const segments = ({ pathname }: URL): readonly string[] =>
  pathname.split('/').filter((segment) => segment !== '' && !plainSegment.test(segment));

const withoutFragment = ({ href }: URL): string => href.split('#', 1)[0] ?? href;

const withoutScheme = ({ hostname, port, pathname, search }: URL): string => `${hostname}:${port}${pathname}${search}`;
