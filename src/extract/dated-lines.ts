import type { RootContent } from 'mdast';
import {
  bylineWords,
  datePreposition,
  laterWeekday,
  properName,
  publishedWords,
  shortName,
  timeOfDay,
  updatedWords,
  weekdayWords,
} from './dated-words.ts';
import { plainText, writtenDays } from './day.ts';
import { linesIn, type TextLine } from './text-lines.ts';

/**
 * How a line is about its date; best first.
 * - `published`: it says so (`Published: 6 January 2022`, `发布时间：2022-01-06`)
 * - `alone`: it is the date, or a byline, a signature or a dateline with it (`Jane Doe, 6 January 2022`)
 * - `updated`: it tells of a later edit
 */
const kinds = ['published', 'alone', 'updated'] as const;
type Kind = (typeof kinds)[number];

interface Dated {
  readonly day: string;
  readonly kind: Kind;
}

/** So many lines of the text are its top, and as many its end. Those of lists, tables and quotations do not count. */
const margin = 15;

/** A line that is about its date is no longer, in UTF-16 units; a longer one may begin with a dateline. */
const longestLine = 120;

/** What the lines of a document tell of its days; each is `YYYY-MM-DD`. */
interface DatedLines {
  readonly dated: string | undefined;
  /** The last edit. */
  readonly updated: string | undefined;
}

/**
 * The day of the line near the top or the end of a document that is about its date. No day is better than a wrong one: of
 * the best kind of such lines there may be several, but in the whole document they must name one day. A diary or a
 * chronology has none.
 */
export const datedLines = (blocks: readonly RootContent[], source: string): DatedLines => {
  const lines = linesIn(blocks, source);
  const last = (lines.at(-1)?.number ?? 0) - margin;
  const dated = lines.flatMap((line) => {
    const found = dateOf(line);
    return found === undefined ? [] : [{ ...found, isNear: line.number < margin || line.number > last }];
  });
  const best = kinds.find((kind) => dated.some((line) => line.kind === kind && line.isNear));
  const daysOf = (kind: Kind | undefined): readonly string[] =>
    dated.filter((line) => line.kind === kind).map(({ day }) => day);
  const days = new Set(daysOf(best));
  return { dated: days.size === 1 ? [...days][0] : undefined, updated: daysOf('updated').toSorted().at(-1) };
};

/** What every date holds. */
const year = /\d{4}|[年년]/;

/** Text that is itself in Unicode's form NFKC as far as years go: nothing in it becomes a digit there, or one of their signs. */
const settled =
  /^[\t -~\u00C0-\u024F\u2010-\u2027\u3000-\u3002\u3041-\u3096\u30A1-\u30FE\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF0F\uFF1A-\uFF20]*$/;

const dateOf = ({ text, place }: TextLine): Dated | undefined => {
  const isText = place === 'paragraph';
  const head = text.slice(0, longestLine);
  // Most lines hold none, which is seen far sooner than it is brought into that form.
  if (settled.test(head) && !year.test(head)) return undefined;
  const line = plainText(head).replace(/^[*_~ ]+|[*_~ ]+$/g, '');
  if (!year.test(line)) return undefined;
  if (text.length > longestLine) return isText ? datelineOf(line) : undefined;
  // The parts of a byline stand apart: `Jane Doe | January 6, 2022 | 5 min read`.
  const parts = line.split(/ ?[|·•] ?/);
  const part = parts.find((each) => writtenDays(each).length > 0);
  if (part === undefined || parts.some((other) => other !== part && isSentence(other))) return undefined;
  return dateOfPart(part, place) ?? (isText ? datelineOf(part) : undefined);
};

/** Beside the date stand names and the like. */
const isSentence = (part: string): boolean => part.length > 60 || /[!?。]|\p{Ll}{2}\.(?: |$)/u.test(part);

interface Lead {
  readonly kind: Kind;
  readonly pattern: RegExp;
  readonly places: readonly TextLine['place'][];
}

/** What may stand before the date. */
const leads: readonly Lead[] = [
  ...(
    [
      ['published', publishedWords],
      ['updated', updatedWords],
    ] as const
  ).map(([kind, words]): Lead => ({
    kind,
    pattern: new RegExp(`^${words} ?[:,]? ?(?:${datePreposition} )?(?:${weekdayWords}[.,]* )?$`, 'iu'),
    places: ['paragraph', 'heading', 'item'],
  })),
  {
    kind: 'alone',
    pattern: new RegExp(
      `^[-–— ([【]*(?:${datePreposition} )?(?:${weekdayWords}[.,]* ?(?:${datePreposition} )?)?$`,
      'iu',
    ),
    places: ['paragraph', 'heading'],
  },
  {
    // By Jane Doe, January 6, 2022; 文/甲乙 2022年1月6日
    kind: 'alone',
    pattern: new RegExp(`^${bylineWords}[^:]{1,60}[ ,–—-]$`, 'iu'),
    places: ['paragraph'],
  },
  {
    // Jane Doe, 6 January 2022; Paris, le 6 janvier 2022
    kind: 'alone',
    pattern: new RegExp(`^[–—-]* ?${properName}(?:, ${properName})? ?[,–—-] ?(?:(?:den|le) )?$`, 'u'),
    places: ['paragraph'],
  },
  { kind: 'alone', pattern: new RegExp(`^[–—]* ?${shortName}[ ,]+$`, 'u'), places: ['paragraph'] },
];

/** What may stand behind the date, up to the end of the line or of its part. */
const tail = new RegExp(
  [
    `^\\.?(?:${laterWeekday})?`,
    `(?:${timeOfDay}(?:[ ,/]+[^,;:!?。]{1,60})?)?`,
    `(?: ?(?:${publishedWords}|${updatedWords})| ?[于於在]\\p{L}{1,12}| by [^:]{1,60})?[\\])】]*$`,
  ].join(''),
  'iu',
);
const editedTail = new RegExp(`${updatedWords}[\\])】]*$`, 'iu');

const dateOfPart = (part: string, place: TextLine['place']): Dated | undefined => {
  const [found, another] = writtenDays(part);
  if (found === undefined || another !== undefined) return undefined;
  const [before, after] = [part.slice(0, found.start), part.slice(found.end)];
  const lead = leads.find(({ pattern, places }) => places.includes(place) && pattern.test(before));
  if (lead === undefined || !tail.test(after)) return undefined;
  return { day: found.day, kind: editedTail.test(after) ? 'updated' : lead.kind };
};

/** How a news text begins: what stands before its date, and what behind it. */
const datelines: readonly (readonly [before: RegExp, after: RegExp])[] = [
  // NEW YORK, Jan. 6, 2022 /Agency/ -- …
  [
    new RegExp(`^${properName}(?:, ${properName})?, (?:(?:den|le) )?$`, 'u'),
    /^(?: ?\([^)]{1,30}\)| ?\/[^/]{1,30}\/)? ?(?:–|—|--?) /u,
  ],
  // 【某报2022年1月6日讯】…
  [/^[【([][\p{L} ]{2,20}$/u, /^[^】)\]。,]{0,12}[】)\]]/u],
  // 某社某地2022年1月6日电 …
  [/^\p{Script=Han}{2,12}$/u, /^[电電讯訊](?:[ (/]|$)/u],
];

const datelineOf = (text: string): Dated | undefined => {
  const [found] = writtenDays(text);
  if (found === undefined) return undefined;
  const [start, rest] = [text.slice(0, found.start), text.slice(found.end)];
  return datelines.some(([before, after]) => before.test(start) && after.test(rest))
    ? { day: found.day, kind: 'alone' }
    : undefined;
};
