import { isSameSite } from '../judge/same-site.ts';
import { parseUrl } from '../parse-url.ts';
import type { ArchiveResponse } from './archive.ts';
import { daysBetween } from '../archived/timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

/** One of Common Crawl's crawls, each of which has an index of its own. */
export interface Crawl {
  /** `CC-MAIN-2022-05`: of that year's fifth week. */
  readonly id: string;
  /** The address of its index. */
  readonly index: string;
  /** The day on which it began, `YYYY-MM-DD`. */
  readonly from: string;
}

/** Reads the list of all crawls. What is older than weekly names (2013), or lies elsewhere, is left out. */
export function readCrawls(
  response: ArchiveResponse,
  home: string,
): { readonly type: 'crawls'; readonly crawls: readonly Crawl[] } | Refusal {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (own.status !== 200) return silent(`its list of crawls answered ${own.status}`);
  const crawls = entriesIn(own.body).flatMap(({ id, 'cdx-api': index }) => {
    const [, year, week] = typeof id === 'string' ? (/^CC-MAIN-(20\d\d)-([0-5]\d)$/.exec(id) ?? []) : [];
    const at = typeof index === 'string' ? parseUrl(index) : undefined;
    if (year === undefined || week === undefined || at?.protocol !== 'https:') return [];
    return isSameSite(at, new URL(home)) ? [{ id: id as string, index: at.href, from: weekStart(+year, +week) }] : [];
  });
  return crawls.length === 0 ? silent('its list of crawls cannot be read') : { type: 'crawls', crawls };
}

/** Those first that began nearest to a day. */
export const nearestCrawls = (crawls: readonly Crawl[], day: string): readonly Crawl[] =>
  crawls.toSorted((a, b) => Math.abs(daysBetween(day, a.from)) - Math.abs(daysBetween(day, b.from)));

interface Entry {
  readonly id?: unknown;
  readonly 'cdx-api'?: unknown;
}

function entriesIn(body: string): readonly Entry[] {
  try {
    const entries: unknown = JSON.parse(body);
    return Array.isArray(entries) ? entries.map((entry: Entry | null) => entry ?? {}) : [];
  } catch {
    return [];
  }
}

const dayMs = 86_400_000;

/** The Monday of a week by ISO 8601: the first week of a year is the one with 4 January in it. */
function weekStart(year: number, week: number): string {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
  return new Date(monday + (week - 1) * 7 * dayMs).toISOString().slice(0, 10);
}
