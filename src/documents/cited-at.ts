import { dayInAddress } from './day-in-address.ts';
import { realDay } from '../extract/day.ts';
import type { CitationDate, CitedAtBasis } from '../model/document.ts';
import type { Link } from '../model/link.ts';

/** What may tell the day on which a document cites its links; each day is `YYYY-MM-DD`. */
interface Clues {
  /** `--cited-at`, as `parseDate` gives it. */
  readonly option?: string | undefined;
  readonly frontMatter?: string | undefined;
  /** The document's path, `/` between its folders. */
  readonly path: string;
  /** Of a dated line. */
  readonly text?: string | undefined;
  /** Of the last edit that the document tells of. */
  readonly updated?: string | undefined;
  /** Of the commit that first added the document. */
  readonly git?: string | undefined;
  readonly links: readonly Pick<Link, 'href' | 'ignored'>[];
  /** The day of the run, UTC. */
  readonly today: string;
}

/**
 * The day a document cites its links, from the best clue there is. What carries a later day in its address was not there
 * to be cited then: the latest such day is taken instead, and the clue's is doubted, unless the document tells of an edit
 * since. Where there is no clue at all it is
 * taken as well, as the day of citation is seldom far behind it. `undefined` where nothing tells the day.
 */
export const citationDate = (clues: Clues): CitationDate | undefined => {
  const { option, updated, links, today } = clues;
  if (option !== undefined) return { date: option, basis: 'option' };
  const told = toldDate(clues);
  const latest = links
    .flatMap((link) => (link.ignored ? [] : (dayInAddress(link.href) ?? [])))
    .filter((day) => day <= today)
    .toSorted()
    .at(-1);
  if (latest === undefined) return told;
  if (told === undefined) return { date: latest, basis: 'links' };
  const holds = [told.date, updated].some((day) => day !== undefined && latest <= dayAfter(day));
  return holds ? told : { date: latest, basis: 'links', doubted: told };
};

/** Does something tell the day that is a better clue than the document's repository? */
export const isDated = (clues: Omit<Clues, 'git' | 'links'>): boolean =>
  clues.option !== undefined || toldDate(clues) !== undefined;

const toldDate = ({ frontMatter, path, text, git, today }: Omit<Clues, 'links'>): Told | undefined => {
  const clues: readonly (readonly [Told['basis'], string | undefined])[] = [
    ['front-matter', frontMatter],
    ['file-name', dateInPath(path)],
    ['text', text],
    ['git', git],
  ];
  for (const [basis, date] of clues) {
    // On a day that is still to come nothing was cited: it is a plan, or a slip.
    if (date !== undefined && date <= dayAfter(today)) return { date, basis };
  }
  return undefined;
};

type Told = { readonly date: string; readonly basis: Exclude<CitedAtBasis, 'option' | 'links'> };

/** Between two places it may be one day in the one and the next in the other. */
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T24:00:00Z`)).toISOString().slice(0, 10);

/**
 * Reads a date as a person writes it for a machine: `2022-01-06`, `2022/1/6`, or an ISO 8601 date with a time. The day
 * counts as written, whatever the time zone behind it: it is the author's calendar. Gives `YYYY-MM-DD`.
 */
export const parseDate = (text: string): string | undefined => {
  const parts =
    /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|[+-]\d\d:?(?:\d\d)?)?)?$/i.exec(
      text.trim(),
    );
  return parts === null ? undefined : realDay(parts[1], parts[3], parts[4]);
};

/**
 * The date in a document's name (`2022-01-06-title.md`, `20220106-title.md`, `2022年1月6日.md`) or else in its folders
 * (`2022/01/06/title.md`, `2022-01-06-title/index.md`), where the nearest one counts.
 */
const dateInPath = (path: string): string | undefined =>
  datesIn(path.slice(path.lastIndexOf('/') + 1)).at(0) ?? datesIn(path).at(-1);

/** Separated by the same sign, in Chinese and Japanese, or compact; then a time may follow (`20220106123000`). */
const datePattern =
  /(?<!\d)(?:(\d{4})([-_./ ])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日?|(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?)?)(?!\d)/g;

const datesIn = (text: string): readonly string[] =>
  [...text.matchAll(datePattern)].flatMap(
    ([, y1, , m1, d1, y2, m2, d2, y3, m3, d3]) => realDay(y1 ?? y2 ?? y3, m1 ?? m2 ?? m3, d1 ?? d2 ?? d3) ?? [],
  );
