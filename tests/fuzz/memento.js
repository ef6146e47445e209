// What archives other than the Wayback Machine may answer, and where they may lead.

import * as fc from 'fast-check';
import { archivesOf } from '../../dist/archives/index.js';
import { text } from './fragments.js';
import { talk } from './talk.js';
import { fuzzTarget, must } from './target.js';

/** @import { ArchiveLookup, ArchiveResponse } from '../../dist/archives/archive.js' */

const gate = 'https://archive.example/coll/';
const cited = 'https://a.example/b?c=1,2';
const archives = archivesOf(['arquivo-pt', 'perma-cc', 'common-crawl'], [gate], {
  waybackUrl: 'https://unused.example',
});

/** Where a question may go: the archives themselves, and those that an aggregator may lead to. */
const own =
  /^https?:\/\/(?:[\w.-]+\.)?(?:archive\.example|arquivo\.pt|perma\.cc|commoncrawl\.org|web\.archive\.org)[:/]/;

const original = fc.oneof(fc.constantFrom(cited, 'https://a.example/', 'http://[::1]/', 'javascript:1', ''), text);
const timestamp = fc.constantFrom('20220106120000', '20220301000000', '20210101', '2', '29990101000000', '');
const address = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        gate,
        '/coll/',
        'https://web.archive.org/web/',
        'https://arquivo.pt/wayback/',
        'http://archive.ph/',
      ),
      timestamp,
      fc.constantFrom('', 'mp_', 'id_'),
      original,
    )
    .map(([at, when, mode, of]) => `${at}${when}${mode}/${of}`),
  fc.constantFrom(
    'https://perma.cc/ABCD-1234',
    'http://169.254.169.254/20220106120000/http://a.example/',
    'https://elsewhere.example/20220106120000/https://a.example/',
    `${gate}timemap/link/2`,
    'https://index.commoncrawl.org/CC-MAIN-2022-05-index',
    'ftp://archive.example/1',
    '//',
  ),
  original,
);
const moment = fc.constantFrom(
  'Thu, 06 Jan 2022 12:00:00 GMT',
  'Tue, 01 Mar 2022 00:00:00 GMT',
  'Fri, 01 Jan 2999 00:00:00 GMT',
  'Thu, 99 Foo 2022',
  '2022-01-06',
);
const link = fc
  .tuple(address, fc.constantFrom('memento', 'first last memento', 'timemap', 'self', 'original', 'timegate'), moment)
  .map(([at, rel, when]) => `<${at}>; rel="${rel}"; datetime="${when}"; from="${when}"`);
const links = fc.array(fc.oneof({ weight: 9, arbitrary: link }, text), { maxLength: 6 }).map((all) => all.join(',\n'));

const rows = fc
  .array(fc.record({ timestamp, url: original, status: fc.constantFrom('200', '404', '-', '') }), { maxLength: 4 })
  .map((all) => all.map((row) => JSON.stringify(row)).join('\n'));
const crawlIndex = fc.oneof(
  fc.constantFrom(1, 2, 3).map((n) => `https://index.commoncrawl.org/${n}`),
  address,
);
const lists = fc.oneof(
  fc
    .array(fc.record({ id: fc.constantFrom('CC-MAIN-2022-05', 'CC-MAIN-2021-49', 'x'), 'cdx-api': crawlIndex }), {
      maxLength: 4,
    })
    .map((all) => JSON.stringify(all)),
  fc
    .array(
      fc.record({
        guid: fc.constantFrom('ABCD-1234', '../x', ''),
        url: original,
        creation_timestamp: fc.constantFrom('2022-01-06T12:00:00.5Z', '2999-01-01', ''),
      }),
      { maxLength: 4 },
    )
    .map((objects) => JSON.stringify({ objects })),
);
const body = fc.oneof(links, rows, lists, fc.json(), fc.constantFrom('', '<html>', 'No Captures found'), text);

const headers = fc.record(
  {
    'memento-datetime': moment,
    location: address,
    'content-location': address,
    link: links,
    vary: fc.constant('accept-datetime'),
    'content-type': fc.constantFrom('application/link-format', 'text/html'),
    server: fc.constantFrom('MemGator/1.0', 'nginx'),
  },
  { requiredKeys: [] },
);
const answer = fc.record({
  type: fc.constant(/** @type {const} */ ('answer')),
  status: fc.oneof(
    fc.constantFrom(200, 200, 302, 307, 404, 404, 403, 429, 451, 503),
    fc.integer({ min: 100, max: 999 }),
  ),
  headers: headers.map((fields) => new Map(Object.entries(fields))),
  body,
});
/** As an archive answers that means well: else hardly a talk would get beyond its first question. */
const orderly = fc.record({
  type: fc.constant(/** @type {const} */ ('answer')),
  status: fc.constantFrom(200, 404),
  headers: fc.constant(new Map([['vary', 'accept-datetime']])),
  body: fc.oneof(links, rows, lists, fc.constantFrom('{"objects":[]}', 'No Captures found')),
});
const failure = fc.record({ type: fc.constant(/** @type {const} */ ('failure')), detail: text });

/** What Common Crawl is asked first; without it no talk with it would get anywhere. */
const crawls = {
  type: /** @type {const} */ ('answer'),
  status: 200,
  headers: new Map(),
  body: JSON.stringify(
    [1, 2, 3].map((n) => ({ id: `CC-MAIN-202${n}-05`, 'cdx-api': `https://index.commoncrawl.org/${n}` })),
  ),
};

/** @type {fc.Arbitrary<readonly [number, ArchiveLookup, readonly ArchiveResponse[]]>} */
const conversations = fc.tuple(
  fc.nat(archives.length - 1),
  fc.constantFrom(
    { url: cited, today: '2026-01-02', citedAt: '2022-01-06' },
    { url: `${cited}#d`, today: '2026-01-02' },
  ),
  fc.array(fc.oneof({ weight: 5, arbitrary: answer }, { weight: 5, arbitrary: orderly }, failure), {
    minLength: 1,
    maxLength: 8,
  }),
);

export const memento = fuzzTarget({
  inputs: conversations,
  batch: 1,
  check([which, lookup, further]) {
    const archive = archives[which];
    if (archive === undefined) return;
    const responses = archive.isWitness && further.length > 1 ? [crawls, ...further] : further;
    const limits = { mayAsk: (/** @type {string} */ url) => own.test(url), mostQuestions: 60 };
    const captures = talk(archive, lookup, responses, limits)?.captures ?? [];
    must(!archive.isWitness || captures.length === 0, 'a witness has nothing to cite');
    for (const capture of captures) {
      must(own.test(capture.url), `${capture.url} is a capture of an archive`);
      must(capture.capturedAt.slice(0, 10) <= '2026-01-03', `${capture.capturedAt} has been`);
    }
  },
});
