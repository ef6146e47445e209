import { WARCRecord, WARCSerializer } from 'warcio';

/** One capture to be archived. */
export interface Archived {
  readonly url: string;
  /** ISO 8601, UTC, to the second. */
  readonly at: string;
  /** 200 if left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Written as a revisit: the same bytes as the capture of this moment. */
  readonly sameAs?: string;
}

const html = { 'content-type': 'text/html; charset=utf-8' };

/** A page with enough words to be one. */
export const pageOf = (title: string): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>${`The harbour office wrote about ${title}. `.repeat(40)}`;

/** A WARC file (ISO 28500, version 1.1) with these captures, each record compressed by itself. */
export async function warcOf(captures: readonly Archived[]): Promise<Buffer> {
  const records: Uint8Array[] = [];
  for (const capture of captures) records.push(await WARCSerializer.serialize(recordOf(capture), { gzip: true }));
  return Buffer.concat(records);
}

function recordOf({ url, at, status = 200, headers = html, body = pageOf(url), sameAs }: Archived): WARCRecord {
  const payload = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return WARCRecord.create(
    {
      url,
      date: at,
      type: sameAs === undefined ? 'response' : 'revisit',
      warcVersion: 'WARC/1.1',
      httpHeaders: headers,
      statusline: `HTTP/1.1 ${status} Archived`,
      ...(sameAs !== undefined && { refersToUrl: url, refersToDate: sameAs }),
    },
    [payload],
  );
}
