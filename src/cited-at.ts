import type { CitationDate } from './model/document.ts';

interface Clues {
  /** `--cited-at`, as `parseDate` gives it. */
  readonly option?: string | undefined;
  /** What the front matter says, `YYYY-MM-DD`. */
  readonly frontMatterDate?: string | undefined;
  /** The document's path, `/` between its folders. */
  readonly path: string;
}

/** The day a document cites its links, from the best clue there is; `undefined` where nothing tells it. */
export const citationDate = ({ option, frontMatterDate, path }: Clues): CitationDate | undefined => {
  if (option !== undefined) return { date: option, basis: 'option' };
  if (frontMatterDate !== undefined) return { date: frontMatterDate, basis: 'front-matter' };
  const date = dateInPath(path);
  return date === undefined ? undefined : { date, basis: 'file-name' };
};

/**
 * Reads a date as a person writes it for a machine: `2022-01-06`, `2022/1/6`, or an ISO 8601 date with a time. The day
 * counts as written, whatever the time zone behind it: it is the author's calendar. Gives `YYYY-MM-DD`.
 */
export const parseDate = (text: string): string | undefined => {
  const parts =
    /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|[+-]\d\d:?(?:\d\d)?)?)?$/i.exec(
      text.trim(),
    );
  return parts === null ? undefined : realDate(parts[1], parts[3], parts[4]);
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
    ([, y1, , m1, d1, y2, m2, d2, y3, m3, d3]) => realDate(y1 ?? y2 ?? y3, m1 ?? m2 ?? m3, d1 ?? d2 ?? d3) ?? [],
  );

/** A day that exists, in the years of the Web (the first page is of 1991): eight digits may as well be a number. */
const realDate = (year = '', month = '', day = ''): string | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return undefined;
  return year >= '1991' && year < '2100' ? date : undefined;
};
