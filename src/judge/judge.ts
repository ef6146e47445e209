import type { Look, Observation } from '../model/observation.ts';
import type { Evidence, Verdict } from '../model/verdict.ts';
import { siteFor } from '../sites/index.ts';
import { weighCapture } from './capture-word.ts';
import { hotlinked } from './hotlink.ts';
import { knownOf } from './known.ts';
import { type JudgeContext, type Known, type Reading, readLook } from './reading.ts';
import { weighSibling } from './sibling-word.ts';
import { weighSite } from './site-word.ts';
import { isOfPage, standingOf, withEvidence } from './standing.ts';

export type { JudgeContext };

/**
 * What we conclude from what happened on the wire. First the page by itself, then what was asked about it: of its site, of an
 * address made up beside it, as the page that embeds it. Last what an archive shows of the day when it was cited.
 */
export function judge(observation: Observation, context: JudgeContext, sites: typeof siteFor = siteFor): Verdict {
  const { looks, shared, nameServiceProven = false } = observation;
  const known: Known = { ...knownOf(context, sites), ...(shared === undefined ? {} : { shared }) };
  const [first, ...others] = looks;
  const ofPage: readonly [Look, ...Look[]] = [first, ...others.filter(isOfPage)];
  const page = ofPage.at(-1) ?? first;
  const asked = others.filter((look) => !isOfPage(look));
  const weighed = asked.reduce((so, look) => weigh(so, page, look, known), standingOf(ofPage, known));
  const { claim: _, doubt: __, ...verdict } = weighCapture(weighed, page, asked, known);
  return verdict.reason === 'no-host' && !nameServiceProven ? unproven(verdict) : verdict;
}

function weigh(so: Reading, page: Look, look: Look, known: Known): Reading {
  switch (look.purpose) {
    case 'site':
      return known.capture === undefined ? weighSite(so, page, look, known) : weighCopy(so, look, known);
    case 'sibling':
      return weighSibling(so, page, look);
    case 'hotlink':
      return weighHotlink(so, page, look, known);
    case 'first':
    case 'confirm':
    case 'unverified-tls':
    case 'obsolete-tls':
    case 'http2':
    case 'lenient':
      return so;
    default:
      return look.purpose satisfies never;
  }
}

/** What the archive's bare copy says, where the page that it shows says nothing. Without a copy of it, it states that plainly. */
function weighCopy(so: Reading, look: Look, known: Known): Reading {
  const { claim, doubt: _, ...copy } = readLook(look, known);
  const evidence = withEvidence(so.evidence, copy.evidence);
  if (look.end.type !== 'answer') return { ...so, evidence };
  return claim === undefined ? { ...copy, evidence } : { status: 'dead', reason: claim.reason, evidence };
}

function weighHotlink(so: Reading, page: Look, look: Look, known: Known): Reading {
  if (so.status !== 'alive' && so.status !== 'moved') return so;
  const found = hotlinked(page, look, readLook(look, known));
  return found === undefined ? so : { ...found, evidence: withEvidence(so.evidence, found.evidence) };
}

function unproven({ evidence }: Verdict): Verdict {
  const silence: Evidence = {
    code: 'name-service-unproven',
    detail: 'no name server was seen to answer anything in this run',
  };
  return { status: 'unsure', reason: 'dns', evidence: [...evidence, silence] };
}
