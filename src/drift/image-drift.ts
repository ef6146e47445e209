import type { ImageDrift, ImageFacts } from '../model/drift.ts';
import type { Answer } from '../model/observation.ts';

/** Of two shapes, width to height, so far apart they still count as one (100 = all): pixels are whole. */
const sameShapePercent = 2;

/** Compares two pictures by type, length, pixels and digest. `undefined` where either is none, or nothing can be compared. */
export function imageDrift(archived: Answer, live: Answer): Omit<ImageDrift, 'type' | 'capture'> | undefined {
  const [was, is] = [factsOf(archived), factsOf(live)];
  const band = was === undefined || is === undefined ? undefined : bandOf(was, is);
  return was === undefined || is === undefined || band === undefined ? undefined : { band, archived: was, live: is };
}

function factsOf({ body, headers }: Answer): ImageFacts | undefined {
  const { sniffed, pixels, digest, end, bytes } = body;
  if (sniffed?.startsWith('image/') !== true || body.coding !== 'ok') return undefined;
  const told = Number(headers['content-length'] ?? 'unknown');
  const length = end === 'complete' ? bytes : told > bytes ? told : undefined;
  return {
    mediaType: sniffed,
    ...(pixels === undefined ? {} : { pixels }),
    ...(digest === undefined ? {} : { digest }),
    ...(length === undefined ? {} : { bytes: length }),
  };
}

function bandOf(was: ImageFacts, is: ImageFacts): ImageDrift['band'] | undefined {
  if (was.digest !== undefined && was.digest === is.digest) return 'stable';
  if (was.pixels === undefined || is.pixels === undefined) return undefined;
  const sameSize = was.pixels.width === is.pixels.width && was.pixels.height === is.pixels.height;
  const sameLength = was.bytes !== undefined && was.bytes === is.bytes;
  const unread = was.digest === undefined || is.digest === undefined;
  if (unread && sameSize && sameLength && was.mediaType === is.mediaType) return 'stable';
  return isSameShape(was.pixels, is.pixels) ? 'edited' : 'changed';
}

type Pixels = NonNullable<ImageFacts['pixels']>;
const isSameShape = (one: Pixels, other: Pixels): boolean => {
  const [area, otherArea] = [one.width * other.height, other.width * one.height];
  return 100 * Math.abs(area - otherArea) <= sameShapePercent * Math.max(area, otherArea);
};
