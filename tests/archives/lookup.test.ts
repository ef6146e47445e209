import { expect, test } from 'vitest';
import { archiveNames } from '../../src/archives/archive-list.ts';
import { archivesOf, lookupFor } from '../../src/archives/index.ts';
import type { ArchivedAddress } from '../../src/model/target.ts';

const today = '2026-05-01';
const url = 'https://web.archive.org/web/20200229010203/https://a.test/';
const target = (archived?: ArchivedAddress) => ({ type: 'web' as const, url, ...(archived && { archived }) });

test('an address is asked about near the day of its citation', () => {
  expect(lookupFor(target(), { citedAt: '2022-01-06', kinds: ['link'], today })).toEqual({
    url,
    citedAt: '2022-01-06',
    today,
  });
});

test('without that day the newest copy is wanted', () => {
  expect(lookupFor(target(), { citedAt: undefined, kinds: ['link'], today })).toEqual({ url, today });
});

test('it is told that an image is wanted', () => {
  const about = { citedAt: undefined, kinds: ['link', 'image'], today } as const;
  expect(lookupFor(target(), about).kinds).toEqual(['image', 'link']);
});

test.each<[timestamp: string | undefined, citedAt: string]>([
  ['20200229010203', '2020-02-29'],
  ['20200229', '2020-02-29'],
  ['2020', '2022-01-06'],
  ['20200230', '2022-01-06'],
  ['99991231', '2022-01-06'],
  [undefined, '2022-01-06'],
])('an archive’s address with the timestamp %s asks for the original near %s', (timestamp, citedAt) => {
  const archived = { archive: 'wayback', url: 'https://a.test/', ...(timestamp !== undefined && { timestamp }) };
  expect(lookupFor(target(archived), { citedAt: '2022-01-06', kinds: ['link'], today })).toEqual({
    url: 'https://a.test/',
    citedAt,
    today,
  });
});

test('an archive’s address that hides its original is asked about itself', () => {
  expect(lookupFor(target({ archive: 'archive-today' }), { citedAt: undefined, kinds: [], today }).url).toBe(url);
});

test.each(archiveNames)('%s goes by the name it is listed under, with a budget for its first question', (name) => {
  const [archive] = archivesOf([name], [], { waybackUrl: 'https://archive.test' });
  expect(archive?.name).toBe(name);
  const step = archive?.next({ url, today }, []);
  expect(Object.keys(archive?.budgets ?? {})).toContain(step?.type === 'ask' && step.question.budget);
});
