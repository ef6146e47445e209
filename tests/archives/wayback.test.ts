import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse, ArchiveStep } from '../../src/archives/archive.ts';
import { wayback } from '../../src/archives/wayback.ts';

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

const answer = (status: number, headers: Record<string, string> = {}, body = ''): ArchiveResponse => ({
  type: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body,
});
const memento = (status: number, datetime: string, location?: string): ArchiveResponse =>
  answer(status, { 'memento-datetime': datetime, ...(location !== undefined && { location }) });
const found = (location: string): ArchiveResponse =>
  answer(302, { location, 'x-archive-redirect-reason': 'found capture at somewhere else' });
const rows = (...table: readonly (readonly unknown[])[]): ArchiveResponse =>
  answer(200, {}, JSON.stringify([['timestamp', 'original', 'statuscode'], ...table]));
const nothing = answer(404);
const noRows = answer(200, {}, '[]');
const error = (name: string): Record<string, string> => ({
  'x-archive-wayback-runtime-error': `org.archive.wayback.exception.${name}: said so`,
});
const failure: ArchiveResponse = { type: 'failure', detail: 'timeout' };

const jan7 = 'Fri, 07 Jan 2022 09:00:00 GMT';
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
    ['… nor anywhere without an address', [answer(302)], 'unknown'],
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
    ['an archived redirect to the home page', [memento(302, jan7, '/'), memento(200, jan7)], `index ${index}`],
    ['an archived redirect in a circle', [memento(302, jan7, '/b'), memento(302, jan7, '/b')], `index ${index}`],
    ['“never captured” is not believed alone', [nothing], `index ${index}`],
    [
      '… nor when it comes with the archive’s name for it',
      [answer(404, error('ResourceNotInArchiveException'))],
      `index ${index}`,
    ],
    ['a 404 for a failure is a failure', [answer(404, error('ResourceNotAvailableException'))], 'unknown'],
    [
      'a site that is excluded, said with 200',
      [answer(200, {}, '<title>Wayback Machine</title><p>This URL has been excluded from …')],
      'excluded',
    ],
    [
      'a site that is excluded, said in a header',
      [answer(403, error('AdministrativeAccessControlException'))],
      'excluded',
    ],
    ['a site that robots.txt keeps out', [answer(403, error('RobotAccessControlException'))], 'excluded'],
    ['a 200 that is no capture', [answer(200, {}, '<title>Maintenance</title>')], 'unknown'],
    ['a 403 that nobody explains', [answer(403, {}, '<h1>Proxy</h1>')], 'unknown'],
    ['a limit', [answer(429)], 'unknown, limited'],
    ['an outage', [answer(503)], 'unknown'],
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
    expect(detail(after([...hops, noRows]))).toBe('its redirects do not end');
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
    ['an empty body is none', [nothing, answer(200)], 'unknown'],
    ['only errors are left', [bad, noRows], 'unusable'],
    ['a copy that playback did not find', [nothing, rows(row('20220201000000', '200'))], 'captured'],
    ['a better copy than an error', [bad, rows(row('20220201000000', '200'))], 'captured'],
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
    ['… or not be had', [bad, rows(row('20220201000000', '-')), answer(429)], 'unknown, limited'],
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
    ['an excluded site: a bare 403', [nothing, answer(403)], 'excluded'],
    [
      'an excluded site, by name',
      [nothing, answer(403, error('AdministrativeAccessControlException'), 'Blocked')],
      'excluded',
    ],
    [
      'robots.txt, as a line of text',
      [nothing, answer(200, {}, 'org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots')],
      'excluded',
    ],
    ['a wall in between', [nothing, answer(403, {}, '<h1>Proxy</h1>')], 'unknown'],
    ['a limit', [nothing, answer(429)], 'unknown, limited'],
    ['an outage', [nothing, answer(504)], 'unknown'],
    ['no answer', [nothing, failure], 'unknown'],
    ['a bad request', [nothing, answer(400, {}, '[]')], 'unknown'],
    ['no such service', [nothing, answer(404, {}, '[]')], 'unknown'],
    ['a page in place of a table', [nothing, answer(200, {}, '<html>oops</html>')], 'unknown'],
    ['a table cut short', [nothing, answer(200, {}, '[["timestamp","original","statuscode"],["2022')], 'unknown'],
    ['another kind of JSON', [nothing, answer(200, {}, '{"archived_snapshots":{}}')], 'unknown'],
    ['a list of no rows', [nothing, answer(200, {}, '["timestamp"]')], 'unknown'],
    ['text in place of JSON', [nothing, answer(200, {}, '20220201000000 https://news.test/2022/a 200\n')], 'captured'],
    ['rows without a header', [nothing, answer(200, {}, JSON.stringify([row('20220201000000', '200')]))], 'captured'],
    [
      'a column that is missing',
      [nothing, answer(200, {}, '[["timestamp","original"],["20220201000000","https://news.test/2022/a"]]')],
      `playback ${base}/web/20220201000000id_/https://news.test/2022/a`,
    ],
    ['a day that cannot be', [nothing, rows(row('99991231000000', '200'))], 'unknown'],
    ['a month 00', [nothing, rows(row('20220031000000', '200'))], 'unknown'],
    [
      'a good row among bad ones',
      [
        nothing,
        rows(row('99991231000000', '200'), ['20220201000000', 'mailto:x', '200'], [], row('20220201000000', '200')),
      ],
      'captured',
    ],
  ])('%s', (_name, responses, expected) => {
    expect(summary(after(responses))).toBe(expected);
  });

  test('nearest first, on or after the citation date where equally near, and each once', () => {
    const step = after([
      memento(404, jan7),
      rows(
        row('20220104000000', '200'),
        row('20220104000000', '200'),
        row('20220108000000', '200'),
        row('20220107000000', '301'),
        ['20220301000000', 'http://news.test:80/2022/a', '200'],
      ),
    ]);
    expect(captures(step)).toEqual([
      'usable 200 2 20220108000000/https://news.test/2022/a',
      'usable 200 -2 20220104000000/https://news.test/2022/a',
      'usable 200 54 20220301000000/http://news.test/2022/a',
      `bad 404 1 20220107090000/${cited.url}`,
      'bad 301 1 20220107000000/https://news.test/2022/a',
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
    [[memento(302, jan7, '/b'), memento(302, jan7, '/b'), noRows], 'its redirects run in a circle'],
    [[memento(302, jan7, '/'), memento(200, jan7), noRows], 'the capture redirects to the site’s home page'],
    [[answer(403, error('RobotAccessControlException'))], 'the site’s robots.txt keeps it out of the archive'],
    [[answer(503)], 'it answered 503'],
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
    answer(200),
    answer(200, {}, '<html>'),
    answer(200, {}, '[['),
    answer(403),
    answer(429),
    answer(503),
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
          summary(after([nothing, answer(200, {}, body)])).replace(/^playback .*/s, 'ask'),
        );
      },
    ),
  );
});
