import type { Look } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Site } from '../sites/site.ts';
import { type Known, type Reading, readLook, wallBefore } from './reading.ts';
import type { Sign } from './sign.ts';
import { withEvidence } from './standing.ts';

/**
 * Does what the page itself answered leave the question open? Another site, to which it led, tells of its own pages whether they
 * are there: a DOI stays registered when its publisher has lost the article.
 */
export function leavesOpen(page: Look, { status, claim }: Reading, site: Site): boolean {
  if (status === 'skipped') return false;
  const isTold = status === 'alive' || status === 'moved' || claim?.kind === 'page';
  return !(isTold && page.end.type === 'answer' && !site.matches(new URL(page.end.answer.url)));
}

/** What the site said when it was asked; `undefined` where it gave no answer that its adapter can read. */
export function siteSays(look: Look, { url, site }: Known): Sign | undefined {
  if (site === undefined || look.end.type !== 'answer' || wallBefore(look, questionOf(look)) !== undefined)
    return undefined;
  return site.read(look.end.answer, new URL(url));
}

/** The site's word weighs more than its page, which is the same for whatever is asked of it; but “unsure” only where the page proves nothing. */
export function weighSite(so: Reading, page: Look, look: Look, known: Known): Reading {
  const { site } = known;
  if (site === undefined) return so;
  const isOpen = leavesOpen(page, so, site);
  const says = siteSays(look, known);
  if (says !== undefined) {
    const evidence = withEvidence(so.evidence, says.evidence);
    const yields = says.status === 'unsure' && (!isOpen || so.status === 'dead' || so.status === 'suspect');
    return yields ? { ...so, evidence } : { ...says, evidence };
  }
  const reading = readLook(look, questionOf(look));
  const silence: Evidence = {
    code: 'site-unanswered',
    detail: `${site.name} was asked, and ${reading.evidence[0].detail}`,
  };
  const evidence = withEvidence(so.evidence, [silence]);
  const isServed = so.status === 'alive' || so.status === 'moved';
  // A refusal is an answer, and leaves the question open; an interface that can't be reached takes nothing from the page.
  const refused = look.end.type === 'answer' && reading.status === 'unsure';
  return isOpen && isServed && refused ? { status: 'unsure', reason: reading.reason, evidence } : { ...so, evidence };
}

/** The question as a target of its own. */
const questionOf = ({ hops, end }: Look): Known => ({
  url: hops[0]?.url ?? (end.type === 'answer' ? end.answer.url : end.type === 'failure' ? end.url : 'about:blank'),
  kinds: ['link'],
});
