const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = String.raw`(${months.join('|')})[a-z]*\.?`;

const yearFirst = /(?<!\d)(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?!\d)/;
const dayFirst = new RegExp(String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+${month}[\s,-]+(\d{4})`, 'i');
const monthFirst = new RegExp(String.raw`${month}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`, 'i');

const dayOf = (year: string, monthNumber: number, day: string): string | undefined => {
  const date = `${year}-${String(monthNumber).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  // 31 February rolls over or fails, and is no day either way.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
};

/**
 * The day that a front-matter value names, as `YYYY-MM-DD` and as its author's clock showed it: `2022-01-06T23:00:00-05:00`,
 * `2022/1/6`, `2022年1月6日`, `6 January 2022`, `January 6, 2022`.
 */
export const dayIn = (value: string): string | undefined => {
  const numbers = yearFirst.exec(value);
  if (numbers !== null) return dayOf(numbers[1] ?? '', Number(numbers[2]), numbers[3] ?? '');
  const european = dayFirst.exec(value);
  const american = monthFirst.exec(value);
  const named =
    european === null ? american && [american[3], american[1], american[2]] : [european[3], european[2], european[1]];
  if (named === null) return undefined;
  return dayOf(named[0] ?? '', months.indexOf((named[1] ?? '').toLowerCase()) + 1, named[2] ?? '');
};
