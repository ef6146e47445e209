import type { Hop } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { decoded, hasOwnName, isDate, isHome, keepsName, nameOf, segmentsOf } from './naming.ts';
import { type Check, type Seen, type Sign, sign } from './sign.ts';

/** Moved for good (RFC 9110 §15.4.2 and §15.4.9). */
const permanentStatuses: ReadonlySet<number> = new Set([301, 308]);
/** So many addresses of one host that end at the same one show it to be nobody's own. */
const sinkFrom = 3;
/** Their addresses stand for others, so that any page may be just what was meant. */
const shorteners: ReadonlySet<string> = new Set(
  't.co bit.ly goo.gl tinyurl.com ow.ly is.gd buff.ly dlvr.it ift.tt fb.me lnkd.in t.cn url.cn dwz.cn suo.im t.ly rb.gy cutt.ly reurl.cc amzn.to wp.me git.io g.co n.pr nyti.ms bbc.in cnn.it reut.rs wapo.st econ.st on.ft.com bloom.bg tcrn.ch'.split(
    ' ',
  ),
);

/**
 * Recognises a deep address that now leads to a front door. A host may lead whoever comes without a session, from abroad or as a
 * program there first, whatever was asked: that a made-up address ends there too has the same cause, and is no second sign.
 */
export const redirectedHome: Check = (seen) => {
  const { cited, final, shared } = seen;
  if (!isHome(final) || isHome(cited) || standsForAnother(cited)) return undefined;
  // `site.example/handbook` may well have become `handbook.site.example/`.
  const labels = final.hostname.toLowerCase().split('.');
  if (segmentsOf(cited).some((segment) => segment.length > 2 && labels.includes(segment.toLowerCase())))
    return undefined;
  const found = sign('suspect', 'redirected-home', 'deep-to-home', `${asked(cited)} leads to ${shown(final)}`);
  return { ...found, evidence: [...found.evidence, ...sink(shared.finalUrl)] };
};

/** Recognises a deep address that now leads where no one page lives: to a section above it, or where many others lead. */
export const redirectedAway: Check = ({ cited, final, hops, shared }) => {
  const isLed = hops.some(({ next }) => next !== undefined);
  if (!isLed || isHome(cited) || nameOf(cited) === undefined || standsForAnother(cited)) return undefined;
  if (keepsName(cited, final) || samePlace(cited, final)) return undefined;
  const many = depthOf(final) <= depthOf(cited) ? sink(shared.finalUrl) : [];
  const above: readonly Evidence[] = isAbove(final, cited)
    ? [{ code: 'deep-to-section', detail: `${asked(cited)} leads to ${shown(final)}, the section above it` }]
    : [];
  const [first, ...others] = [...above, ...many];
  return first === undefined
    ? undefined
    : {
        status: 'suspect',
        reason: 'soft-404',
        evidence: [first, ...others],
        ...(above.length > 0 ? { doubt: 'leads' as const } : {}),
      };
};

/** What redirects mean for a page that was served: it has moved if every hop says so, else it lives at the address as cited. */
export function served({ cited, final, hops }: Pick<Seen, 'cited' | 'final' | 'hops'>): Sign {
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

/** An address but for what stands behind `#`, which no server sees. */
export const withoutFragment = ({ href }: URL): string => href.split('#', 1)[0] ?? href;

const isPermanent = ({ status, next }: Hop): boolean => next?.by === 'refresh' || permanentStatuses.has(status);

const withoutWww = ({ hostname }: URL): string => hostname.replace(/^www\./u, '');

const standsForAnother = (url: URL): boolean => shorteners.has(withoutWww(url));

const sink = (count = 1): readonly Evidence[] =>
  count >= sinkFrom ? [{ code: 'shared-sink', detail: `${count} addresses of this host lead there` }] : [];

/** The same page but for what names none: scheme, `www.`, language, index, slash, case. */
const samePlace = (one: URL, other: URL): boolean => placeOf(one) === placeOf(other);
const placeOf = (url: URL): string => `${segmentsOf(url).map(decoded).join('/')}?${url.search}`.toLowerCase();

/** Is it a folder that the cited page stood in, and no page with a name of its own? */
function isAbove(url: URL, cited: URL): boolean {
  const path = segmentsOf(url).map(lower);
  const citedPath = segmentsOf(cited).map(lower);
  const isPrefix = path.length > 0 && path.every((segment, index) => segment === citedPath[index]);
  const isSection = isDate(path.at(-1) ?? '') || !hasOwnName(path.at(-1) ?? '');
  return (
    isPrefix && isSection && url.search === '' && path.length < citedPath.length && hasOwnName(nameOf(cited) ?? '')
  );
}

const lower = (segment: string): string => decoded(segment).toLowerCase();

const depthOf = (url: URL): number => segmentsOf(url).length;

const asked = ({ pathname, search }: URL): string => `${pathname}${search}`;
const shown = ({ host, pathname }: URL): string => `${host}${pathname}`;

const withoutScheme = ({ hostname, port, pathname, search }: URL): string => `${hostname}:${port}${pathname}${search}`;
