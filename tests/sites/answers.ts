import type { Answer, PageFacts } from '../../src/model/observation.ts';
import { siteFor } from '../../src/sites/index.ts';
import type { SiteSays } from '../../src/sites/site.ts';
import { page } from '../judge/looks.ts';

interface Told {
  readonly status?: number;
  /** Where the answer came from, if the question was redirected. */
  readonly url?: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly page?: Partial<PageFacts>;
}

/** What came back: JSON, some text, or a page. */
export const answer = (asked: string, { status = 200, url = asked, json, text, page: facts }: Told): Answer => ({
  url,
  status,
  headers: {},
  contentType: json === undefined ? 'text/html' : 'application/json',
  body: { bytes: 900, end: 'complete', coding: 'ok' },
  ...(json === undefined ? {} : { text: JSON.stringify(json) }),
  ...(text === undefined ? {} : { text }),
  ...(facts === undefined ? {} : { page: page(facts) }),
});

/** What the site's adapter makes of it, asked as the shell asks it. */
export function reading(cited: string, told: Told): SiteSays | undefined {
  const url = new URL(cited);
  const site = siteFor(url);
  if (site === undefined) throw new Error(`no site knows ${cited}`);
  return site.read(answer(site.question?.(url) ?? cited, told), url);
}

/** “dead removed youtube-oembed-404”: a reading on one line. */
export const inShort = (says: SiteSays | undefined): string =>
  says === undefined ? 'nothing' : [says.status, says.reason, ...says.evidence.map(({ code }) => code)].join(' ');
