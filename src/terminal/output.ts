import { randomUUID } from 'node:crypto';
import { fstatSync } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { type FormatName, formatNames } from '../formats/names.ts';
import { joined, nothing, type Printable } from '../formats/printable.ts';
import { UsageError } from '../usage-error.ts';

/** Where one format's text goes: a file, or stdout. */
export interface Output {
  readonly format: FormatName;
  readonly path?: string;
}

/** Reads `name[:path]`, and sees before the run that each file can be written. Throws `UsageError`. */
export async function planOutputs(formats: readonly string[]): Promise<readonly Output[]> {
  const outputs = formats.map(parseOutput);
  if (outputs.filter(({ path }) => path === undefined).length > 1) {
    throw new UsageError('Only one format can go to stdout. Give the others a file: --format json:report.json');
  }
  for (const { path } of outputs) if (path !== undefined) await checkWritable(path);
  return outputs;
}

function parseOutput(text: string): Output {
  const colon = text.indexOf(':');
  const name = colon === -1 ? text : text.slice(0, colon);
  const format = formatNames.find((known) => known === name);
  if (format === undefined)
    throw new UsageError(`There is no format ${JSON.stringify(name)}. There are: ${formatNames.join(', ')}.`);
  return colon === -1 ? { format } : { format, path: text.slice(colon + 1) };
}

/** Sees before the run that a file can be written. Throws `UsageError`. */
export async function checkWritable(path: string): Promise<void> {
  const there = await kindOf(path);
  if (there === 'folder') throw new UsageError(`${path} can't be written: it is a folder. Name a file in it.`);
  if (there === 'device') return;
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw new UsageError(`${path} can't be written: its folder does not exist or is not open to us.`, { cause: error });
  }
}

/** A device or a pipe (`/dev/stdout`) is written to as it stands: a file in its place would break the machine. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'device' | undefined> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return undefined;
  if (there.isDirectory()) return 'folder';
  return there.isFile() ? 'file' : 'device';
}

/** Writes a whole file or none: the text goes to a file beside it first. Throws `UsageError`. */
export async function writeAtomically(path: string, pieces: Iterable<Printable>): Promise<void> {
  const draft = await openDraft(path);
  try {
    await writeAll(pieces, draft);
    await draft.finish();
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** Writes piece after piece. */
export async function writeAll(pieces: Iterable<Printable>, sink: Sink): Promise<void> {
  const gathering = gather(sink);
  for (const piece of pieces) await gathering.write(piece);
  await gathering.flush();
}

/** UTF-16 units that are written at once: few calls, and little memory. */
const partLength = 1 << 20;

/** Hands small pieces on as few larger ones. */
export function gather(sink: Sink): Sink & { readonly flush: () => Promise<void> } {
  let waiting: Printable[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const text = joined(waiting, nothing);
    waiting = [];
    length = 0;
    await sink.write(text);
  };
  return {
    async write(piece) {
      waiting.push(piece);
      length += piece.length;
      if (length >= partLength) await flush();
    },
    flush,
  };
}

/** A file that is written bit by bit, and there only when it is finished. Every one of these throws `UsageError`. */
export interface Draft extends Sink {
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** Begins a file beside the one that it will replace. A device is written to at once. */
export async function openDraft(path: string): Promise<Draft> {
  const told = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw new UsageError(`${path} can't be written: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  };
  return told(async () => {
    const isDevice = (await kindOf(path)) === 'device';
    // A symbolic link stays one, and what it leads to is replaced.
    const place = isDevice ? path : await realpath(path).catch(() => path);
    const draft = isDevice ? path : `${place}.${randomUUID()}.tmp`;
    const file = await open(draft, isDevice ? 'w' : 'wx');
    return {
      write: (text) => told(() => file.writeFile(text)),
      finish: () =>
        told(async () => {
          await file.close();
          if (!isDevice) await rename(draft, place);
        }),
      async discard() {
        await file.close().catch(() => {});
        if (!isDevice) await rm(draft, { force: true });
      },
    };
  });
}

/**
 * Do people look at what is written there: on a terminal, or in the log of a build service, which obeys commands besides? Of a pipe in
 * a build nobody can tell; a file is for programs.
 */
export const isForPeople = (
  stream: Pick<NodeJS.WriteStream, 'isTTY'> & { readonly fd?: unknown },
  env: Readonly<Record<string, string | undefined>>,
): boolean => stream.isTTY || (env['CI'] !== undefined && !(typeof stream.fd === 'number' && isFile(stream.fd)));

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** A stream that can be written to without losing what goes wrong: a closed pipe is success, a full disk is not. */
export interface Sink {
  write(text: Printable): Promise<void>;
}

/** Guards a stream. Whoever reads us may leave early (`| head`): then the rest is not written, and nothing is wrong. */
export function createSink(stream: Writable, name: string): Sink {
  let closed = false;
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closed = true;
    else failure = error;
  });
  return {
    write(text) {
      if (closed || text === '') return Promise.resolve();
      return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          const trouble = failure ?? error;
          if (!trouble || closed || (trouble as NodeJS.ErrnoException).code === 'EPIPE') resolve();
          else reject(new UsageError(`${name} can't be written to: ${trouble.message}`, { cause: trouble }));
        });
      });
    },
  };
}
