import { expect, test } from 'vitest';
import { recogniseArchived } from '../../src/archived/recognise.ts';

type Row = readonly [address: string, archive: string, original?: string, timestamp?: string];

const rows: readonly Row[] = [
  [
    'https://web.archive.org/web/20211010121826/https://example.org/a?b=c',
    'wayback',
    'https://example.org/a?b=c',
    '20211010121826',
  ],
  [
    'http://web.archive.org/web/20211010121826id_/http://example.org/',
    'wayback',
    'http://example.org/',
    '20211010121826',
  ],
  [
    'https://web.archive.org/web/20140814093141/http:/example.org/a',
    'wayback',
    'http://example.org/a',
    '20140814093141',
  ],
  ['https://web.archive.org/web/2013/example.org/a', 'wayback', 'http://example.org/a', '2013'],
  ['https://web.archive.org/web/20130230/example.org', 'wayback', 'http://example.org', '20130230'],
  ['https://web.archive.org/web/*/https://example.org/a', 'wayback', 'https://example.org/a'],
  ['https://web.archive.org/web/https://example.org/a', 'wayback', 'https://example.org/a'],
  ['https://web.archive.org/web/https%3A%2F%2Fexample.org%2Fa', 'wayback', 'https://example.org/a'],
  ['https://web.archive.org/https://example.org/a', 'wayback', 'https://example.org/a'],
  [
    'https://web.archive.org/20200101000000/https://example.org/a',
    'wayback',
    'https://example.org/a',
    '20200101000000',
  ],
  [
    'https://wayback.archive.org/web/20200101000000/https://example.org/',
    'wayback',
    'https://example.org/',
    '20200101000000',
  ],
  ['https://www.archive.org/wayback/20200101/https://example.org/', 'wayback', 'https://example.org/', '20200101'],
  ['https://web.archive.org/web/19951231000000/https://example.org/', 'wayback', 'https://example.org/'],
  ['https://web.archive.org/web/20209901000000/https://example.org/', 'wayback', 'https://example.org/'],
  ['https://web.archive.org/web/202001010/https://example.org/', 'wayback', 'https://example.org/'],
  ['https://archive.ph/UwHzZ', 'archive-today'],
  [
    'https://archive.is/2023.06.10-172049/https:/example.org/a',
    'archive-today',
    'https://example.org/a',
    '20230610172049',
  ],
  [
    'http://archive.today/20230610172049/https://example.org/a',
    'archive-today',
    'https://example.org/a',
    '20230610172049',
  ],
  ['https://archive.md/newest/https://example.org/a', 'archive-today', 'https://example.org/a'],
  ['https://archive.fo/https://example.org/a', 'archive-today', 'https://example.org/a'],
  ['https://ghostarchive.org/archive/aB1cD', 'ghostarchive'],
  [
    'https://ghostarchive.org/archive/20230610/https://example.org/a',
    'ghostarchive',
    'https://example.org/a',
    '20230610',
  ],
  ['https://perma.cc/AB12-CD34', 'perma-cc'],
  ['https://www.webcitation.org/6abcdefgh?url=http://example.org/a', 'webcite', 'http://example.org/a'],
  [
    'http://www.webcitation.org/query?url=http%3A%2F%2Fexample.org%2F&date=2012-06-01',
    'webcite',
    'http://example.org/',
    '20120601',
  ],
  [
    'https://webcache.googleusercontent.com/search?q=cache:abcdefghijkl:https://example.org/a+words',
    'google-cache',
    'https://example.org/a',
  ],
  [
    'https://arquivo.pt/wayback/20100101000000/http://example.org/',
    'arquivo-pt',
    'http://example.org/',
    '20100101000000',
  ],
  [
    'https://wayback.archive-it.org/all/20100101000000mp_/http://example.org/',
    'archive-it',
    'http://example.org/',
    '20100101000000',
  ],
  [
    'https://webarchive.nationalarchives.gov.uk/ukgwa/20100101000000/http://example.org/',
    'uk-government',
    'http://example.org/',
    '20100101000000',
  ],
];

test.each(
  rows.map(([address, archive, url, timestamp]) => ({
    address,
    expected: { archive, ...(url !== undefined && { url }), ...(timestamp !== undefined && { timestamp }) },
  })),
)('recognises $address', ({ address, expected }) => {
  expect(recogniseArchived(address)).toEqual(expected);
});

test.each([
  'https://archive.org/details/a',
  'https://archive.org/',
  'https://web.archive.org/',
  'https://web.archive.org/save/https://example.org/',
  'https://archive.ph/',
  'https://perma.cc/about',
  'https://arquivo.pt/?l=en',
  'https://webcache.googleusercontent.com/',
  'https://example.org/web/20200101000000/https://example.com/',
  'https://notarchive.is/UwHzZ',
])('leaves %s alone', (address) => {
  expect(recogniseArchived(address)).toBeUndefined();
});
