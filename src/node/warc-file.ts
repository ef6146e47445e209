import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { WARCRecord, WARCSerializer } from 'warcio';
import { UsageError } from '../usage-error.ts';
import { recordsOf, warcinfo, type WarcRecord } from './warc-records.ts';
import type { Recorder } from '../world.ts';

interface WarcFileOptions {
  readonly path: string;
  /** Who writes: a name and a version. */
  readonly software: string;
  readonly userAgent: string;
  /** What shaped the run, without secrets and without paths of this machine. */
  readonly options: object;
  readonly now: () => number;
}

/** A WARC file that grows while the run goes on, under another name until it is ended. */
export interface WarcFile extends Recorder {
  /** Ends the file and gives it its name. Throws `UsageError` if anything could not be written. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** So much may wait to be written; then those who bring more wait too. Bytes of payload. */
const maxBacklog = 32 * 1024 * 1024;

/** Writes exchanges as WARC 1.1, one gzip member a record, so that a file cut short is right up to the cut. Throws `UsageError`. */
export async function createWarcFile({ path, now, ...about }: WarcFileOptions): Promise<WarcFile> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isFile() === false) throw new UsageError(`${path} can't be written: it is no file. Name one.`);
  // A symbolic link stays one, and what it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.${randomUUID()}.tmp`;
  const file = await open(draft, 'wx').catch((error: unknown) => {
    throw unwritable(path, error);
  });
  let failure: unknown;
  let backlog = 0;
  let tail = Promise.resolve();

  const write = (records: readonly WarcRecord[]): Promise<void> => {
    const size = records.reduce((sum, { payload }) => sum + payload.length, 0);
    backlog += size;
    tail = tail.then(async () => {
      try {
        for (const record of failure === undefined ? records : []) await append(file, record);
      } catch (error) {
        failure = error;
      }
      backlog -= size;
    });
    return tail;
  };

  const info = warcinfo({ ...about, at: now() }, newId);
  void write([info]);

  const discard = async (): Promise<void> => {
    await tail;
    await file.close().catch(() => {});
    await rm(draft, { force: true });
  };

  return {
    async take(exchange) {
      const written = write(recordsOf(exchange, info.id, newId));
      if (backlog > maxBacklog) await written;
    },
    async finish() {
      await tail;
      try {
        if (failure !== undefined) throw failure;
        await file.sync();
        await file.close();
        await rename(draft, target);
      } catch (error) {
        await discard();
        throw unwritable(path, error);
      }
    },
    discard,
  };
}

const newId = (): string => `<urn:uuid:${randomUUID()}>`;

const unwritable = (path: string, error: unknown): UsageError =>
  new UsageError(`${path} can't be written: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });

async function append(
  file: FileHandle,
  { type, id, date, targetUri, fields, head, payload }: WarcRecord,
): Promise<void> {
  const record = WARCRecord.create(
    {
      type,
      date,
      warcVersion: 'WARC/1.1',
      warcHeaders: {
        'WARC-Record-ID': id,
        ...fields,
        ...(head === ''
          ? {}
          : { 'WARC-Payload-Digest': `sha256:${createHash('sha256').update(payload).digest('hex')}` }),
      },
      ...(targetUri === undefined ? {} : { url: targetUri }),
    },
    [Buffer.from(head, 'latin1'), payload],
  );
  // Its own headers know neither repeated names nor bytes that are not UTF-8: the block is written as it stands.
  record.httpHeaders = null;
  await file.appendFile(await WARCSerializer.serialize(record, { gzip: true }));
}
