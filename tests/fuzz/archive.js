// What an archive may answer.

import * as fc from 'fast-check';
import { wayback } from '../../dist/archives/wayback.js';
import { text } from './fragments.js';
import { talk } from './talk.js';
import { fuzzTarget, must } from './target.js';

/** @import { ArchiveLookup, ArchiveResponse } from '../../dist/archives/archive.js' */

const base = 'https://archive.example';
const cited = 'https://a.example/b?c=1';

const timestamp = fc.oneof(
  fc.constantFrom('20220106120000', '20220107', '2022', '19960101000000', '29990101000000', '20221341256199', '0', ''),
  fc.stringMatching(/^\d{0,16}$/),
);
const url = fc.oneof(
  fc.constantFrom(
    cited,
    'https://a.example/',
    'http://a.example:80/b',
    'mailto:a@b.example',
    'https://c.example/d',
    '',
  ),
  text,
);
const status = fc.oneof(fc.constantFrom('200', '301', '404', '-', '', '0', '599', '99999'), text);
const cell = fc.oneof(timestamp, url, status, fc.constantFrom(null, 0, 200, true, -1));
const row = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(timestamp, url, status).map((cells) => /** @type {unknown[]} */ (cells)) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 4 }) },
);
const header = fc.constantFrom(['timestamp', 'original', 'statuscode'], ['statuscode', 'timestamp'], ['urlkey'], []);
const index = fc.oneof(
  fc.tuple(header, fc.array(row, { maxLength: 5 })).map(([head, rows]) => JSON.stringify([head, ...rows])),
  fc.array(row, { maxLength: 3 }).map((rows) => rows.map((cells) => cells.join(' ')).join('\n')),
  fc.json(),
  fc.constantFrom(
    '',
    '[]',
    '[[]]',
    'null',
    '[null]',
    '{"a":1}',
    '[',
    'URL has been excluded',
    'RobotAccessControlException: x',
    '<html>',
  ),
  text,
);

const location = fc.oneof(
  fc
    .tuple(timestamp, fc.constantFrom('id_', '', 'im_', 'xx_'), url)
    .map(([when, flag, to]) => `${base}/web/${when}${flag}/${to}`),
  fc.tuple(timestamp, url).map(([when, to]) => `/web/${when}id_/${to}`),
  url,
);
const value = fc.oneof(
  location,
  text,
  fc.constantFrom('Thu, 06 Jan 2022 12:00:00 GMT', 'Thu, 99 Foo 2022', 'Fri, 01 Jan 2999 00:00:00 GMT', '0', '-1'),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'memento-datetime',
    'location',
    'link',
    'content-location',
    'retry-after',
    'x-archive-orig-location',
    'x-ts',
    'x-app-server',
    'server',
    'content-type',
  ),
  value,
  { maxKeys: 5 },
);
const answer = fc.record({
  type: fc.constant(/** @type {const} */ ('answer')),
  status: fc.oneof(fc.constantFrom(200, 200, 302, 301, 404, 403, 429, 503, 498), fc.integer({ min: 100, max: 999 })),
  headers: headers.map((fields) => new Map(Object.entries(fields))),
  body: index,
});
const failure = fc.record({ type: fc.constant(/** @type {const} */ ('failure')), detail: text });

/** @type {fc.Arbitrary<readonly [ArchiveLookup, readonly ArchiveResponse[]]>} */
const conversations = fc.tuple(
  fc.oneof(
    fc.constant({ url: cited, today: '2026-01-02', citedAt: '2022-01-06' }),
    fc.constant({ url: cited, today: '2026-01-02' }),
    fc.webUrl({ withFragments: true }).map((asked) => ({ url: asked, today: '2026-01-02', citedAt: '2030-12-31' })),
  ),
  fc.array(fc.oneof({ weight: 9, arbitrary: answer }, failure), { minLength: 1, maxLength: 8 }),
);

export const archive = fuzzTarget({
  inputs: conversations,
  batch: 1,
  check([lookup, responses]) {
    const limits = { mayAsk: (/** @type {string} */ url) => url.startsWith(`${base}/`), mostQuestions: 40 };
    const said = talk(wayback(base), lookup, responses, limits);
    for (const capture of said?.captures ?? []) {
      must(URL.canParse(capture.url) && capture.url.startsWith(`${base}/web/`), `${capture.url} is a capture`);
      must(capture.capturedAt.slice(0, 10) <= lookup.today, `${capture.capturedAt} has been`);
      must(Number.isInteger(capture.daysFromCitation ?? 0), `${capture.daysFromCitation} is a number of days`);
    }
  },
});
