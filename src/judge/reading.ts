import type { Site } from '../sites/site.ts';
import type { Witness } from '../drift/measure-drift.ts';
import type { LinkKind } from '../model/link.ts';
import type { Answer, Failure, Hop, Look, LookEnd, LookPurpose, Observation } from '../model/observation.ts';
import type { ReasonFor } from '../model/reasons.ts';
import type { Evidence } from '../model/verdict.ts';
import { appShell } from './app-shell.ts';
import { captureIn, type CitedCapture, readCapture } from './cited-capture.ts';
import { documentType } from './document-type.ts';
import { failures } from './failures.ts';
import { gate, gateAt } from './gates.ts';
import { image } from './images.ts';
import { geoNotice, maintenance } from './notices.ts';
import { parked, takenOver } from './parked.ts';
import { quote } from './phrases.ts';
import { placeholderPage } from './placeholder-page.ts';
import { redirectedAway, redirectedHome, served } from './redirects.ts';
import { bare, notFree, thin, unread } from './served-checks.ts';
import { type Check, type Seen, type Sign, sign } from './sign.ts';
import { soft404 } from './soft-404.ts';
import { isSuccess, meaningOf } from './statuses.ts';
import { inFront, wall } from './walls.ts';

/** What the judge may know besides the observation. */
export interface JudgeContext {
  /** The target's address. */
  readonly url: string;
  /** What its links are: an embedded image has to be an image. */
  readonly kinds: readonly LinkKind[];
  /** The archived copy that shows what was cited, where there is one that was read. */
  readonly archived?: Witness;
}

/** What is known besides one look: of the target, of its site, and of the host's other answers in this run. */
export interface Known extends JudgeContext {
  readonly site?: Site;
  /** The target is itself an archive's address. */
  readonly capture?: CitedCapture;
  readonly shared?: Observation['shared'];
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
  takenOver,
  geoNotice,
  maintenance,
  soft404,
  placeholderPage,
  redirectedHome,
  redirectedAway,
  image,
  bare,
  documentType,
  appShell,
  unread,
  notFree,
  thin,
];

/** What was read last in a look, and by what knowledge. */
const lastRead = new WeakMap<Look, { readonly known: Known; readonly reading: Reading }>();

/**
 * Reads one look on its own. A look is judged when it came, before the archive is asked, when its target is done and when the run
 * is: to read it anew each time would be a fifth of all that a run computes.
 */
export function readLook(look: Look, known: Known): Reading {
  const last = lastRead.get(look);
  if (last !== undefined && isSameKnowledge(last.known, known)) return last.reading;
  const reading = read(look, known);
  lastRead.set(look, { known, reading });
  return reading;
}

/** Would a look be read alike? What an address is a capture of is told by the address itself, and a copy beside it is not read here. */
const isSameKnowledge = (one: Known, other: Known): boolean =>
  one.url === other.url &&
  one.site === other.site &&
  (one.capture === undefined) === (other.capture === undefined) &&
  one.shared?.finalUrl === other.shared?.finalUrl &&
  one.shared?.image === other.shared?.image &&
  one.kinds.length === other.kinds.length &&
  one.kinds.every((kind, index) => kind === other.kinds[index]);

function read({ purpose, hops, end }: Look, context: Known): Reading {
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

/** What an answer has to say, without the half of a page that broke off or can't be decoded. */
function seenIn(answer: Answer, hops: readonly Hop[], { url, kinds, shared = {} }: Known): Seen {
  const whole = answer.body.end !== 'broken' && answer.body.coding === 'ok';
  const { page, ...rest } = answer;
  return {
    cited: new URL(url),
    final: new URL(answer.url),
    hops,
    answer: whole ? answer : rest,
    ...(whole && page !== undefined ? { page } : {}),
    kinds,
    shared,
  };
}

/** Who stands between us and what was asked for, if anybody does; not what a mere status says. */
export const wallBefore = ({ hops, end }: Look, known: Known): Sign | undefined =>
  end.type === 'answer' ? firstOf(walls, seenIn(end.answer, hops, known)) : undefined;

/** The rules that were asked of an answer, in their order, up to the one that had something to say. For `--trace`. */
export function rulesAsked({ hops, end }: Look, known: Known): readonly string[] {
  if (end.type !== 'answer') return [];
  const seen = seenIn(end.answer, hops, known);
  const rules = isSuccess(end.answer.status) ? [...walls, ...contents] : walls;
  const decisive = rules.findIndex((check) => check(seen) !== undefined);
  return (decisive === -1 ? rules : rules.slice(0, decisive + 1)).map((check) => check.name);
}

function readAnswer(answer: Answer, hops: readonly Hop[], purpose: LookPurpose, known: Known): Reading {
  const http: Evidence = { code: `http-${answer.status}`, detail: `${answer.status} to GET${circumstances[purpose]}` };
  const { capture = captureIn(known.url, answer), ...asPage } = known;
  if (capture === undefined) return readPage(answer, hops, http, known);
  // What captures of one archive have in common says nothing of the sites that they are of.
  return readCapture(capture, { answer, hops, http }, (page, at, url = known.url) =>
    readPage(page, at, http, { ...asPage, url, shared: {} }),
  );
}

function readPage(answer: Answer, hops: readonly Hop[], http: Evidence, known: Known): Reading {
  const seen = seenIn(answer, hops, known);
  const { status } = answer;
  const found =
    firstOf(walls, seen) ??
    saidOfItself(seen, known) ??
    (isSuccess(status) ? (firstOf(contents, seen) ?? served(seen)) : undefined);
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

/** What the site's adapter reads in the cited page itself, where that is what tells. */
const saidOfItself = ({ cited, answer }: Seen, { site }: Known): Sign | undefined =>
  site === undefined || site.question?.(cited) !== undefined ? undefined : site.read(answer, cited);

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
