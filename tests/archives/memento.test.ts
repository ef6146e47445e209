import { describe, expect, test } from 'vitest';
import type { ArchiveLookup, ArchiveResponse } from '../../src/archives/archive.ts';
import { memento, mementoAt } from '../../src/archives/memento.ts';
import type { Answer } from '../../src/model/observation.ts';
import { says, shows, type Stage, talk } from '../support/staged-archive.ts';

const gate = 'https://archive.test/coll/';
const url = 'https://news.test/2022/a?x=1,2';
const cited: ArchiveLookup = { url, citedAt: '2022-01-06', today: '2026-05-01' };
const map = `${gate}timemap/link/${url}`;
const raw = (timestamp: string, of = url): string => `${gate}${timestamp}id_/${of}`;
const view = (timestamp: string, of = url): string => `${gate}${timestamp}/${of}`;

const jan7 = 'Fri, 07 Jan 2022 10:00:00 GMT';
const feb1 = 'Tue, 01 Feb 2022 00:00:00 GMT';
const mar1 = 'Tue, 01 Mar 2022 00:00:00 GMT';
const vary = { vary: 'accept-datetime' };
const linkFormat = { 'content-type': 'application/link-format' };

const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): ArchiveResponse =>
  says(302, { ...vary, location, ...headers });
const listed = (...mementos: readonly (readonly [address: string, datetime: string])[]): ArchiveResponse =>
  says(
    200,
    linkFormat,
    [`<${url}>; rel="original"`, ...mementos.map(([at, when]) => `<${at}>; rel="memento"; datetime="${when}"`)].join(
      ',\n',
    ),
  );
const title = (text: string): Partial<Answer> => ({
  page: {
    title: text,
    textLength: 40,
    text,
    charset: 'utf-8',
    charsetFrom: 'header',
    scripts: 0,
    passwordField: false,
    marks: [],
  },
});
const missing = title('Page not found');

const lookUp = (stage: Stage, { lookup = cited, at = gate }: { lookup?: ArchiveLookup; at?: string } = {}) => {
  const { asked, conclusion } = talk(mementoAt(at), lookup, stage);
  const { answer, captures, limited } = conclusion;
  const [best] = captures;
  return {
    asked: asked.map((question) => question.url),
    answer: `${answer.answer}${limited ? ', limited' : ''}`,
    detail: answer.detail,
    best: best === undefined ? undefined : `${best.archive} ${best.usable ? '' : 'bad '}${best.url}`,
    captures,
  };
};

test('a TimeGate is asked for noon of the citation date, and for what it finds as a page', () => {
  const { asked } = talk(mementoAt(gate), { ...cited, url: `${url}#part` }, {});
  expect(asked[0]).toEqual({
    url: `${gate}${url}`,
    budget: 'service',
    captureOf: url,
    headers: { 'accept-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT' },
  });
});

test('without a citation date the newest copy is wanted', () => {
  const { asked } = talk(mementoAt('https://archive.test/coll'), { url, today: '2026-05-01' }, {});
  expect(asked[0]).toMatchObject({
    url: `${gate}${url}`,
    headers: { 'accept-datetime': 'Fri, 01 May 2026 23:59:59 GMT' },
  });
});

describe('what a TimeGate answers', () => {
  test.each<[name: string, answer: ArchiveResponse, then: Stage, best: string]>([
    ['a redirect to a capture', redirect(view('20220107100000')), {}, view('20220107100000')],
    ['a redirect without its host', redirect(`/coll/20220107100000/${url}`), {}, view('20220107100000')],
    ['a redirect to a rewritten capture', redirect(`${gate}20220107100000mp_/${url}`), {}, view('20220107100000')],
    [
      'a capture, and where it lies',
      shows(jan7, {}, { 'content-location': `${gate}20220107100000mp_/${url}` }),
      {},
      view('20220107100000'),
    ],
    ['a capture that lies nowhere else', shows(jan7), {}, `${gate}${url}`],
    [
      'a frame, and the capture beside it',
      says(200, {
        ...vary,
        link: `<${url}>; rel="original", <${gate}20220107100000mp_/${url}>; rel="memento"; datetime="${jan7}"`,
      }),
      {},
      view('20220107100000'),
    ],
    [
      'a redirect that has lost its https',
      redirect(`http://archive.test/coll/20220107100000/${url}`),
      {},
      view('20220107100000'),
    ],
    [
      'a redirect to another TimeGate',
      redirect(`https://archive.test/coll/2/${url}`),
      { [`${gate}2/${url}`]: redirect(view('20220107100000')) },
      view('20220107100000'),
    ],
    [
      'a redirect to a capture that has no raw form',
      redirect(view('20220107100000')),
      { [raw('20220107100000')]: says(404), [view('20220107100000')]: shows(jan7) },
      view('20220107100000'),
    ],
    [
      'a redirect to a capture of a form of its own',
      redirect('https://archive.test/ABCD-1234'),
      { 'https://archive.test/ABCD-1234': shows(jan7) },
      'https://archive.test/ABCD-1234',
    ],
  ])('%s is read', (_, answer, then, best) => {
    const stage = { [`${gate}${url}`]: answer, [raw('20220107100000')]: shows(jan7), ...then };
    expect(lookUp(stage)).toMatchObject({ answer: 'captured', best: `archive.test ${best}` });
  });

  test.each<[name: string, answer: ArchiveResponse, expected: string]>([
    ['429', says(429), 'unknown, limited'],
    ['400', says(400), 'unknown'],
    ['403', says(403), 'unknown'],
    ['503', says(503), 'unknown'],
    ['451', says(451), 'excluded'],
    [
      'OpenWayback’s refusal',
      says(403, { 'x-archive-wayback-runtime-error': 'AdministrativeAccessControlException: Blocked' }),
      'excluded',
    ],
    ['no answer', { type: 'failure', detail: 'timeout' }, 'unknown'],
    ['a page of its own', says(200, vary), 'unknown'],
    ['a redirect to nowhere', says(302), 'unknown'],
    ['a capture of a day that cannot be', shows('Fri, 01 Jan 2100 00:00:00 GMT'), 'unknown'],
  ])('%s is %s', (_, answer, expected) => {
    const found = lookUp({ [`${gate}${url}`]: answer });
    expect(found).toMatchObject({ answer: expected, captures: [] });
    expect(found.detail).not.toBe('');
  });
});

describe('a negative', () => {
  const emptyMap = says(404, linkFormat);

  test.each<[name: string, stage: Stage, expected: string]>([
    ['needs the TimeMap to say so too', { [map]: emptyMap }, 'none'],
    ['may be a TimeMap without captures', { [`${gate}${url}`]: says(404, vary), [map]: listed() }, 'none'],
    ['is none while the TimeMap does not answer', { [map]: says(503) }, 'unknown'],
    ['is none while the TimeMap is limited', { [map]: says(429) }, 'unknown, limited'],
    ['is none where the TimeMap is a page', { [map]: says(200, {}, '<!doctype html>Sorry') }, 'unknown'],
    ['is none where nothing shows that this is an archive', {}, 'unknown'],
    [
      'is none where an aggregator says it',
      { [map]: says(404, { server: 'MemGator/1.0', 'x-memento-count': '0' }) },
      'unknown',
    ],
  ])('%s', (_, stage, expected) => {
    expect(lookUp(stage)).toMatchObject({ answer: expected, captures: [], asked: [`${gate}${url}`, map] });
  });

  test('of a known archive needs no sign', () => {
    const { conclusion } = talk(memento({ name: 'known', gate, known: true }), cited, {});
    expect(conclusion.answer).toEqual({ archive: 'known', answer: 'none', detail: '' });
  });

  test('goes to the TimeMap that the archive names, if it is its own', () => {
    const named = 'https://maps.archive.test/1';
    const link = (at: string) => ({ link: `<${at}>; rel="timemap"; type="application/link-format"` });
    expect(lookUp({ [`${gate}${url}`]: says(404, link(named)), [named]: emptyMap }).asked).toEqual([
      `${gate}${url}`,
      named,
    ]);
    const foreign = lookUp({ [`${gate}${url}`]: says(404, link('https://elsewhere.test/1')), [map]: emptyMap });
    expect(foreign.asked).toEqual([`${gate}${url}`, map]);
  });

  test('behind /timegate/ is confirmed by /timemap/link/', () => {
    expect(lookUp({}, { at: 'https://archive.test/timegate/' }).asked).toEqual([
      `https://archive.test/timegate/${url}`,
      `https://archive.test/timemap/link/${url}`,
    ]);
  });

  test('that the TimeMap contradicts is none', () => {
    const stage = { [map]: listed([view('20220107100000'), jan7]), [raw('20220107100000')]: shows(jan7) };
    expect(lookUp(stage)).toMatchObject({ answer: 'captured', best: `archive.test ${view('20220107100000')}` });
  });
});

describe('a capture that does not hold the page', () => {
  const nearest = { [`${gate}${url}`]: redirect(view('20220107100000')) };

  test.each<[name: string, capture: Partial<Answer>]>([
    ['an archived 404', { status: 404 }],
    ['a soft 404', missing],
  ])('%s gives way to the next that does', (_, capture) => {
    const stage = {
      ...nearest,
      [raw('20220107100000')]: shows(jan7, capture),
      [map]: listed([view('20220107100000'), jan7], [view('20220301000000'), mar1], [view('20220201000000'), feb1]),
      [raw('20220201000000')]: shows(feb1),
    };
    const found = lookUp(stage);
    expect(found).toMatchObject({ answer: 'captured', best: `archive.test ${view('20220201000000')}` });
    expect(found.asked).toEqual([`${gate}${url}`, raw('20220107100000'), map, raw('20220201000000')]);
    // The archive had seen the page gone by then: what came later may be anything.
    expect(found.captures[0]?.fit).toBe('after-death');
  });

  test('is told where there is no other', () => {
    const stage = { ...nearest, [raw('20220107100000')]: shows(jan7, { status: 404 }), [map]: listed() };
    expect(lookUp(stage)).toMatchObject({
      answer: 'unusable',
      detail: 'the nearest capture is an archived 404',
      best: `archive.test bad ${view('20220107100000')}`,
    });
  });

  test('is not the last word while the TimeMap is silent', () => {
    const stage = { ...nearest, [raw('20220107100000')]: shows(jan7, { status: 404 }), [map]: says(503) };
    expect(lookUp(stage)).toMatchObject({ answer: 'unknown', best: `archive.test bad ${view('20220107100000')}` });
  });

  test('no more than four are played', () => {
    const many = Array.from({ length: 9 }, (_, n) => ({
      at: `202202${n + 10}000000`,
      when: new Date(Date.UTC(2022, 1, n + 10)).toUTCString(),
    }));
    const found = lookUp({
      ...nearest,
      ...Object.fromEntries(many.map(({ at, when }) => [raw(at), shows(when, { status: 404 })])),
      [raw('20220107100000')]: shows(jan7, { status: 404 }),
      [map]: listed(...many.map(({ at, when }) => [view(at), when] as const)),
    });
    expect(found.answer).toBe('unusable');
    expect(found.asked.filter((at) => at.includes('id_/'))).toHaveLength(4);
  });

  test('neighbours that the archive names with it are played before its TimeMap is asked', () => {
    const link = `<${view('20220201000000')}>; rel="next memento"; datetime="${feb1}"`;
    const stage = {
      ...nearest,
      [raw('20220107100000')]: shows(jan7, { status: 503 }, { link }),
      [raw('20220201000000')]: shows(feb1),
    };
    // The links of its first answer count.
    expect(lookUp({ ...stage, [`${gate}${url}`]: redirect(view('20220107100000'), { link }) })).toMatchObject({
      answer: 'captured',
      asked: [`${gate}${url}`, raw('20220107100000'), raw('20220201000000')],
    });
  });
});

describe('an archived redirect', () => {
  const moved = (location: string): ArchiveResponse => shows(jan7, { status: 301 }, { location });
  const there = 'https://news.test/new/a';
  const stage = {
    [`${gate}${url}`]: redirect(view('20220107100000')),
    [`${gate}${there}`]: redirect(view('20220108000000', there)),
    [raw('20220108000000', there)]: shows('Sat, 08 Jan 2022 00:00:00 GMT', { url: there }),
  };

  test.each<[name: string, location: string]>([
    ['as the site sent it', there],
    ['relative to the page', '../new/a'],
    ['rewritten by the archive', `${gate}20220107100000mp_/${there}`],
    ['rewritten without its host', `/coll/20220107100000/${there}`],
  ])('%s is followed inside the archive', (_, location) => {
    expect(lookUp({ ...stage, [raw('20220107100000')]: moved(location) })).toMatchObject({
      answer: 'captured',
      best: `archive.test ${view('20220108000000', there)}`,
    });
  });

  test('asks for its target near the moment of the redirect', () => {
    const { asked } = talk(mementoAt(gate), cited, { ...stage, [raw('20220107100000')]: moved(there) });
    expect(asked[2]?.headers).toEqual({ 'accept-datetime': jan7 });
  });

  test.each<[name: string, location: string, problem: string]>([
    ['to a page that was never captured', 'https://news.test/never', 'a redirect to a page that was never captured'],
    ['to itself', url, 'a redirect in a circle'],
  ])('%s holds no page', (_, location, problem) => {
    const found = lookUp({ ...stage, [raw('20220107100000')]: moved(location), [map]: listed() });
    expect(found).toMatchObject({ answer: 'unusable', detail: `the nearest capture is ${problem}` });
    expect(found.best).toBe(`archive.test bad ${view('20220107100000')}`);
  });
});

describe('what leads away from the archive', () => {
  const aggregator = 'https://aggregator.test/timegate/';
  const wayback = 'https://web.archive.org/web/20220107100000';

  test('a capture at an archive that is known is taken, under that archive’s name', () => {
    const stage = { [`${aggregator}${url}`]: redirect(`${wayback}/${url}`), [`${wayback}id_/${url}`]: shows(jan7) };
    expect(lookUp(stage, { at: aggregator })).toMatchObject({ answer: 'captured', best: `wayback ${wayback}/${url}` });
  });

  test.each([
    ['archive.today', `http://archive.ph/20220107100000/${url}`],
    ['nobody knows whom', `https://elsewhere.test/web/20220107100000/${url}`],
    ['a private address', `http://169.254.169.254/20220107100000/${url}`],
    ['no web address', 'ftp://archive.test/1'],
  ])('%s is not asked, from a TimeGate nor from a TimeMap', (_, address) => {
    const timeMap = `https://aggregator.test/timemap/link/${url}`;
    const stage = { [`${aggregator}${url}`]: redirect(address), [timeMap]: listed([address, jan7]) };
    const found = lookUp(stage, { at: aggregator });
    expect(found).toMatchObject({ answer: 'none', captures: [] });
    expect(found.asked).toEqual([`${aggregator}${url}`, timeMap]);
  });
});

test('a copy at archive.today is not taken from archive.today either', () => {
  const today = 'https://archive.ph/timegate/';
  const copy = `https://archive.ph/20220107100000/${url}`;
  const found = lookUp({ [`${today}${url}`]: redirect(copy), [copy]: shows(jan7) }, { at: today });
  expect(found).toMatchObject({ captures: [], asked: [`${today}${url}`] });
});

describe('a TimeMap of several pages', () => {
  const page = (n: number): string => `https://archive.test/coll/timemap/page${n}`;
  const index = says(
    200,
    linkFormat,
    [1, 2, 3, 4, 5]
      .map(
        (n) =>
          `<${page(n)}>; rel="timemap"; type="application/link-format"; from="Fri, 01 Jan 20${n + 18} 00:00:00 GMT"; until="Thu, 31 Dec 20${n + 18} 00:00:00 GMT"`,
      )
      .join(', '),
  );

  test('is read where it covers the citation date first, and not without end', () => {
    const found = lookUp({
      [map]: index,
      [page(4)]: listed([view('20220107100000'), jan7]),
      [raw('20220107100000')]: shows(jan7),
    });
    expect(found.answer).toBe('captured');
    expect(found.asked.slice(1, 3)).toEqual([map, page(4)]);
    expect(found.asked.filter((at) => at.includes('/page')).length).toBe(2);
  });
});
