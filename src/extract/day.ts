import { hanNumber } from './han-number.ts';

/** A day as it is written in a text, and where. `day` is `YYYY-MM-DD`. */
export interface WrittenDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/** By number from 1, in English, German, French and Spanish; an abbreviation may end in a dot. */
const months = [
  'january|januar|jänner|janvier|enero|jan|ene',
  'february|februar|février|fevrier|febrero|feb|févr|fév',
  'march|märz|maerz|mars|marzo|mar',
  'april|avril|abril|apr|avr|abr',
  'may|mai|mayo',
  'june|juni|juin|junio|jun',
  'july|juli|juillet|julio|jul|juil',
  'august|août|aout|agosto|aug|ago',
  'september|septembre|septiembre|sept|sep',
  'october|oktober|octobre|octubre|oct|okt',
  'november|novembre|noviembre|nov',
  'december|dezember|décembre|decembre|diciembre|dec|dez|déc|dic',
];
const monthNumbers = new Map(
  months.flatMap((names, index) => names.split('|').map((name) => [name, String(index + 1)])),
);
const month = `(${months.join('|')})\\.?`;
const ordinal = '(?:st|nd|rd|th|er|º|°)?';
const han = '[\\d〇○零一二三四五六七八九十百廿卅元正]';

/** The year before the first of an era. Of the Japanese ones, those that the Web has seen. */
const eras: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 民国: 1911, 民國: 1911 };

type Parts = readonly [year: string | undefined, month: string | undefined, day: string | undefined];

/** How people write a day, and how each way is read. Text is in Unicode's form NFKC, so that full-width digits are digits. */
const forms: readonly { readonly pattern: RegExp; readonly read: (groups: readonly string[]) => Parts }[] = [
  {
    // 2022年1月6日, 二〇二二年一月六日, 令和4年1月6日, 2022년 1월 6일
    pattern: new RegExp(
      `(?:(?:中[華华])?(${Object.keys(eras).join('|')}) ?)?(?<!${han})(${han}{1,5}) ?[年년] ?(${han}{1,2}) ?[月월] ?(${han}{1,3})(?: ?[日号號일]|$)`,
      'giu',
    ),
    read: ([, era = '', y = '', m = '', d = '']) => {
      const year = era === '' && y.length !== 4 ? undefined : hanNumber(y);
      return [year && String(Number(year) + (eras[era] ?? 0)), hanNumber(m), hanNumber(d)];
    },
  },
  {
    // 2022-01-06, 2022/1/6, 2022.01.06; 2022. 1. 6. in Korean
    pattern: /(?<![\d.])(\d{4})(?<mark>[-/]|\. ?)(\d{1,2})\k<mark>(\d{1,2})(?!\d)/giu,
    read: ([, y, , m, d]) => [y, m, d],
  },
  {
    // 06.01.2022, as in German
    pattern: /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/giu,
    read: ([, d, m, y]) => [y, m, d],
  },
  {
    // 10/25/2023, 25/10/2023: only where one of the two countries' ways makes a date of it
    pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/giu,
    read: ([, a, b, y]) =>
      a === b || Number(b) > 12 ? [y, a, b] : Number(a) > 12 ? [y, b, a] : [undefined, undefined, undefined],
  },
  {
    // 6 January 2022, 6th of January, 2022; 6. Januar 2022; 1er janvier 2022; 6 de enero de 2022; 06-Jan-2022
    pattern: new RegExp(
      `(?<!\\d)(\\d{1,2})${ordinal}\\.?[ -](?:of |de )?${month}(?: de[l]?|,)?[ -](\\d{4})(?!\\d)`,
      'giu',
    ),
    read: ([, d, name = '', y]) => [y, monthNumbers.get(name.toLowerCase()), d],
  },
  {
    // January 6, 2022; Jan. 6th 2022
    pattern: new RegExp(`(?<!\\p{L})${month} (\\d{1,2})${ordinal},? (\\d{4})(?!\\d)`, 'giu'),
    read: ([, name = '', d, y]) => [y, monthNumbers.get(name.toLowerCase()), d],
  },
];

/** The days that a text names, in their order. The text is in Unicode's form NFKC, with one space for any white space. */
export const writtenDays = (text: string): readonly WrittenDay[] =>
  forms
    .flatMap(({ pattern, read }) =>
      [...text.matchAll(pattern)].flatMap((match): readonly WrittenDay[] => {
        const day = realDay(...read(match));
        return day === undefined ? [] : [{ day, start: match.index, end: match.index + match[0].length }];
      }),
    )
    .toSorted((a, b) => a.start - b.start);

/** Makes a text one that `writtenDays` can read. */
export const plainText = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/**
 * The day that a front-matter value names, as `YYYY-MM-DD` and as its author's clock showed it: `2022-01-06T23:00:00-05:00`,
 * `20220106`, `2022年1月6日`, `6 January 2022`.
 */
export const dayIn = (value: string): string | undefined => {
  const text = plainText(value.slice(0, longestValue));
  const compact = /^(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?$/i.exec(text);
  if (compact !== null) return realDay(compact[1], compact[2], compact[3]);
  // Most begin so, and nothing begins before it.
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(text);
  return realDay(iso?.[1], iso?.[2], iso?.[3]) ?? writtenDays(text)[0]?.day;
};

/** UTF-16 units; a value with a date in it is shorter. */
const longestValue = 200;

/** A day that exists, as `YYYY-MM-DD`, in the years of the Web (the first page is of 1991): digits may as well be a number. */
export const realDay = (year = '', month = '', day = ''): string | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // 31 February rolls over or fails, and is no day either way.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return undefined;
  return year >= '1991' && year < '2100' ? date : undefined;
};
