import type { ArchiveResponse } from './archive.ts';
import { momentOf } from '../archived/timestamp.ts';
import { type Refusal, refusalOf, silent } from './wayback-refusal.ts';

interface Row {
  /** ISO 8601, UTC, to the second. */
  readonly moment: string;
  readonly url: string;
  readonly status?: number;
}

/** Reads the answer of a pywb CDX server with `output=json`: an object a line. No line at all is a negative. */
export function readIndexLines(
  response: ArchiveResponse,
  today: string,
): { readonly type: 'rows'; readonly rows: readonly Row[] } | Refusal {
  const own = refusalOf(response);
  if (own.type !== 'answer') return own;
  if (own.status !== 200) return silent(`its index answered ${own.status}`);
  const lines = own.body.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.flatMap((line) => rowOf(line, today) ?? []);
  if (rows.length === 0 && lines.length > 0) return silent('its index answered something that cannot be read');
  return { type: 'rows', rows };
}

/** A line that was cut off is left out, as is a capture of a day that cannot be. */
function rowOf(line: string, today: string): Row | undefined {
  let row: Readonly<Record<string, unknown>> | null;
  try {
    row = JSON.parse(line) as typeof row;
  } catch {
    return undefined;
  }
  const { timestamp, url, status } = row ?? {};
  const moment = typeof timestamp === 'string' ? momentOf(timestamp, today) : undefined;
  if (moment === undefined || typeof url !== 'string') return undefined;
  const isStatus = typeof status === 'string' && /^[1-5]\d\d$/.test(status);
  return { moment, url, ...(isStatus && { status: Number(status) }) };
}
