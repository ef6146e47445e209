import type { ArchiveQuestion, ArchiveResponse } from './archive.ts';
import { momentOf } from '../archived/timestamp.ts';
import { excludedByOwner, excludedByRobots, refusalOf, silent } from './wayback-refusal.ts';
import type { Refusal } from './wayback-refusal.ts';
import { parseUrl } from '../parse-url.ts';

/** One capture as the index lists it. A revisit (the same bytes as before) is listed without a status. */
export interface IndexRow {
  readonly moment: string;
  readonly url: string;
  readonly status?: number;
}

/** What the index said; no rows: there is no capture that could be usable. */
type IndexAnswer = { readonly type: 'rows'; readonly rows: readonly IndexRow[] } | Refusal;

const columns = ['timestamp', 'original', 'statuscode'] as const;
type Column = (typeof columns)[number];

/**
 * Asks the CDX server for the captures nearest to a moment. `closest` alone does not sort. Asking for `statuscode:200` would
 * drop revisits, so archived errors are left out instead; and one row would not do, as of two captures at the same
 * distance one is lost (internetarchive/wayback, wayback-cdx-server, `ClosestTimestampSorted`).
 */
export const indexQuestion = (base: string, url: string, timestamp: string): ArchiveQuestion => {
  const query = new URLSearchParams({
    url,
    output: 'json',
    fl: columns.join(','),
    sort: 'closest',
    closest: timestamp,
    limit: '5',
    filter: String.raw`!statuscode:[45]\d\d`,
  });
  return { url: `${base}/cdx/search/cdx?${query.toString()}`, budget: 'index' };
};

/** Reads an answer of the CDX server. Only a well-formed empty table is a negative: anything else unreadable is silence. */
export const readIndex = (response: ArchiveResponse, today: string): IndexAnswer => {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  // An excluded site gets a bare 403; a 403 with a page in it is somebody's wall in between.
  if (own.status === 403 && own.body.trim() === '') return excludedByOwner;
  if (own.status !== 200) return silent(`its index answered ${own.status}`);
  const table = tableOf(own.body);
  if (table === undefined) {
    return own.body.includes('RobotAccessControlException')
      ? excludedByRobots
      : silent('its index answered something that cannot be read');
  }
  const rows = table.flatMap((cells) => rowOf(cells, today) ?? []);
  if (rows.length === 0 && table.length > 0) return silent('its index lists captures that cannot be');
  return { type: 'rows', rows: distinct(rows) };
};

type Cells = Readonly<Partial<Record<Column, string>>>;

const tableOf = (body: string): readonly Cells[] | undefined => {
  const text = body.trim();
  if (text.startsWith('[')) return tableOfJson(text);
  const lines = text.split('\n');
  // Text in place of JSON: the columns in the order in which they were asked for. An empty body says nothing.
  return lines.every((line) => /^\d{1,14} \S/.test(line))
    ? lines.map((line) => cellsOf(line.trim().split(/\s+/), columns))
    : undefined;
};

const tableOfJson = (text: string): readonly Cells[] | undefined => {
  let table: unknown;
  try {
    table = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(table) || !table.every((row) => Array.isArray(row))) return undefined;
  const [first, ...rest] = table as readonly (readonly unknown[])[];
  if (first === undefined) return [];
  return first.includes('timestamp')
    ? rest.map((row) => cellsOf(row, first))
    : [first, ...rest].map((row) => cellsOf(row, columns));
};

const cellsOf = (row: readonly unknown[], header: readonly unknown[]): Cells =>
  Object.fromEntries(
    columns.flatMap((column) => {
      const cell = row[header.indexOf(column)];
      return typeof cell === 'string' || typeof cell === 'number' ? [[column, String(cell)]] : [];
    }),
  );

const rowOf = ({ timestamp = '', original = '', statuscode = '' }: Cells, today: string): IndexRow | undefined => {
  const moment = momentOf(timestamp, today);
  // Some captures are filed under addresses such as `mailto:`; others carry the default port, which `URL` takes off.
  const url = /^https?:\/\//i.test(original) ? parseUrl(original) : undefined;
  if (moment === undefined || url === undefined) return undefined;
  const row = { moment, url: url.href };
  return /^[1-5]\d\d$/.test(statuscode) ? { ...row, status: Number(statuscode) } : row;
};

const distinct = (rows: readonly IndexRow[]): readonly IndexRow[] => [
  ...new Map(rows.map((row) => [`${row.moment} ${row.url}`, row])).values(),
];
