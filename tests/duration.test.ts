import { expect, test } from 'vitest';
import { durationPattern, parseDuration } from '../src/duration.ts';

test.each([
  ['0', 0],
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['12h', 43_200_000],
  ['1d', 86_400_000],
])('%s is a length of time', (text, ms) => {
  expect(durationPattern.test(text)).toBe(true);
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '1', '1w', '-1d', '1.5h', '1d ', '1234567d'])('%j is none', (text) => {
  expect(durationPattern.test(text)).toBe(false);
});
