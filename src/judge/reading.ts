import type { LinkKind } from '../model/link.ts';
import type { Answer, Failure, Hop, Look, LookEnd, LookPurpose } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { appShell } from './app-shell.ts';
import { documentType } from './document-type.ts';
import { failures } from './failures.ts';
import { gate, gateAt } from './gates.ts';
import { image } from './images.ts';
import { geoNotice, maintenance } from './notices.ts';
import { parked } from './parked.ts';
import { quote } from './phrases.ts';
import { placeholderPage } from './placeholder-page.ts';
import { redirectedHome, served } from './redirects.ts';
import { type Check, type ReasonFor, type Seen, type Sign, sign } from './sign.ts';
import { soft404 } from './soft-404.ts';
import { isBare, isSuccess, meaningOf } from './statuses.ts';
import { inFront, wall } from './walls.ts';

/** What the judge may know besides the observation. */
export interface JudgeContext {
  /** The target's address. */
  readonly url: string;
  /** What its links are: an embedded image has to be an image. */
  readonly kinds: readonly LinkKind[];
}

/** A decisive sign of death. It decides when a second look finds one of the same kind. */
export interface Claim {
  readonly kind: 'page' | 'host' | 'chain';
  readonly reason: ReasonFor<'dead'>;
}

/** What one look is worth by itself, and what it would be worth if another agreed. */
export interface Reading extends Sign {
  readonly claim?: Claim;
}

/** Who stands between us and the page, asked of every answer before anything it says is believed. In this order. */
const walls: readonly Check[] = [wall, gate];

/** What a served page may turn out to be, the most telling first: what one check recognises, those after it would misread. */
const contents: readonly Check[] = [
  parked,
  placeholderPage,
  geoNotice,
  maintenance,
  soft404,
  redirectedHome,
  image,
  bare,
  documentType,
  appShell,
  unread,
  notFree,
];

/** Reads one look on its own. */
export function readLook({ purpose, hops, end }: Look, context: JudgeContext): Reading {
  switch (end.type) {
    case 'answer':
      return readAnswer(end.answer, hops, purpose, context);
    case 'failure':
      return readFailure(end.failure, end.url, hops, purpose);
    case 'chain':
      return readChain(end, hops, purpose, context);
    default:
      return end satisfies never;
  }
}

function readAnswer(answer: Answer, hops: readonly Hop[], purpose: LookPurpose, { url, kinds }: JudgeContext): Reading {
  const whole = answer.body.end !== 'broken' && answer.body.coding === 'ok';
  const { page, ...rest } = answer;
  const seen: Seen = {
    cited: new URL(url),
    final: new URL(answer.url),
    hops,
    answer: whole ? answer : rest,
    ...(whole && page !== undefined ? { page } : {}),
    kinds,
  };
  const { status } = answer;
  const http: Evidence = { code: `http-${status}`, detail: `${status} to GET${circumstances[purpose]}` };
  const found = firstOf(walls, seen) ?? (isSuccess(status) ? (firstOf(contents, seen) ?? served(seen)) : undefined);
  if (found !== undefined) {
    return isSuccess(status) || found.status !== 'unsure'
      ? { ...found, evidence: [http, ...found.evidence] }
      : { ...found, evidence: [http, ...found.evidence, ...inFront(seen)] };
  }
  if (status === 404 || status === 410) {
    const reason = status === 404 ? 'not-found' : 'gone';
    return { status: 'unsure', reason: 'unexpected-status', evidence: [http], claim: { kind: 'page', reason } };
  }
  const down = status === 503 ? maintenance(seen) : undefined;
  if (down !== undefined) return { ...down, evidence: [http, ...down.evidence] };
  return { status: 'unsure', reason: meaningOf(status), evidence: [http, ...inFront(seen)] };
}

function readFailure({ code, detail }: Failure, url: string, hops: readonly Hop[], purpose: LookPurpose): Reading {
  if (code === 'private-address' || code === 'bad-port') {
    // What stands behind the guard is not told: neither where a name leads, nor whether anything is there.
    const says = `${new URL(url).host} ${failures[code].says}`;
    return hops.length === 0 ? sign('skipped', code, code, says) : sign('suspect', 'bad-redirect', code, says);
  }
  const { reason, says } = failures[code];
  const words = detail === '' ? '' : ` (${detail})`;
  const evidence: Reading['evidence'] = [
    {
      code: code === 'name-not-found' ? 'nxdomain' : code,
      detail: `${new URL(url).host}: ${says}${words}${circumstances[purpose]}`,
    },
  ];
  return code === 'name-not-found'
    ? { status: 'unsure', reason, evidence, claim: { kind: 'host', reason: 'no-host' } }
    : { status: 'unsure', reason, evidence };
}

type Chain = Extract<LookEnd, { type: 'chain' }>;

function readChain(end: Chain, hops: readonly Hop[], purpose: LookPurpose, { url }: JudgeContext): Reading {
  const { problem, detail } = end;
  // A chain that goes through a gate goes wrong because we don't pay, sign in or keep what it wants us to keep.
  const gates = hops.flatMap((hop) => gateAt(new URL(url), new URL(hop.url)) ?? []);
  if (gates[0] !== undefined) return gates[0];
  const weak = (says: string): Reading =>
    sign('suspect', 'bad-redirect', `redirect-${problem}`, `${says}${circumstances[purpose]}`);
  switch (problem) {
    case 'no-location':
      return weak(`${end.status} without an address`);
    case 'into-private-address':
      return weak('redirects into a private network');
    case 'unusable-location':
      return {
        ...weak(`redirects to ${quote(detail)}, which can't be followed`),
        claim: { kind: 'chain', reason: 'bad-redirect' },
      };
    case 'loop':
      // What reloads in circles has been served each time.
      if (hops.some(({ next }) => next?.by === 'refresh')) return weak(`redirects in a circle, back to ${detail}`);
      return { ...weak(`redirects in a circle, back to ${detail}`), claim: { kind: 'chain', reason: 'redirect-loop' } };
    case 'too-long':
      return { ...weak(`${detail} redirects`), claim: { kind: 'chain', reason: 'too-many-redirects' } };
    default:
      return problem satisfies never;
  }
}

function firstOf(checks: readonly Check[], seen: Seen): Sign | undefined {
  for (const check of checks) {
    const found = check(seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How a second look differs from a first. */
const circumstances: Readonly<Record<LookPurpose, string>> = {
  first: '',
  confirm: ', asked again',
  'unverified-tls': ', with the certificate not checked',
  'obsolete-tls': ', with obsolete TLS allowed',
  http2: ', over HTTP/2',
  lenient: ', with the rules of HTTP relaxed',
  site: ', asked of the site itself',
  sibling: ', for an address made up beside it',
  hotlink: ', asked for as the page that embeds it would',
};

function bare({ answer: { status, body } }: Seen): Sign | undefined {
  if (isBare(status)) return sign('suspect', 'empty', 'no-content', `${status} has no content by definition`);
  return body.bytes === 0 && body.end === 'complete' && body.coding === 'ok'
    ? sign('suspect', 'empty', 'no-bytes', 'a success with nothing in it')
    : undefined;
}

function unread({ answer: { body } }: Seen): Sign | undefined {
  if (body.coding !== 'ok')
    return sign('alive', 'undecodable', `coding-${body.coding}`, 'served, but its bytes could not be decoded');
  return body.end === 'broken'
    ? sign('alive', 'truncated', 'broken-off', `broke off after ${body.bytes} bytes`)
    : undefined;
}

/** A moved page is better told as moved: its new address is what helps. */
function notFree(seen: Seen): Sign | undefined {
  if (seen.page?.accessibleForFree !== false) return undefined;
  const found = served(seen);
  const says: Evidence = { code: 'says-not-free', detail: 'its schema.org data say isAccessibleForFree: false' };
  return found.status === 'alive'
    ? { ...found, reason: 'paywalled', evidence: [...found.evidence, says] }
    : { ...found, evidence: [...found.evidence, says] };
}
