import { recogniseArchived } from '../archived/recognise.ts';
import { realDay } from '../extract/day.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The day that an address carries in its path, as news sites and blogs write it: `/2022/01/06/`, `/2022/1/6/`,
 * `/2022-01/06/`, `/2022/0106/`, `/2022/jan/06/`, `20220106_title`, `title-2022-01-06`. The latest of several;
 * `YYYY-MM-DD`. The address of an archived copy carries the days of its original: the copy may be of any day after.
 */
export const dayInAddress = (address: string): string | undefined => {
  const url = address.startsWith('//') ? `https:${address}` : address;
  const archived = recogniseArchived(url);
  if (archived !== undefined) return archived.url === undefined ? undefined : dayInAddress(archived.url);
  const path = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(url)?.[1] ?? '';
  return [...path.matchAll(datePattern)]
    .flatMap(([, y1, m1, d1, y2, , m2, d2, y3, name = '', d3]) => {
      const named = name === '' ? undefined : String(months.indexOf(name.toLowerCase()) + 1);
      return realDay(y1 ?? y2 ?? y3, m1 ?? m2 ?? named, d1 ?? d2 ?? d3) ?? [];
    })
    .toSorted()
    .at(-1);
};

/** A longer row of digits is a number or a moment that the site's software wrote. */
const datePattern = new RegExp(
  [
    String.raw`(?<!\d)(?:(\d{4})[-/_.]?(\d\d)[-/_.]?(\d\d)`,
    String.raw`(\d{4})([-/])(\d{1,2})\5(\d{1,2})`,
    String.raw`(\d{4})[-/](${months.join('|')})[-/](\d{1,2}))(?!\d)`,
  ].join('|'),
  'gi',
);
