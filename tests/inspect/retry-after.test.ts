import { describe, expect, test } from 'vitest';
import { askedWait, parseRetryAfter } from '../../src/inspect/retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['99999999999', 99_999_999_999_000],
    ['3s', 3000],
    ['1m1s', 61_000],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
    ['Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
    ['Sun Nov  6 08:50:37 1994', 60_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
    ['Tomorrow, maybe', undefined],
    ['m', undefined],
  ])('%j is %j ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });
});

describe('the wait that an answer asks for', () => {
  test.each<[string, number, Record<string, string>, number | undefined]>([
    ['a 429 with Retry-After', 429, { 'retry-after': '2' }, 2000],
    ['a 503 with Retry-After', 503, { 'retry-after': '2' }, 2000],
    ['a redirect with Retry-After', 302, { 'retry-after': '2' }, 2000],
    ['Retry-After on a success', 200, { 'retry-after': '2' }, undefined],
    ['a 429 that does not say', 429, {}, undefined],
    ['garbage', 503, { 'retry-after': 'soon' }, undefined],
    ['the draft’s field, used up', 200, { ratelimit: '"default";r=0;t=3' }, 3000],
    ['the draft’s field, not used up', 200, { ratelimit: '"default";r=5;t=3' }, undefined],
    ['the strictest of a list', 200, { ratelimit: '"a,;r=0;t=9";r=1;t=60, "b";r=0;t=3, "c";r=0;t=5' }, 5000],
    ['an older draft’s field', 200, { ratelimit: 'limit=100, remaining=0, reset=5' }, 5000],
    ['three fields', 200, { 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '7' }, 7000],
    ['an epoch in seconds', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2000000010' }, 10_000],
    ['an epoch in milliseconds', 200, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '2000000010000' }, 10_000],
    ['an epoch in the past', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1999999999' }, 0],
    ['something left', 200, { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '60' }, undefined],
    [
      'a limit of nothing',
      200,
      { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' },
      undefined,
    ],
    ['the longer of two', 429, { 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9000],
  ])('%s', (_name, status, headers, expected) => {
    expect(askedWait({ status, headers }, 2_000_000_000_000)?.waitMs).toBe(expected);
  });
});
