import { createReadStream } from 'node:fs';
import { WARCParser } from 'warcio';

/** One record of a WARC file, as warcio reads it. */
interface ReadRecord {
  readonly type: string;
  readonly url: string | undefined;
  /** Of an HTTP response. */
  readonly status: number | undefined;
  readonly warc: Readonly<Record<string, string>>;
  readonly http: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

export async function readWarc(path: string): Promise<readonly ReadRecord[]> {
  const records: ReadRecord[] = [];
  for await (const record of WARCParser.iterRecords(createReadStream(path), { keepHeadersCase: true })) {
    const payload = Buffer.from(await record.readFully(true));
    records.push({
      type: record.warcType,
      url: record.warcTargetURI ?? undefined,
      status: record.warcType === 'response' ? Number(record.httpHeaders?.statusCode) : undefined,
      warc: Object.fromEntries(record.warcHeaders.headers),
      http: Object.fromEntries(record.httpHeaders?.headers ?? []),
      payload,
    });
  }
  return records;
}
