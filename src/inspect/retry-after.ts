/**
 * Milliseconds that a `Retry-After` value asks us to wait (RFC 9110 §10.2.3: seconds or a date), and leniently `3s` and
 * `1m30s`; never below 0. `now` in milliseconds since 1970. `undefined` for anything else.
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  return durationMs(text) ?? delayUntil(text, now);
}

function durationMs(text: string): number | undefined {
  const [whole = '', hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/i.exec(text) ?? [];
  return whole === '' ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function delayUntil(text: string, now: number): number | undefined {
  // `Date.parse` would read almost anything: only the three forms of RFC 9110 §5.6.7. The last has no zone, and means GMT.
  const asctime = /^[a-z]{3} [a-z]{3} +\d/i.test(text);
  if (!asctime && !/^[a-z]{3,9}, /i.test(text)) return undefined;
  const time = Date.parse(asctime ? `${text} GMT` : text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/** What an answer asks of those who ask: nothing for `waitMs`. */
export interface AskedWait {
  readonly waitMs: number;
  /** It is about how often we asked, not about a bad moment of the server. */
  readonly tooOften: boolean;
}

/** Reads `Retry-After` and the rate-limit fields of an answer; `undefined` where it asks for nothing or does not say how long. */
export function askedWait(
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  now: number,
): AskedWait | undefined {
  const retryAfter = status < 300 ? undefined : headers['retry-after'];
  const waits = [retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, now), usedUpFor(headers, now)];
  const known = waits.filter((wait) => wait !== undefined);
  if (known.length === 0) return undefined;
  return { waitMs: Math.max(...known), tooOften: status === 429 || waits[1] !== undefined };
}

/** Milliseconds until there is something left of an allowance that is used up. */
function usedUpFor(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const waits = [structuredReset(headers['ratelimit'])];
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
    // Some servers send a limit of 0 for "no limit".
    if (headers[`${prefix}-limit`]?.trim() === '0' || headers[`${prefix}-remaining`]?.trim() !== '0') continue;
    waits.push(resetMs(headers[`${prefix}-reset`], now));
  }
  const known = waits.filter((wait) => wait !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** draft-ietf-httpapi-ratelimit-headers: `"name";r=0;t=30`, a list; older drafts `limit=10, remaining=0, reset=30`. */
function structuredReset(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const unquoted = value.replaceAll(/"(?:[^"\\]|\\.)*"/g, 'name');
  const old = /(?:^|[,;\s])remaining=0(?!\d).*?[,;\s]reset=(\d+)/.exec(unquoted);
  const resets = unquoted
    .split(',')
    .filter((item) => /;\s*r=0(?!\d)/.test(item))
    .map((item) => /;\s*t=(\d+)/.exec(item)?.[1])
    .concat(old?.[1])
    .filter((seconds) => seconds !== undefined);
  return resets.length === 0 ? undefined : Math.max(...resets.map(Number)) * 1000;
}

/** Seconds from now, or an epoch in seconds or milliseconds: no server means a wait of thirty years. */
function resetMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return parseRetryAfter(value, now);
  if (number > 1e12) return Math.max(0, number - now);
  if (number > 1e9) return Math.max(0, number * 1000 - now);
  return Math.max(0, number * 1000);
}
