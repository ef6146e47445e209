import { inMode } from '../archived/replay-mode.ts';
import type { FailureCode, Look } from '../model/observation.ts';
import { siteFor } from '../sites/index.ts';
import { withoutCapture } from './cited-capture.ts';
import { knownOf } from './known.ts';
import type { LookPlan } from './look-plan.ts';
import type { JudgeContext, Known, Reading } from './reading.ts';
import { isSameSite } from './same-site.ts';
import { siblingOf } from './sibling.ts';
import { leavesOpen, siteSays } from './site-word.ts';
import { isOfPage, standingOf } from './standing.ts';
import { parseUrl } from '../parse-url.ts';

/** What the plan of further looks needs to know besides. */
export interface LookContext extends JudgeContext {
  /** A word that nobody else uses, the same for the whole run: the name of made-up addresses. */
  readonly token: string;
  /** The site of the document that embeds the image, where it is known. */
  readonly embeddedFrom?: string;
}

/** After which failures another way of asking may find the page. */
const otherWays: Partial<Readonly<Record<FailureCode, LookPlan['purpose']>>> = {
  certificate: 'unverified-tls',
  'obsolete-tls': 'obsolete-tls',
  'http2-required': 'http2',
  protocol: 'lenient',
};

/** How long a decisive sign must have lasted; a name longer, as name servers take longer to recover. */
const confirmAfterMs = { page: 1_000, chain: 1_000, host: 2_000 } as const;

/** Looks whose answer is evidence only, and leads to no further question. */
const lastResorts: ReadonlySet<Look['purpose']> = new Set(['unverified-tls', 'obsolete-tls', 'lenient']);

/** The next look, if one could change the verdict; each purpose once. The site itself is asked first: its word settles it. */
export function nextLook(
  looks: readonly Look[],
  context: LookContext,
  sites: typeof siteFor = siteFor,
): LookPlan | undefined {
  const [first, ...others] = looks;
  if (first === undefined) return undefined;
  const known = knownOf(context, sites);
  const ofPage: readonly [Look, ...Look[]] = [first, ...others.filter(isOfPage)];
  const page = ofPage.at(-1) ?? first;
  const standing = standingOf(ofPage, known);
  const told = looks.find(({ purpose }) => purpose === 'site');
  if (told === undefined) {
    const question = known.capture === undefined ? questionFor(page, standing, known) : copyOf(standing, known);
    if (question !== undefined) return question;
  } else if (settles(told, known)) {
    return undefined;
  }
  if (lastResorts.has(page.purpose)) return undefined;
  const plan = pageAgain(page, standing) ?? besideIt(standing, context) ?? embedded(page, standing, context);
  return looks.some(({ purpose }) => purpose === plan?.purpose) ? undefined : plan;
}

function questionFor(page: Look, standing: Reading, { url, site }: Known): LookPlan | undefined {
  const question = site?.question?.(new URL(url));
  return site !== undefined && question !== undefined && leavesOpen(page, standing, site)
    ? { purpose: 'site', waitMs: 0, url: question }
    : undefined;
}

/** An archive that answers with a page of its own is asked for the bare copy. */
const copyOf = ({ evidence }: Reading, { url }: Known): LookPlan | undefined =>
  evidence.some(({ code }) => code === withoutCapture)
    ? { purpose: 'site', waitMs: 0, url: inMode(url, 'id_') }
    : undefined;

const settles = (told: Look, known: Known): boolean => {
  const says = siteSays(told, known);
  return says !== undefined && says.status !== 'unsure';
};

function pageAgain(page: Look, { claim }: Reading): LookPlan | undefined {
  if (claim !== undefined) {
    const protocol = page.purpose === 'http2' ? { protocol: 'http2' as const } : {};
    return { purpose: 'confirm', waitMs: confirmAfterMs[claim.kind], ...protocol };
  }
  const purpose = page.end.type === 'failure' ? otherWays[page.end.failure.code] : undefined;
  return purpose === undefined ? undefined : { purpose, waitMs: 0 };
}

function besideIt({ doubt }: Reading, { url, token }: LookContext): LookPlan | undefined {
  const sibling = doubt === undefined ? undefined : siblingOf(new URL(url), token);
  return sibling === undefined ? undefined : { purpose: 'sibling', waitMs: 0, url: sibling };
}

/** A picture of another site, that was served to us: is it to its readers? */
function embedded(page: Look, { status }: Reading, { url, kinds, embeddedFrom }: LookContext): LookPlan | undefined {
  const embedding = embeddedFrom === undefined ? undefined : parseUrl(embeddedFrom);
  if (embeddedFrom === undefined || embedding === undefined || !kinds.includes('image')) return undefined;
  const isPicture = page.end.type === 'answer' && page.end.answer.body.sniffed?.startsWith('image/') === true;
  const isServed = status === 'alive' || status === 'moved';
  return isServed && isPicture && !isSameSite(new URL(url), embedding) ? { purpose: 'hotlink', waitMs: 0 } : undefined;
}
