import { judge } from '../judge/judge.ts';
import { isSuccess } from '../judge/statuses.ts';
import type { LinkKind } from '../model/link.ts';
import type { Answer, Hop } from '../model/observation.ts';
import type { Reason } from '../model/reasons.ts';
import { parseUrl } from '../parse-url.ts';

/** Why a capture does not hold the page that was cited. */
export interface CaptureProblem {
  /** What it holds instead, to stand after “it is”. */
  readonly says: string;
  /** The page itself was gone by then: what is captured later is another life of its address. */
  readonly gone: boolean;
}

interface Circumstances {
  /** What the links to it are: an embedded image has to be an image. */
  readonly kinds?: readonly LinkKind[] | undefined;
  /** The archived redirects that led to the answer. */
  readonly hops?: readonly Hop[];
}

/**
 * Reads what was archived as the judge reads a first look at a live page, and says why it is not the page. What would be a doubt
 * about a live page, to be settled by a second look, decides here: there is none, and a reader is better sent to another capture.
 */
export function problemOf(answer: Answer, cited: string, around: Circumstances = {}): CaptureProblem | undefined {
  const { kinds = [], hops = [] } = around;
  const { status, body } = answer;
  if (!isSuccess(status)) return { says: `an archived ${status}`, gone: status === 404 || status === 410 };
  // Also where its content coding says that there should be something: playback loses bodies.
  if (body.bytes === 0 && body.end === 'complete') return { says: substitutes.empty, gone: false };
  const look = {
    purpose: 'first',
    at: '',
    durationMs: 0,
    attempts: 1,
    hops,
    end: { type: 'answer', answer: parseUrl(answer.url) === undefined ? { ...answer, url: cited } : answer },
  } as const;
  const { status: verdict, reason } = judge({ from: 'wire', looks: [look] }, { url: cited, kinds });
  // Served is served: a paywalled article, a broken transfer, an address that had moved by then.
  if (verdict === 'alive' || verdict === 'moved') return undefined;
  const known: Partial<Readonly<Record<Reason, string>>> = substitutes;
  return { says: known[reason] ?? 'an answer that is not the page', gone: goneBy.has(reason) };
}

/** What stands in the place of the page, by what the judge finds. */
const substitutes = {
  'soft-404': 'a page in place of one that was not found',
  'redirected-home': 'a redirect to the site’s home page',
  parked: 'the page of a parked domain',
  usurped: 'the page of a parked domain',
  'placeholder-page': 'a stand-in for the whole site',
  'placeholder-image': 'a stand-in for the image',
  'not-an-image': 'no image',
  'wrong-type': 'a web page in place of the file',
  empty: 'an empty answer',
  removed: 'a notice that it was removed',
  'geo-notice': 'a notice that it is not shown in that country',
  maintenance: 'a notice of maintenance',
  blocked: 'a refusal of programs',
  challenged: 'the challenge of a bot wall',
  'rate-limited': 'a notice that too much was asked',
  'login-wall': 'a page to sign in',
  paywall: 'a page to pay first',
  'consent-wall': 'a page to consent to cookies',
  'app-shell': 'the empty frame of a script',
  legal: 'a notice that it is withheld',
} as const satisfies Partial<Record<Reason, string>>;

/** A home page or a section in place of the page may mean many things; these mean that it is no more. */
const goneBy: ReadonlySet<Reason> = new Set([
  'soft-404',
  'parked',
  'usurped',
  'placeholder-page',
  'placeholder-image',
  'removed',
  'not-found',
  'gone',
] as const satisfies readonly Reason[]);
