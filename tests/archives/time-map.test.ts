import { expect, test } from 'vitest';
import type { ArchiveResponse } from '../../src/archives/archive.ts';
import { readTimeMap } from '../../src/archives/time-map.ts';
import { says } from '../support/staged-archive.ts';

const linkFormat = { 'content-type': 'application/link-format; charset=utf-8' };
const jan7 = 'Fri, 07 Jan 2022 10:00:00 GMT';
const original = '<https://a.test/>; rel="original"';

/** What it says in a word, and how many captures and further pages it names. */
const summary = (response: ArchiveResponse): string => {
  const map = readTimeMap(response, '2026-05-01');
  return map.type === 'list' ? `${map.mementos.length} captures, ${map.pages.length} pages` : map.type;
};

test.each<[name: string, response: ArchiveResponse, expected: string]>([
  ['a 404', says(404), 'absent'],
  ['a list with nothing in it', says(200, linkFormat), 'absent'],
  ['a list without captures', says(200, {}, original), 'absent'],
  ['nothing, of no type', says(200), 'silent'],
  ['a page', says(200, { 'content-type': 'text/html' }, '<!doctype html><title>Sorry</title>'), 'silent'],
  ['a 503', says(503, linkFormat), 'silent'],
  ['a 403', says(403), 'silent'],
  ['no answer', { type: 'failure', detail: 'timeout' }, 'silent'],
  [
    'the first and last capture in one',
    says(200, linkFormat, `${original},<m:1>; rel="first last memento"; datetime="${jan7}"`),
    '1 captures, 0 pages',
  ],
  [
    'a capture of a day that cannot be',
    says(200, linkFormat, `${original}, <m:1>; rel="memento"; datetime="Fri, 01 Jan 2100 00:00:00 GMT"`),
    'silent',
  ],
  ['a capture without a day', says(200, linkFormat, `${original}, <m:1>; rel="memento"`), 'silent'],
  [
    'itself, and further pages',
    says(
      200,
      linkFormat,
      '<t:1>; rel="self timemap", <t:2>; rel="timemap", <t:3>; rel="timemap"; type="application/json"',
    ),
    '0 captures, 1 pages',
  ],
  [
    'a list that is cut off',
    says(200, linkFormat, `<m:1>; rel="memento"; datetime="${jan7}", <m:2>; rel="memento"; datetime="Fri, 07`),
    '1 captures, 0 pages',
  ],
])('%s', (_, response, expected) => {
  expect(summary(response)).toBe(expected);
});

test('a 429 is told to the shell', () => {
  expect(readTimeMap(says(429), '2026-05-01')).toMatchObject({ type: 'silent', limited: true });
});
