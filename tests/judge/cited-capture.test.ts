import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import { nextLook } from '../../src/judge/second-looks.ts';
import type { Look } from '../../src/model/observation.ts';
import { again, got, page, seen, thin } from './looks.ts';

const original = 'https://site.example/2022/01/story-of-a-day';
const address = `https://web.archive.org/web/20220106120000/${original}`;
const context = { url: address, kinds: ['link'] as const, token: 'abcdefghijklmnopqrstuvwxy' };
const of = (day: string) => ({ 'memento-datetime': new Date(`${day}T12:00:00Z`).toUTCString() });
const at = (digits: string, url = original) => `https://web.archive.org/web/${digits}/${url}`;

/** Looks → `status/reason`, and what is said of the capture. */
function verdictOf(first: Look, ...others: readonly Look[]): { verdict: string; says: readonly string[] } {
  const { status, reason, evidence } = judge(seen(first, ...others), context);
  return { verdict: `${status}/${reason}`, says: evidence.slice(1).map(({ code, detail }) => `${code}: ${detail}`) };
}

describe('a capture is judged as the page that it holds', () => {
  const good = { url: address, headers: of('2022-01-06') };
  test.each<[what: string, look: Look, verdict: string, code: string]>([
    ['the page itself', got(200, good), 'alive/ok', 'served'],
    [
      'a page that was not free',
      got(200, { ...good, page: page({ accessibleForFree: false }) }),
      'alive/paywalled',
      'says-not-free',
    ],
    ['an archived 404', got(404, good), 'suspect/bad-capture', 'capture-of-error'],
    ['an archived 429, which is not the archive’s own', got(429, good), 'suspect/bad-capture', 'capture-of-error'],
    ['an archived 503', got(503, good), 'suspect/bad-capture', 'capture-of-error'],
    [
      'a page that says it is not there',
      got(200, { ...good, page: thin('Page not found') }),
      'suspect/soft-404',
      'says-not-found',
    ],
    [
      'a parked domain',
      got(200, { ...good, page: thin('x', { marks: ['parking-lander'] }) }),
      'suspect/parked',
      'parking-lander',
    ],
    [
      'a challenge',
      got(200, { ...good, page: thin('Just a moment...', { marks: ['cloudflare-challenge'] }) }),
      'suspect/bad-capture',
      'cloudflare',
    ],
    [
      'a page to sign in',
      got(200, { ...good, page: thin('Log in', { passwordField: true }) }),
      'suspect/bad-capture',
      'login-page',
    ],
    ['a notice', got(200, { ...good, page: thin('Down for maintenance') }), 'suspect/bad-capture', 'says-maintenance'],
    ['nothing', got(200, { ...good, contentType: 'text/plain', body: { bytes: 0 } }), 'suspect/empty', 'no-bytes'],
    [
      'the frame of a script, which a browser may yet run',
      got(200, { ...good, page: thin('App', { marks: ['app-root'] }) }),
      'unsure/app-shell',
      'script-only',
    ],
  ])('%s', (_, look, verdict, code) => {
    const found = verdictOf(look);
    expect(found.verdict).toBe(verdict);
    expect(found.says[0]).toBe('capture: the archive served its capture of 2022-01-06');
    expect(found.says.slice(1).join(' ')).toMatch(new RegExp(`${code}|served`));
  });

  test('an archived way to the home page is no copy of the story', () => {
    const look = got(200, {
      url: at('20220106120001', 'https://site.example/'),
      headers: of('2022-01-06'),
      via: [[address, 301]],
    });
    expect(verdictOf(look).verdict).toBe('suspect/redirected-home');
  });

  test('an archived move keeps the copy where it was cited', () => {
    const look = got(200, {
      url: at('20220106120001', 'https://site.example/stories/story-of-a-day'),
      headers: of('2022-01-06'),
      via: [[address, 301]],
    });
    expect(verdictOf(look).verdict).toBe('alive/ok');
  });
});

test.each([
  ['20220301120000', '2022-03-01', '54 days after the one that is cited'],
  ['20220105120000', '2022-01-05', '1 day before the one that is cited'],
])('the nearest capture, of %s, is alive at its distance, and not moved', (digits, day, apart) => {
  const look = got(200, { url: at(digits), headers: of(day), via: [[address, 302]] });
  expect(verdictOf(look)).toEqual({
    verdict: 'alive/ok',
    says: [`capture: the archive served its capture of ${day}, ${apart}`, 'served: it was served'],
  });
});

describe('without Memento-Datetime the archive speaks for itself', () => {
  const runtime = (name: string) => ({
    url: address,
    headers: { 'x-archive-wayback-runtime-error': `org.archive.wayback.exception.${name}: x` },
  });
  const notice = {
    url: address,
    page: thin('Wayback Machine', { text: 'Sorry. This URL has been excluded from the Wayback Machine.' }),
  };
  test.each<[what: string, look: Look, verdict: string]>([
    [
      'an exclusion with status 403',
      got(403, { ...runtime('AdministrativeAccessControlException'), contentType: '' }),
      'dead/removed',
    ],
    ['an exclusion with status 200', got(200, notice), 'dead/removed'],
    ['a robots.txt', got(403, runtime('RobotAccessControlException')), 'unsure/blocked'],
    ['a failure of its own', got(500, runtime('ResourceNotAvailableException')), 'unsure/server-error'],
    ['its rate limit', got(429, { url: address }), 'unsure/rate-limited'],
    ['a bad minute', got(503, { url: address }), 'unsure/server-error'],
    ['one 404', got(404, { url: address }), 'unsure/unexpected-status'],
  ])('%s', (_, look, verdict) => {
    expect(verdictOf(look).verdict).toBe(verdict);
  });

  test('404 twice is death, and says that there is no capture', () => {
    const none = got(404, { ...runtime('ResourceNotInArchiveException') });
    expect(nextLook([none], context)).toEqual({ purpose: 'confirm', waitMs: 1000 });
    const found = verdictOf(none, again(none));
    expect(found.verdict).toBe('dead/not-found');
    expect(found.says).toEqual(['no-capture: the archive says that it holds no capture of it, twice']);
  });
});

describe('a page of the archive’s own says nothing: the bare copy is asked for', () => {
  const frame = got(200, { url: address, page: thin('Got an HTTP 302 response at crawl time') });
  const bare = at('20220106120000id_');
  const copy = (look: Look) => again(look, 'site');
  test('once', () => {
    expect(verdictOf(frame).verdict).toBe('unsure/unexpected-status');
    expect(nextLook([frame], context)).toEqual({ purpose: 'site', waitMs: 0, url: bare });
    expect(nextLook([frame, copy(frame)], context)).toBeUndefined();
  });
  test.each<[what: string, look: Look, verdict: string]>([
    ['the page', got(200, { url: bare, headers: of('2022-01-06') }), 'alive/ok'],
    ['an error', got(404, { url: bare, headers: of('2022-01-06') }), 'suspect/bad-capture'],
    ['nothing', got(404, { url: bare }), 'dead/not-found'],
    ['another page of the archive’s own', got(200, { url: bare }), 'unsure/unexpected-status'],
    ['a rate limit', got(429, { url: bare }), 'unsure/rate-limited'],
  ])('which holds %s', (_, look, verdict) => {
    expect(verdictOf(frame, copy(look)).verdict).toBe(verdict);
  });
});

test('nothing is made up beside a capture: no archive holds it', () => {
  const look = got(200, { url: address, headers: of('2022-01-06'), page: thin('Page not found') });
  expect(nextLook([look], context)).toBeUndefined();
});

test('what several captures of one archive have in common is no sign against any of them', () => {
  const picture = address.replace('story-of-a-day', 'chart.png').replace('120000', '120000im_');
  const body = { sniffed: 'image/png', pixels: { width: 640, height: 480 } };
  const look = got(200, { url: picture, headers: of('2022-01-06'), contentType: 'image/png', body });
  const facts = { ...seen(look), shared: { image: 3, finalUrl: 3 } };
  expect(judge(facts, { url: picture, kinds: ['image'] })).toMatchObject({ status: 'alive', reason: 'ok' });
});

test('a list of captures is a page like any other', () => {
  const url = `https://web.archive.org/web/*/${original}`;
  expect(judge(seen(got(200, { url })), { url, kinds: ['link'] })).toMatchObject({ status: 'alive', reason: 'ok' });
});

test('other archives that date their copies are read by the same rules, and those that do not as any page', () => {
  const arquivo = `https://arquivo.pt/wayback/20220106120000/${original}`;
  expect(judge(seen(got(200, { url: arquivo })), { url: arquivo, kinds: ['link'] }).reason).toBe('unexpected-status');
  const ghost = `https://ghostarchive.org/archive/20220106120000/${original}`;
  expect(judge(seen(got(200, { url: ghost })), { url: ghost, kinds: ['link'] }).reason).toBe('ok');
});

describe('an archive that is not known by its host', () => {
  const url = `https://archive.library.example/news/20220106120000/${original}`;
  const near = url.replace('20220106', '20220107');
  test.each<[what: string, look: Look, verdict: string]>([
    ['serves a capture', got(200, { url, headers: of('2022-01-06') }), 'alive/ok'],
    ['serves its nearest', got(200, { url: near, headers: of('2022-01-07'), via: [[url, 302]] }), 'alive/ok'],
    ['serves an archived error', got(404, { url, headers: of('2022-01-06') }), 'suspect/bad-capture'],
    ['says 404 itself', got(404, { url }), 'unsure/unexpected-status'],
    ['serves a page without a date, and is none', got(200, { url }), 'alive/ok'],
  ])('%s', (_, look, expected) => {
    const { status, reason } = judge(seen(look), { url, kinds: ['link'] });
    expect(`${status}/${reason}`).toBe(expected);
  });

  test('is told by that form of address alone: a date on any other page means nothing', () => {
    const page404 = got(404, { headers: of('2022-01-06') });
    expect(judge(seen(page404, again(page404)), { url: original, kinds: ['link'] }).reason).toBe('not-found');
  });
});
