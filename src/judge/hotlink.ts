import type { BodyFacts, Look } from '../model/observation.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Reading } from './reading.ts';
import type { Sign } from './sign.ts';

/** How a host refuses an embedding page and nobody else. Anything milder may pass. */
const refusals: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/**
 * What it means that a picture is served by itself, and differently to the page that embeds it. Its readers see a stand-in or
 * nothing, whatever we see: that is `placeholder-image`, for a person to look at. `undefined` where both got the same.
 */
export function hotlinked(plain: Look, embedded: Look, reading: Reading): Sign | undefined {
  if (plain.end.type !== 'answer' || embedded.end.type !== 'answer') return undefined;
  const { status, body } = embedded.end.answer;
  const suspect = (code: string, detail: string, seen: readonly Evidence[] = []): Sign => ({
    status: 'suspect',
    reason: 'placeholder-image',
    evidence: [{ code, detail }, ...seen],
  });
  if (reading.reason === 'challenged' || reading.reason === 'login-wall') return undefined;
  if (refusals.has(status)) return suspect('hotlink-refused', `${status} to a page that embeds it`);
  if (reading.reason === 'not-an-image' || reading.reason === 'placeholder-image') {
    return suspect('hotlink-differs', 'a page that embeds it gets something else', reading.evidence.slice(1));
  }
  return isOther(plain.end.answer.body, body)
    ? suspect('hotlink-differs', `a page that embeds it gets another picture, of ${sizeOf(body)} pixels`)
    : undefined;
}

/** Charts are drawn anew each time, but seldom in another size. */
const isOther = (one: BodyFacts, other: BodyFacts): boolean =>
  one.pixels !== undefined &&
  other.pixels !== undefined &&
  sizeOf(one) !== sizeOf(other) &&
  (one.digest === undefined || one.digest !== other.digest);

const sizeOf = ({ pixels }: BodyFacts): string => `${pixels?.width ?? 0} × ${pixels?.height ?? 0}`;
