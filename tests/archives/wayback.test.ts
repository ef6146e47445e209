import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse, ArchiveStep } from '../../src/archives/archive.ts';
import { wayback } from '../../src/archives/wayback.ts';
import type { Answer, PageFacts } from '../../src/model/observation.ts';
import { says } from '../support/staged-archive.ts';

const base = 'https://archive.test';
const cited: ArchiveLookup = {
  url: 'https://news.test/2022/a?x=1&y=%C3%A9',
  citedAt: '2022-01-06',
  today: '2026-05-01',
};
const playback = `${base}/web/20220106120000id_/https://news.test/2022/a?x=1&y=%C3%A9`;
const index =
  `${base}/cdx/search/cdx?url=https%3A%2F%2Fnews.test%2F2022%2Fa%3Fx%3D1%26y%3D%25C3%25A9&output=json` +
  '&fl=timestamp%2Coriginal%2Cstatuscode&sort=closest&closest=20220106120000&limit=5' +
  '&filter=%21statuscode%3A%5B45%5D%5Cd%5Cd';

const memento = (status: number, datetime: string, location?: string, link?: string): ArchiveResponse =>
  says(status, {
    'memento-datetime': datetime,
    ...(location !== undefined && { location }),
    ...(link !== undefined && { link }),
  });
/** A capture as the shell hands it on, read. */
const played = (datetime: string, capture: Partial<Answer>, link?: string): ArchiveResponse => ({
  ...says(200, { 'memento-datetime': datetime, ...(link !== undefined && { link }) }),
  capture: {
    url: cited.url,
    status: 200,
    headers: {},
    contentType: 'text/html',
    body: { bytes: 9000, end: 'complete', coding: 'ok' },
    ...capture,
  },
});
const found = (location: string): ArchiveResponse =>
  says(302, { location, 'x-archive-redirect-reason': 'found capture at somewhere else' });
const rows = (...table: readonly (readonly unknown[])[]): ArchiveResponse =>
  says(200, {}, JSON.stringify([['timestamp', 'original', 'statuscode'], ...table]));
const nothing = says(404);
const noRows = says(200, {}, '[]');
const error = (name: string): Record<string, string> => ({
  'x-archive-wayback-runtime-error': `org.archive.wayback.exception.${name}: said so`,
});
const failure: ArchiveResponse = { type: 'failure', detail: 'timeout' };

const jan7 = 'Fri, 07 Jan 2022 09:00:00 GMT';
const feb1 = 'Tue, 01 Feb 2022 00:00:00 GMT';
const row = (timestamp: string, status: string): readonly string[] => [timestamp, 'https://news.test/2022/a', status];

/** Where a talk stands after these responses. */
const after = (responses: readonly ArchiveResponse[], lookup = cited): ArchiveStep => {
  const archive = wayback(base);
  const question = { url: '', budget: '' };
  return archive.next(
    lookup,
    responses.map((response) => ({ question, response })),
  );
};
const summary = (step: ArchiveStep): string => {
  if (step.type === 'ask') return `${step.question.budget} ${step.question.url}`;
  return `${step.answer.answer}${step.limited ? ', limited' : ''}`;
};
const detail = (step: ArchiveStep): string => (step.type === 'done' ? step.answer.detail : '');
const captures = (step: ArchiveStep): readonly string[] =>
  step.type === 'ask'
    ? []
    : step.captures.map(({ url, httpStatus, daysFromCitation, usable }) =>
        [usable ? 'usable' : 'bad', httpStatus, daysFromCitation, url.replace(`${base}/web/`, '')].join(' '),
      );

describe('what is asked first', () => {
  test.each<[name: string, lookup: ArchiveLookup, expected: string]>([
    ['noon of the citation date, the address as it is', cited, playback],
    [
      'the newest copy where no date is known',
      { url: 'https://a.test/', today: '2026-05-01' },
      `${base}/web/20260501235959id_/https://a.test/`,
    ],
    [
      'never the fragment',
      { ...cited, url: 'https://a.test/p#part' },
      `${base}/web/20220106120000id_/https://a.test/p`,
    ],
    [
      'no percent-encoding of what is encoded',
      { ...cited, url: 'https://a.test/%E4%B8%AD?u=https://b.test/' },
      `${base}/web/20220106120000id_/https://a.test/%E4%B8%AD?u=https://b.test/`,
    ],
  ])('%s', (_name, lookup, expected) => {
    expect(summary(after([], lookup))).toBe(`playback ${expected}`);
  });
});

test.each<[location: string, captureOf: string]>([
  ['/web/20220107090000id_/http://news.test/2022/a', 'http://news.test/2022/a'],
  ['/web/20220107090000id_/news.test/2022/a', 'http://news.test/2022/a'],
  ['/web/20220107090000id_/news.test:8080/2022/a', 'http://news.test:8080/2022/a'],
])('what is played at %s is read as %s', (location, captureOf) => {
  const step = after([found(location)]);
  expect(step.type === 'ask' && step.question.captureOf).toBe(captureOf);
});

describe('what playback says', () => {
  test.each<[name: string, responses: readonly ArchiveResponse[], expected: string]>([
    ['a capture at that moment', [memento(200, jan7)], 'captured'],
    [
      'a redirect to the nearest capture is followed',
      [found('/web/20220107090000id_/https://news.test/2022/a')],
      `playback ${base}/web/20220107090000id_/https://news.test/2022/a`,
    ],
    [
      '… in whichever scheme and mode it is given',
      [found('http://archive.test/web/20220107090000/http://news.test/2022/a')],
      `playback ${base}/web/20220107090000id_/http://news.test/2022/a`,
    ],
    [
      '… but never outside the archive',
      [found('https://evil.test/web/20220107090000id_/https://news.test/2022/a')],
      'unknown',
    ],
    ['… nor to a page of the archive that is no capture', [found('https://archive.test/sorry')], 'unknown'],
    ['… nor anywhere without an address', [says(302)], 'unknown'],
    [
      'an archived redirect is followed inside the archive',
      [memento(301, jan7, '/web/20220107090000id_/https://news.test/new')],
      `playback ${base}/web/20220107090000id_/https://news.test/new`,
    ],
    [
      '… also as the site had sent it',
      [memento(301, jan7, '/new')],
      `playback ${base}/web/20220107090000id_/https://news.test/new`,
    ],
    [
      '… also to another site, still inside the archive',
      [memento(302, jan7, 'https://else.test/p#x')],
      `playback ${base}/web/20220107090000id_/https://else.test/p`,
    ],
    ['an archived 404 is no copy: the index is asked for a better one', [memento(404, jan7)], `index ${index}`],
    ['an archived 429 is the site’s, not the archive’s', [memento(429, jan7)], `index ${index}`],
    ['an archived 503 is the site’s, not the archive’s', [memento(503, jan7)], `index ${index}`],
    ['an archived redirect to nowhere', [memento(302, jan7)], `index ${index}`],
    ['an archived redirect to a page that was never captured', [memento(302, jan7, '/new'), nothing], `index ${index}`],
    [
      'an archived redirect to the home page',
      [memento(302, jan7, '/'), played(jan7, { url: 'https://news.test/' })],
      `index ${index}`,
    ],
    ['an archived redirect in a circle', [memento(302, jan7, '/b'), memento(302, jan7, '/b')], `index ${index}`],
    ['“never captured” is not believed alone', [nothing], `index ${index}`],
    [
      '… nor when it comes with the archive’s name for it',
      [says(404, error('ResourceNotInArchiveException'))],
      `index ${index}`,
    ],
    ['a 404 for a failure is a failure', [says(404, error('ResourceNotAvailableException'))], 'unknown'],
    [
      'a site that is excluded, said with 200',
      [says(200, {}, '<title>Wayback Machine</title><p>This URL has been excluded from …')],
      'excluded',
    ],
    [
      'a site that is excluded, said in a header',
      [says(403, error('AdministrativeAccessControlException'))],
      'excluded',
    ],
    ['a site that robots.txt keeps out', [says(403, error('RobotAccessControlException'))], 'excluded'],
    ['a 200 that is no capture', [says(200, {}, '<title>Maintenance</title>')], 'unknown'],
    ['a 403 that nobody explains', [says(403, {}, '<h1>Proxy</h1>')], 'unknown'],
    ['a limit', [says(429)], 'unknown, limited'],
    ['an outage', [says(503)], 'unknown'],
    ['no answer', [failure], 'unknown'],
    ['a circle of the archive’s own', [found(`/web/20220106120000id_/${cited.url}`)], 'unknown'],
    ['a capture of the year 9999', [memento(200, 'Fri, 31 Dec 9999 00:00:00 GMT')], 'unknown'],
    ['a capture of no day at all', [memento(200, '1')], 'unknown'],
  ])('%s', (_name, responses, expected) => {
    expect(summary(after(responses))).toBe(expected);
  });

  test('a chain of archived redirects has an end', () => {
    const hops = Array.from({ length: 10 }, (_, n) => memento(302, jan7, `/hop-${n}`));
    expect(summary(after(hops.slice(1)))).toContain('playback');
    expect(summary(after(hops))).toContain('index');
    expect(detail(after([...hops, noRows]))).toBe('the nearest capture is a redirect without an end');
  });

  test('the capture is dated by its header, and shown as people look at it', () => {
    expect(after([memento(200, jan7)])).toEqual({
      type: 'done',
      answer: { archive: 'wayback', answer: 'captured', detail: '' },
      captures: [
        {
          archive: 'wayback',
          url: `${base}/web/20220107090000/${cited.url}`,
          capturedAt: '2022-01-07T09:00:00Z',
          httpStatus: 200,
          daysFromCitation: 1,
          usable: true,
          fit: 'near',
        },
      ],
      limited: false,
    });
  });

  test('without a citation date there is no distance from it', () => {
    const step = after([memento(200, jan7)], { url: 'https://a.test/', today: '2026-05-01' });
    expect(step.type === 'done' && 'daysFromCitation' in (step.captures[0] ?? {})).toBe(false);
  });

  test('a mirror is asked at its own address only, in its own folder', () => {
    const archive = wayback('http://127.0.0.1:8080/wb/');
    const next = (location: string): string =>
      summary(archive.next(cited, [{ question: { url: '', budget: '' }, response: found(location) }]));
    expect(next('/wb/web/2022id_/http://a.test/')).toBe('playback http://127.0.0.1:8080/wb/web/2022id_/http://a.test/');
    expect(next('https://web.archive.org/web/2022id_/http://a.test/')).toBe(
      'playback http://127.0.0.1:8080/wb/web/2022id_/http://a.test/',
    );
    expect(next('/web/2022id_/http://a.test/')).toBe('unknown');
    expect(next('http://127.0.0.1:8081/wb/web/2022id_/http://a.test/')).toBe('unknown');
  });
});

describe('what the index says', () => {
  const bad = memento(404, jan7);
  test.each<[name: string, responses: readonly ArchiveResponse[], expected: string]>([
    ['two independent negatives are a negative', [nothing, noRows], 'none'],
    ['a table of nothing but its header is one too', [nothing, rows()], 'none'],
    ['an empty body is none', [nothing, says(200)], 'unknown'],
    ['only errors are left', [bad, noRows], 'unusable'],
    [
      'a copy that playback did not find is played before it is believed',
      [nothing, rows(row('20220201000000', '200'))],
      `playback ${base}/web/20220201000000id_/https://news.test/2022/a`,
    ],
    ['… and is there', [nothing, rows(row('20220201000000', '200')), memento(200, feb1)], 'captured'],
    ['… or is not', [nothing, rows(row('20220201000000', '200')), nothing], 'unknown'],
    ['… or is no copy', [nothing, rows(row('20220201000000', '200')), memento(404, feb1)], 'unusable'],
    ['… or is another day’s', [nothing, rows(row('20220201000000', '200')), memento(200, jan7)], 'captured'],
    ['a better copy than an error', [bad, rows(row('20220201000000', '200')), memento(200, feb1)], 'captured'],
    ['errors that were asked to be left out', [nothing, rows(row('20220201000000', '404'))], 'unusable'],
    [
      'a redirect is played',
      [bad, rows(row('20220201000000', '301'))],
      `playback ${base}/web/20220201000000id_/https://news.test/2022/a`,
    ],
    [
      'a revisit is played',
      [bad, rows(row('20220201000000', '-'))],
      `playback ${base}/web/20220201000000id_/https://news.test/2022/a`,
    ],
    ['… and may be the page', [bad, rows(row('20220201000000', '-')), memento(200, jan7)], 'captured'],
    ['… or not', [bad, rows(row('20220201000000', '-')), memento(404, jan7)], 'unusable'],
    ['… or be lost', [bad, rows(row('20220201000000', '-')), nothing], 'unknown'],
    ['… or not be had', [bad, rows(row('20220201000000', '-')), says(429)], 'unknown, limited'],
    [
      'nothing is played twice',
      [
        memento(302, jan7, '/web/20220201000000id_/https://news.test/2022/a'),
        memento(404, jan7),
        rows(row('20220201000000', '-')),
      ],
      'unusable',
    ],
    ['silence after an error is no verdict on all copies', [bad, failure], 'unknown'],
    ['an excluded site: a bare 403', [nothing, says(403)], 'excluded'],
    [
      'an excluded site, by name',
      [nothing, says(403, error('AdministrativeAccessControlException'), 'Blocked')],
      'excluded',
    ],
    [
      'robots.txt, as a line of text',
      [nothing, says(200, {}, 'org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots')],
      'excluded',
    ],
    ['a wall in between', [nothing, says(403, {}, '<h1>Proxy</h1>')], 'unknown'],
    ['a limit', [nothing, says(429)], 'unknown, limited'],
    ['an outage', [nothing, says(504)], 'unknown'],
    ['no answer', [nothing, failure], 'unknown'],
    ['a bad request', [nothing, says(400, {}, '[]')], 'unknown'],
    ['no such service', [nothing, says(404, {}, '[]')], 'unknown'],
    ['a page in place of a table', [nothing, says(200, {}, '<html>oops</html>')], 'unknown'],
    ['a table cut short', [nothing, says(200, {}, '[["timestamp","original","statuscode"],["2022')], 'unknown'],
    ['another kind of JSON', [nothing, says(200, {}, '{"archived_snapshots":{}}')], 'unknown'],
    ['a list of no rows', [nothing, says(200, {}, '["timestamp"]')], 'unknown'],
    [
      'text in place of JSON',
      [nothing, says(200, {}, '20220201000000 https://news.test/2022/a 200\n'), memento(200, feb1)],
      'captured',
    ],
    [
      'rows without a header',
      [nothing, says(200, {}, JSON.stringify([row('20220201000000', '200')])), memento(200, feb1)],
      'captured',
    ],
    [
      'a column that is missing',
      [nothing, says(200, {}, '[["timestamp","original"],["20220201000000","https://news.test/2022/a"]]')],
      `playback ${base}/web/20220201000000id_/https://news.test/2022/a`,
    ],
    ['a day that cannot be', [nothing, rows(row('99991231000000', '200'))], 'unknown'],
    ['a month 00', [nothing, rows(row('20220031000000', '200'))], 'unknown'],
    [
      'a good row among bad ones',
      [
        nothing,
        rows(row('99991231000000', '200'), ['20220201000000', 'mailto:x', '200'], [], row('20220201000000', '200')),
        memento(200, feb1),
      ],
      'captured',
    ],
  ])('%s', (_name, responses, expected) => {
    expect(summary(after(responses))).toBe(expected);
  });

  test('the best listed is played first, on or after the citation date where equally near, and each once', () => {
    const listed = [
      memento(404, jan7),
      rows(
        row('20220104000000', '200'),
        row('20220104000000', '200'),
        row('20220108000000', '200'),
        row('20220107000000', '301'),
        ['20220301000000', 'http://news.test:80/2022/a', '200'],
      ),
    ];
    const bad = memento(503, feb1);
    const asked = [0, 1, 2, 3].map((count) => summary(after([...listed, ...Array<ArchiveResponse>(count).fill(bad)])));
    expect(asked.map((question) => question.replace(`playback ${base}/web/`, ''))).toEqual([
      '20220104000000id_/https://news.test/2022/a',
      '20220108000000id_/https://news.test/2022/a',
      '20220301000000id_/http://news.test/2022/a',
      'unusable',
    ]);
  });

  test('a redirect that was played and led to the page is reported as that page', () => {
    const step = after([
      memento(404, jan7),
      rows(row('20220201000000', '301')),
      memento(301, 'Tue, 01 Feb 2022 00:00:00 GMT', '/moved'),
      memento(200, 'Wed, 02 Feb 2022 00:00:00 GMT'),
    ]);
    expect(captures(step)[0]).toBe('usable 200 27 20220202000000/https://news.test/moved');
  });
});

describe('why there is no usable copy', () => {
  test.each<[responses: readonly ArchiveResponse[], expected: string]>([
    [[memento(404, jan7), noRows], 'the nearest capture is an archived 404'],
    [[memento(302, jan7, '/b'), memento(404, jan7), noRows], 'the nearest capture is an archived 404'],
    [[memento(302, jan7, '/b'), memento(302, jan7, '/b'), noRows], 'the nearest capture is a redirect in a circle'],
    [
      [memento(302, jan7, '/'), played(jan7, { url: 'https://news.test/' }), noRows],
      'the nearest capture is a redirect to the site’s home page',
    ],
    [
      [memento(404, jan7), rows(row('20220201000000', '200')), memento(503, feb1)],
      'none of 2 captures holds the page: the nearest capture is an archived 404',
    ],
    [[says(403, error('RobotAccessControlException'))], 'the site’s robots.txt keeps it out of the archive'],
    [[says(503)], 'it answered 503'],
    [[failure], 'timeout'],
  ])('%#', (responses, expected) => {
    expect(detail(after(responses))).toBe(expected);
  });
});

test('silence is never absence: “none” needs a 404 of playback’s own and an empty table', () => {
  const cells = [
    nothing,
    noRows,
    rows(row('20220201000000', '-')),
    rows(row('20220201000000', '200')),
    says(200),
    says(200, {}, '<html>'),
    says(200, {}, '[['),
    says(403),
    says(429),
    says(503),
    failure,
    memento(200, jan7),
    memento(404, jan7),
    memento(302, jan7, '/b'),
    found('/web/2022id_/https://news.test/2022/a'),
  ];
  const responses = fc.array(fc.constantFrom(...cells), { maxLength: 8 });
  fc.assert(
    fc.property(responses, (given) => {
      const step = after(given);
      if (step.type === 'ask' || step.answer.answer !== 'none') return true;
      const end = given.indexOf(nothing);
      return end !== -1 && given[end + 1] === noRows && step.captures.length === 0;
    }),
    { numRuns: 2000 },
  );
});

test('no body, however strange, makes it throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `[${json}]`),
      ),
      (body) => {
        expect(['none', 'captured', 'unusable', 'unknown', 'ask']).toContain(
          summary(after([nothing, says(200, {}, body)])).replace(/^playback .*/s, 'ask'),
        );
      },
    ),
  );
});

describe('which capture', () => {
  const page: PageFacts = {
    charset: 'utf-8',
    charsetFrom: 'header',
    textLength: 4000,
    text: 'Some text of an article. '.repeat(40),
    scripts: 0,
    passwordField: false,
    marks: [],
  };
  const good = { page };
  const notFound = { page: { ...page, title: 'Page not found', h1: 'Page not found' } };
  const challenge = { headers: { 'cf-mitigated': 'challenge' } };
  /** A capture of this day, and the days of its neighbours, in a `Link` header as the archive writes it. */
  const on = (day: string, capture: Partial<Answer>, neighbours: Readonly<Record<string, string>> = {}) => {
    const uri = (of: string): string => `http://archive.test/web/${of.replaceAll('-', '')}090000id_/${cited.url}`;
    const date = (of: string): string => new Date(`${of}T09:00:00Z`).toUTCString();
    const links = Object.entries(neighbours).map(
      ([rel, of]) => `<${uri(of)}>; rel="${rel.replace('memento', '')} memento"; datetime="${date(of)}"`,
    );
    return played(date(day), capture, [`<${cited.url}>; rel="original"`, ...links].join(', '));
  };
  const asked = (step: ArchiveStep): string =>
    summary(step).replace(/^playback .*?\/web\/(\d{4})(\d\d)(\d\d)\d+id_.*/s, '$1-$2-$3');
  const told = (step: ArchiveStep): readonly string[] =>
    step.type === 'ask'
      ? []
      : step.captures.map(({ capturedAt, fit, problem }) => `${capturedAt.slice(0, 10)} ${fit ?? problem}`);
  const ends = { first: '2010-01-01', last: '2025-01-01' };

  test.each<[name: string, responses: readonly ArchiveResponse[], expected: string]>([
    [
      'one of the day after is enough',
      [on('2022-01-07', good, { prev: '2022-01-05', next: '2022-01-08' })],
      'captured',
    ],
    ['one of the day before is enough', [on('2022-01-05', good, { next: '2022-01-08' })], 'captured'],
    ['a later one of the same day adds nothing', [on('2022-01-06', good, { next: '2022-01-06' })], 'captured'],
    ['one of days before gives way to one soon after', [on('2022-01-02', good, { next: '2022-01-12' })], '2022-01-12'],
    ['… but not to one long after', [on('2022-01-02', good, { next: '2022-01-15' })], 'captured'],
    [
      'one that does not hold the page, to the next',
      [on('2022-01-07', challenge, { next: '2022-01-20' })],
      '2022-01-20',
    ],
    [
      '… or to the one before, if that is less',
      [on('2022-01-07', challenge, { prev: '2022-01-03', next: '2022-01-20' })],
      '2022-01-03',
    ],
    [
      'one that shows the page gone, to one before its death',
      [on('2022-01-07', notFound, { prev: '2021-06-01', next: '2022-01-08' })],
      '2021-06-01',
    ],
    [
      'the index is asked after the third',
      [
        on('2022-01-07', challenge, { next: '2022-01-08' }),
        on('2022-01-08', challenge, { next: '2022-01-09' }),
        on('2022-01-09', challenge, { next: '2022-01-10' }),
      ],
      `index ${index}`,
    ],
    [
      '… and not at all where nothing is left',
      [on('2022-01-07', challenge, { 'first last': '2022-01-07' })],
      'unusable',
    ],
    [
      '… where something is left it is',
      [on('2022-01-07', challenge, { 'first last': '2022-01-07', next: '2022-01-08' }), nothing],
      'unusable',
    ],
    [
      'a neighbour in the other scheme is the same one',
      [on('2022-01-07', challenge, { 'first last': '2022-01-07' })],
      'unusable',
    ],
    [
      'one that cannot be had costs nothing that was seen',
      [on('2022-01-02', good, { next: '2022-01-12' }), failure],
      'captured',
    ],
    [
      '… also when the archive says stop',
      [on('2022-01-02', good, { next: '2022-01-12' }), says(429)],
      'captured, limited',
    ],
  ])('%s', (_name, responses, expected) => {
    expect(asked(after(responses))).toBe(expected);
  });

  test.each<[name: string, responses: readonly ArchiveResponse[], expected: readonly string[]]>([
    ['near', [on('2022-02-05', good, ends)], ['2022-02-05 near']],
    ['far after', [on('2022-02-06', good, ends)], ['2022-02-06 far']],
    ['far before', [on('2021-12-01', good, { next: '2025-01-01' })], ['2021-12-01 far']],
    [
      'after death, with what was seen of that',
      [on('2022-01-07', notFound, { last: '2025-01-01', 'first next': '2022-03-01' }), on('2022-03-01', good)],
      ['2022-03-01 after-death', '2022-01-07 a page in place of one that was not found'],
    ],
    [
      'a death before the citation is none',
      [on('2022-01-05', notFound, { first: '2021-01-01', 'last next': '2022-03-01' }), on('2022-03-01', good)],
      ['2022-03-01 far', '2022-01-05 a page in place of one that was not found'],
    ],
    [
      'a wall is no death',
      [on('2022-01-07', challenge, { 'next last': '2022-01-20' }), on('2022-01-20', good)],
      ['2022-01-20 near', '2022-01-07 the challenge of a bot wall'],
    ],
    [
      'the best first',
      [on('2022-01-02', good, { next: '2022-01-12' }), on('2022-01-12', good)],
      ['2022-01-12 near', '2022-01-02 near'],
    ],
  ])('it is told how it suits: %s', (_name, responses, expected) => {
    expect(told(after(responses))).toEqual(expected);
  });

  test.each<[name: string, refresh: NonNullable<PageFacts['refresh']>, expected: string]>([
    [
      'at once is a redirect',
      { seconds: 0, url: 'https://news.test/new' },
      `playback ${base}/web/20220107090000id_/https://news.test/new`,
    ],
    ['after a while is none', { seconds: 5, url: 'https://news.test/new' }, 'captured'],
    ['to its own page is none', { seconds: 0, url: `${cited.url}#top` }, 'captured'],
  ])('an archived refresh %s', (_name, refresh, expected) => {
    expect(summary(after([on('2022-01-07', { page: { ...page, refresh } })]))).toBe(expected);
  });

  test('what was archived is handed on with it', () => {
    const step = after([on('2022-01-07', good)]);
    expect(step.type === 'done' && step.captures[0]?.answer?.page).toEqual(page);
  });

  test('without a citation date the newest that holds the page is near', () => {
    const lookup = { url: cited.url, today: cited.today };
    const responses = [
      on('2025-01-01', challenge, { prev: '2024-01-01', first: '2010-01-01' }),
      on('2024-01-01', good),
    ];
    expect(asked(after(responses.slice(0, 1), lookup))).toBe('2024-01-01');
    expect(told(after(responses, lookup))).toEqual(['2024-01-01 near', '2025-01-01 the challenge of a bot wall']);
  });
});

test('whatever it is answered, a talk ends, asks nothing twice and knows whether it saw the page', () => {
  const days = ['2021-06-01', '2022-01-03', '2022-01-07', '2022-01-20', '2022-03-01', '2024-01-01'];
  const link = days
    .map(
      (day) =>
        `<http://archive.test/web/${day.replaceAll('-', '')}090000id_/${cited.url}>; rel="memento"; ` +
        `datetime="${new Date(`${day}T09:00:00Z`).toUTCString()}"`,
    )
    .join(', ');
  const at = (day: string): string => new Date(`${day}T09:00:00Z`).toUTCString();
  const cells = [
    nothing,
    noRows,
    failure,
    says(429),
    rows(...days.map((day) => row(`${day.replaceAll('-', '')}000000`, '200'))),
    ...days.flatMap((day) => [
      found(`/web/${day.replaceAll('-', '')}090000id_/${cited.url}`),
      memento(404, at(day), undefined, link),
      memento(503, at(day), undefined, link),
      memento(302, at(day), `/${day}`, link),
      memento(200, at(day), undefined, link),
    ]),
  ];
  fc.assert(
    fc.property(fc.infiniteStream(fc.constantFrom(...cells)), (stream) => {
      const archive = wayback(base);
      const asked: string[] = [];
      const exchanges: { question: { url: string; budget: string }; response: ArchiveResponse }[] = [];
      for (;;) {
        const step = archive.next(cited, exchanges);
        if (step.type === 'done') {
          expect(new Set(asked).size).toBe(asked.length);
          expect(asked.length).toBeLessThanOrEqual(4 * 10 + 1);
          return step.captures.some(({ usable }) => usable) === (step.answer.answer === 'captured');
        }
        asked.push(step.question.url);
        const { value } = stream.next();
        exchanges.push({ question: step.question, response: value });
      }
    }),
    { numRuns: 1000 },
  );
});
