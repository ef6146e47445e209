import { isSuccess } from '../judge/statuses.ts';
import type { Archive, ArchiveLookup, ArchiveQuestion, ArchiveResponse } from './archive.ts';
import { done, isRefusal, refused } from './conclude.ts';
import { type ArchiveConclusion, conversation, type Talk } from './conversation.ts';
import { type Crawl, nearestCrawls, readCrawls } from './crawls.ts';
import { readIndexLines } from './index-lines.ts';
import { refusalOf, silent } from './wayback-refusal.ts';

const name = 'common-crawl';
const home = 'https://index.commoncrawl.org';
/** It has no captures to hand on. */
const nothing = { archive: name, seen: [] };

/**
 * Common Crawl, which fetches a good part of the web every few weeks, and keeps what it got for machines. No reader can be shown
 * a page of it: it is a witness that a page once was there.
 */
export const commonCrawl: Archive = {
  name,
  home,
  budgets: { list: { perMinute: 600, concurrency: 1 }, index: { perMinute: 12, concurrency: 1 } },
  isWitness: true,
  next: conversation(consult),
};

/** Crawls that are asked about one address: the two nearest to its citation. */
const maxCrawls = 2;

function* consult(lookup: ArchiveLookup): Talk<ArchiveConclusion> {
  const all = readCrawls(yield { url: `${home}/collinfo.json`, budget: 'list', isStanding: true }, home);
  if (isRefusal(all)) return refused(all, nothing);
  const crawls = nearestCrawls(all.crawls, lookup.citedAt ?? lookup.today).slice(0, maxCrawls);
  for (const crawl of crawls) {
    const rows = readRows(yield indexQuestion(crawl, lookup.url.replace(/#.*$/s, '')), lookup.today);
    if (isRefusal(rows)) return refused(rows, nothing);
    const best = rows.rows.find(({ status = 0 }) => isSuccess(status)) ?? rows.rows[0];
    if (best === undefined) continue;
    const status = best.status === undefined ? '' : `, with status ${best.status}`;
    const day = best.moment.slice(0, 10);
    return done('unusable', `it was crawled on ${day}${status}, and is kept for machines only`, nothing);
  }
  return done('none', `not in ${crawls.map(({ id }) => id).join(', ')}`, nothing);
}

const indexQuestion = ({ index }: Crawl, url: string): ArchiveQuestion => ({
  url: `${index}?${new URLSearchParams({ url, output: 'json', fl: 'timestamp,url,status', limit: '5' }).toString()}`,
  budget: 'index',
});

/** It says that it has nothing with a 404 and a message of its own; any other 404 is somebody else's. */
function readRows(response: ArchiveResponse, today: string): ReturnType<typeof readIndexLines> {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (own.status === 404 && /\bNo Captures found\b/i.test(own.body)) return { type: 'rows', rows: [] };
  return own.status === 200 ? readIndexLines(response, today) : silent(`its index answered ${own.status}`);
}
