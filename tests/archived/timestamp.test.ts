import { expect, test } from 'vitest';
import { daysBetween, momentOf, momentOfHeader, timestampOf } from '../../src/archived/timestamp.ts';

const today = '2026-05-01';

test.each<[timestamp: string, expected: string | undefined]>([
  ['20220106235959', '2022-01-06T23:59:59Z'],
  ['20240229000000', '2024-02-29T00:00:00Z'],
  ['19960101000000', '1996-01-01T00:00:00Z'],
  ['20260502000000', '2026-05-02T00:00:00Z'],
  ['20260503000000', undefined],
  ['19951231235959', undefined],
  ['99991231000000', undefined],
  ['20220006000000', undefined],
  ['20220100000000', undefined],
  ['20220230000000', undefined],
  ['20220106240000', undefined],
  ['20220106', undefined],
  ['', undefined],
])('14 digits %s are %s', (timestamp, expected) => {
  expect(momentOf(timestamp, today)).toBe(expected);
});

test.each<[value: string, expected: string | undefined]>([
  ['Thu, 29 Jan 2015 03:49:04 GMT', '2015-01-29T03:49:04Z'],
  ['Thu, 29 Jan 2015 03:49:04 PST', undefined],
  ['Fri, 31 Dec 9999 00:00:00 GMT', undefined],
  ['1', undefined],
  ['soon GMT', undefined],
  ['', undefined],
])('the header %s is %s', (value, expected) => {
  expect(momentOfHeader(value, today)).toBe(expected);
});

test('a moment goes back to its digits', () => {
  expect(timestampOf('2022-01-06T23:59:59Z')).toBe('20220106235959');
});

test.each<[from: string, to: string, days: number]>([
  ['2022-01-06', '2022-01-06', 0],
  ['2022-01-06', '2022-01-07', 1],
  ['2022-01-06', '2021-12-31', -6],
  ['2020-02-28', '2020-03-01', 2],
  ['1999-12-31', '2026-05-01', 9618],
])('from %s to %s: %i days', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});
