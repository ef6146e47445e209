import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

import type { HttpResponse } from '../world.ts';

/** More layers than this are an attack, not a compression. */
const maxLayers = 3;

/** What servers write into `Content-Encoding` when they mean nothing by it; browsers pass over it too. */
const meaningless = new Set(['', 'identity', 'none', 'binary', '7bit', '8bit', 'utf-8', 'utf8', 'iso-8859-1']);

/** What came out of a body: at most its bound, and whether there was more. */
interface Decoded {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
  readonly coding: HttpResponse['coding'];
}

/** Takes a body out of its content codings piece by piece, and never makes more of it than its bound. */
export interface Decoder {
  write(chunk: Uint8Array): void;
  /** The result stands: nothing written from now on would be kept. */
  settled(): boolean;
  /** All that was written, once it is through. A stream cut short gives what came. */
  finish(): Promise<Decoded>;
}

interface Sink {
  write(chunk: Uint8Array): void;
  end(): void;
  destroy(): void;
}

/** `coding` is `Content-Encoding` as it was sent (RFC 9110 §8.4): the outermost coding last. `bound` is in decoded bytes. */
export const createDecoder = (coding: string, bound: number): Decoder => {
  const kept: Uint8Array[] = [];
  let length = 0;
  let result: Decoded | undefined;
  let tell: (decoded: Decoded) => void = () => {};

  const settle = (ending: Omit<Decoded, 'bytes'>) => {
    if (result !== undefined) return;
    result = { bytes: Buffer.concat(kept, Math.min(length, bound)), ...ending };
    first.destroy();
    tell(result);
  };
  const last: Sink = {
    write: (chunk) => {
      if (result !== undefined) return;
      kept.push(chunk);
      length += chunk.length;
      if (length > bound) settle({ truncated: true, coding: 'ok' });
    },
    end: () => settle({ truncated: false, coding: 'ok' }),
    destroy: () => {},
  };
  const corrupt = () => settle({ truncated: false, coding: 'corrupt' });

  const layers = coding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !meaningless.has(name));
  const known = layers.map((name) => streams[name]).filter((make) => make !== undefined);
  const first = known.reduce((next, make) => layer(make, next, corrupt), last);
  if (known.length < layers.length || layers.length > maxLayers) settle({ truncated: false, coding: 'unknown-coding' });

  return {
    write: (chunk) => {
      if (result === undefined) first.write(chunk);
    },
    settled: () => result !== undefined,
    finish: () =>
      new Promise((resolve) => {
        if (result !== undefined) return resolve(result);
        tell = resolve;
        first.end();
      }),
  };
};

// Without these, a stream cut short would be an error and its last piece lost.
const lenientGzip = { finishFlush: constants.Z_SYNC_FLUSH };
const lenientBrotli = { finishFlush: constants.BROTLI_OPERATION_FLUSH };

/** `deflate` is zlib (RFC 1950) by the standard and bare deflate (RFC 1951) by some servers; the first byte tells. */
const inflate = ([byte = 0]: Uint8Array): Transform =>
  (byte & 0x0f) === 8 ? createInflate(lenientGzip) : createInflateRaw(lenientGzip);

const streams: Readonly<Record<string, ((firstChunk: Uint8Array) => Transform) | undefined>> = {
  gzip: () => createGunzip(lenientGzip),
  'x-gzip': () => createGunzip(lenientGzip),
  deflate: inflate,
  br: () => createBrotliDecompress(lenientBrotli),
};

/** One coding. Its stream is made when there is something to decode: an empty body is right in every coding. */
const layer = (make: (firstChunk: Uint8Array) => Transform, next: Sink, fail: () => void): Sink => {
  let stream: Transform | undefined;
  const start = (firstChunk: Uint8Array) =>
    make(firstChunk)
      .on('data', (chunk: Uint8Array) => next.write(chunk))
      .on('end', () => next.end())
      .on('error', fail);
  return {
    write: (chunk) => {
      stream ??= start(chunk);
      stream.write(chunk);
    },
    end: () => {
      if (stream === undefined) next.end();
      else stream.end();
    },
    destroy: () => {
      stream?.destroy();
      next.destroy();
    },
  };
};
