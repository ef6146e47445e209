import type { Answer, Look } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import { isKnownAddress } from './app-shell.ts';
import { notFoundWords } from './not-found.ts';
import { statement } from './phrases.ts';
import { type Reading, wallBefore } from './reading.ts';
import { withoutFragment } from './redirects.ts';
import { isSamePage } from './same-page.ts';
import { withEvidence } from './standing.ts';
import { parseUrl } from '../parse-url.ts';

/** Answers by which a server says honestly that it has no such page. */
const honest: ReadonlySet<number> = new Set([400, 404, 410, 422]);

/**
 * What the answer to a made-up address makes of a soft sign. The same page or the same end of the road for an address that
 * nobody ever gave out is the second sign; an honest “not found” clears a page of next to no text, and nothing else.
 */
export function weighSibling(so: Reading, page: Look, sibling: Look): Reading {
  if (so.doubt === undefined || page.end.type !== 'answer') return so;
  const found = compare(page, page.end.answer, sibling);
  const evidence = withEvidence(so.evidence, [found]);
  if (found.code !== 'sibling-same-page' && found.code !== 'sibling-same-end') return { ...so, evidence };
  if (so.doubt !== 'thin') return { status: 'dead', reason: 'soft-404', evidence };
  // Next to no text is no sign by itself: the same of it for every address is the first one.
  const isScripted = (page.end.answer.page?.scripts ?? 0) > 0;
  return isScripted
    ? { status: 'unsure', reason: 'app-shell', evidence }
    : { status: 'suspect', reason: 'soft-404', evidence };
}

function compare(page: Look, answer: Answer, sibling: Look): Evidence {
  const url = sibling.hops[0]?.url;
  const tell = (code: string, detail: string): Evidence => ({ code, detail });
  if (sibling.end.type !== 'answer' || url === undefined || parseUrl(url) === undefined) {
    return tell('sibling-silent', 'an address made up beside it got no answer');
  }
  const other = sibling.end.answer;
  if (honest.has(other.status)) return tell('sibling-not-found', `an address made up beside it gets ${other.status}`);
  const cited = page.hops[0]?.url ?? answer.url;
  if (other.status !== answer.status || wallBefore(sibling, { url, kinds: ['link'] }) !== undefined) {
    return tell('sibling-barred', `an address made up beside it gets ${other.status}, which tells nothing`);
  }
  const [at, otherAt] = [withoutFragment(new URL(answer.url)), withoutFragment(new URL(other.url))];
  if (at === otherAt) {
    // Where only the made-up address was led, to the cited one, the server knows the page by something that both have.
    return isLed(page) && page.hops.length === sibling.hops.length
      ? tell('sibling-same-end', `an address made up beside it leads to ${at} as well`)
      : tell('sibling-led-here', `an address made up beside it leads to ${at} by another way`);
  }
  // A page that names its own address was made for it, unless the server writes any address there.
  const isMadeForIt = names(answer, new URL(cited)) && !names(other, new URL(url));
  const isSame = isSamePage({ url: new URL(cited), answer }, { url: new URL(url), answer: other });
  return !isMadeForIt && (isSame || bothSay(answer, other))
    ? tell('sibling-same-page', 'an address made up beside it gets the same page')
    : tell('sibling-differs', 'an address made up beside it gets another page');
}

const names = ({ page }: Answer, url: URL): boolean => page !== undefined && isKnownAddress(page, url);

const isLed = ({ hops }: Look): boolean => hops.some(({ next }) => next !== undefined);

/** Two pages with one title, both of which say that they were not found: what else they show may differ. */
const bothSay = ({ page }: Answer, { page: other }: Answer): boolean =>
  page?.title !== undefined &&
  page.title === other?.title &&
  statement(page, notFoundWords) !== undefined &&
  statement(other, notFoundWords) !== undefined;
