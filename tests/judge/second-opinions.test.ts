import { expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import { nextLook } from '../../src/judge/second-looks.ts';
import type { LinkKind } from '../../src/model/link.ts';
import type { Look, Observation } from '../../src/model/observation.ts';
import type { Site } from '../../src/sites/site.ts';
import { again, chained, cited, failed, got, led, page, thin } from './looks.ts';

const token = 'qzxvkw';
const beside = `https://site.example/2022/01/${token}`;
const noSite = (): undefined => undefined;

const seen = (first: Look, ...others: readonly Look[]): Observation => ({
  from: 'wire',
  looks: [first, ...others],
  nameServiceProven: true,
});
const outcome = (observation: Observation, kinds: readonly LinkKind[], sites: () => Site | undefined): string => {
  const { status, reason } = judge(observation, { url: cited, kinds }, sites);
  return `${status}/${reason}`;
};

const missing = thin('Page not found');
const sibling = (facts: Parameters<typeof got>[1] = {}, status = 200): Look =>
  again(got(status, { url: beside, ...facts }), 'sibling');
const home = 'https://site.example/';
/** The made-up address is led somewhere, as the cited one was. */
const siblingLed = (to: string, facts: Parameters<typeof got>[1] = {}): Look =>
  again(got(200, { url: to, via: [[beside, 302]], ...facts }), 'sibling');

// A made-up sibling
it.each<readonly [name: string, expected: string, first: Look, sibling: Look]>([
  ['a phrase, and the same page', 'dead/soft-404', got(200, { page: missing }), sibling({ page: missing })],
  [
    'a phrase, and the same with other news',
    'dead/soft-404',
    got(200, { page: page({ title: 'Page not found', text: 'news '.repeat(300) }) }),
    sibling({ page: page({ title: 'Page not found', text: 'other '.repeat(250) }) }),
  ],
  ['a phrase, and an honest sibling', 'suspect/soft-404', got(200, { page: missing }), sibling({}, 404)],
  ['a phrase, and another page', 'suspect/soft-404', got(200, { page: missing }), sibling()],
  [
    'a phrase, and a wall',
    'suspect/soft-404',
    got(200, { page: missing }),
    sibling({ headers: { 'cf-mitigated': 'challenge' }, page: missing }),
  ],
  ['a phrase, and a refusal', 'suspect/soft-404', got(200, { page: missing }), sibling({}, 403)],
  [
    'a phrase, and silence',
    'suspect/soft-404',
    got(200, { page: missing }),
    again(failed('timeout', { url: beside }), 'sibling'),
  ],
  ['a phrase, and a circle', 'suspect/soft-404', got(200, { page: missing }), again(chained('loop'), 'sibling')],
  [
    'a phrase on pages that all name their address',
    'dead/soft-404',
    got(200, { page: thin('Page not found', { canonical: cited }) }),
    sibling({ page: thin('Page not found', { canonical: beside }) }),
  ],
  [
    'a phrase on a page made for its address',
    'suspect/soft-404',
    got(200, { page: thin('Page not found', { canonical: cited }) }),
    sibling({ page: missing }),
  ],
  [
    'a phrase in the frame of a script',
    'suspect/soft-404',
    got(200, { page: thin('Page not found', { marks: ['app-root'] }) }),
    sibling({ page: thin('Page not found', { marks: ['app-root'] }) }),
  ],
  [
    '“not now”, and the same',
    'suspect/soft-404',
    got(200, { page: thin('This page isn’t available') }),
    sibling({ page: thin('This page isn’t available') }),
  ],
  ['home, and home again', 'suspect/redirected-home', led(home, 302), siblingLed(home)],
  [
    'the section above, and the same',
    'dead/soft-404',
    led('https://site.example/2022/', 302),
    siblingLed('https://site.example/2022/'),
  ],
  [
    'the section above, and the same by another way',
    'suspect/soft-404',
    led('https://site.example/2022/', 302),
    again(
      got(200, {
        url: 'https://site.example/2022/',
        via: [
          [beside, 302],
          ['https://site.example/404', 302],
        ],
      }),
      'sibling',
    ),
  ],
  ['home, and an honest sibling', 'suspect/redirected-home', led(home, 302), sibling({}, 404)],
  [
    'an error page, and the same',
    'dead/soft-404',
    led('https://site.example/404.html', 302),
    siblingLed('https://site.example/404.html'),
  ],
  [
    'next to no text, and the same',
    'suspect/soft-404',
    got(200, { page: thin('Site', { scripts: 0 }) }),
    sibling({ page: thin('Site', { scripts: 0 }) }),
  ],
  [
    'next to no text, and the same of a script',
    'unsure/app-shell',
    got(200, { page: thin('Site') }),
    sibling({ page: thin('Site') }),
  ],
  ['next to no text, and another', 'alive/ok', got(200, { page: thin('Site') }), sibling({ page: thin('Other') })],
  ['next to no text, and an honest sibling', 'alive/ok', got(200, { page: thin('Site') }), sibling({}, 404)],
  [
    'a sibling led to the cited page',
    'suspect/soft-404',
    got(200, { page: missing }),
    siblingLed(cited, { page: missing }),
  ],
  ['an ordinary page, whatever its sibling', 'alive/ok', got(200), sibling({ page: page({ title: 'A day' }) })],
])('weighs %s: %s', (_, expected, first, other) => {
  expect(outcome(seen(first, other), ['link'], noSite)).toBe(expected);
});

const planned = (looks: readonly Look[], kinds: readonly LinkKind[] = ['link'], url = cited): unknown =>
  nextLook(looks, { url, kinds, token, embeddedFrom: 'https://blog.example/' }, noSite);

const occasions: readonly (readonly [name: string, asked: boolean, ...looks: Look[]])[] = [
  ['a phrase', true, got(200, { page: missing })],
  ['a way home', false, led(home, 302)],
  ['a way to the section above', true, led('https://site.example/2022/', 302)],
  ['a way to the home page of a language', false, led('https://site.example/en/', 302)],
  ['a way to another host', false, led('https://m.site.example/', 302)],
  ['a way to an error page', true, led('https://site.example/404', 302)],
  ['next to no text', true, got(200, { page: thin('Site') })],
  ['404 and then a phrase', true, got(404), again(got(200, { page: missing }))],
  ['an ordinary page', false, got(200)],
  ['a wall', false, got(200, { page: thin('Just a moment...') })],
  [
    'a wall and then a phrase',
    false,
    got(403, { headers: { 'cf-mitigated': 'challenge' } }),
    again(got(200, { page: missing })),
  ],
  ['a refusal', false, got(403)],
  ['a sign-in page', false, led('https://site.example/login', 302)],
  ['the frame of a script', false, got(200, { page: thin('Site', { marks: ['app-root'] }) })],
  ['the frame of a script that says so', false, got(200, { page: thin('Page not found', { marks: ['app-root'] }) })],
  ['“not now”', false, got(200, { page: thin('This content isn’t available right now') })],
  ['“not any more”', true, got(200, { page: thin('This content is no longer available') })],
  ['next to no text that names its address', false, got(200, { page: thin('Site', { canonical: cited }) })],
  ['two signs of parking', false, got(200, { page: thin('This domain is for sale', { marks: ['parking-ads'] }) })],
  ['a sibling that was asked', false, got(200, { page: missing }), sibling({}, 404)],
];
for (const [name, asked, ...looks] of occasions) {
  it(`asks for ${asked ? 'a' : 'no'} sibling after ${name}`, () => {
    expect(planned(looks)).toEqual(asked ? { purpose: 'sibling', waitMs: 0, url: beside } : undefined);
  });
}

it('asks for no sibling of a front page', () => {
  expect(planned([got(200, { url: home, page: missing })], ['link'], home)).toBeUndefined();
});

// The site itself
const question = 'https://api.site.example/posts/1';
const platform: Site = {
  name: 'platform',
  matches: ({ hostname }) => hostname === 'site.example',
  question: () => question,
  read({ status }) {
    const evidence = [{ code: 'platform-says', detail: 'it says so' }] as const;
    if (status === 404) return { status: 'dead', reason: 'removed', evidence };
    if (status === 403) return { status: 'unsure', reason: 'login-wall', evidence };
    return status === 200 ? { status: 'alive', reason: 'ok', evidence } : undefined;
  },
};
const api = (status: number, facts: Parameters<typeof got>[1] = {}): Look =>
  again(got(status, { url: question, contentType: 'application/json', ...facts }), 'site');
const wall = got(403, { headers: { 'cf-mitigated': 'challenge' } });

const answers: readonly (readonly [name: string, expected: string, first: Look, ...others: Look[]])[] = [
  ['a page that is always served, and “removed”', 'dead/removed', got(200), api(404)],
  ['a wall, and “removed”', 'dead/removed', wall, api(404)],
  ['a wall, and “there”', 'alive/ok', wall, api(200)],
  ['silence, and “there”', 'alive/ok', failed('timeout'), api(200)],
  ['a page that is always served, and “not for you”', 'unsure/login-wall', got(200), api(403)],
  ['404 twice, and “not for you”', 'dead/not-found', got(404), api(403), again(got(404))],
  ['a phrase, and “not for you”', 'suspect/soft-404', got(200, { page: missing }), api(403)],
  ['a phrase, and “there”', 'alive/ok', got(200, { page: missing }), api(200)],
  [
    'a page with text of its own, and no answer',
    'alive/ok',
    got(200),
    again(failed('timeout', { url: question }), 'site'),
  ],
  ['a page that is always served, and too many questions', 'unsure/rate-limited', got(200), api(429)],
  [
    'a page that is always served, and a wall before the question',
    'unsure/challenged',
    got(200),
    api(404, { headers: { 'cf-mitigated': 'challenge' } }),
  ],
  ['a wall, and no answer', 'unsure/challenged', wall, again(failed('timeout', { url: question }), 'site')],
  [
    'a page of another site, and no answer',
    'alive/ok',
    led('https://publisher.example/story', 302),
    again(failed('timeout', { url: question }), 'site'),
  ],
  [
    'a page of another site, and an answer that is not understood',
    'alive/ok',
    led('https://publisher.example/story', 302),
    api(500),
  ],
];
for (const [name, expected, first, ...others] of answers) {
  it(`hears the site after ${name}: ${expected}`, () => {
    expect(outcome(seen(first, ...others), ['link'], () => platform)).toBe(expected);
  });
}

it('asks the site first, lets its word settle it, and goes on where it has none', () => {
  const next = (...looks: readonly Look[]) =>
    nextLook(looks, { url: cited, kinds: ['link'], token }, () => platform)?.purpose;
  expect([
    next(got(200)),
    next(got(404)),
    next(wall),
    next(failed('timeout')),
    next(got(404), api(404)),
    next(got(200, { page: missing }), api(200)),
    next(got(404), api(500)),
    next(got(200, { page: missing }), api(403)),
    next(led('https://publisher.example/story', 302)),
    next(failed('private-address')),
  ]).toEqual(['site', 'site', 'site', 'site', undefined, undefined, 'confirm', 'sibling', undefined, undefined]);
});

it('believes another site, to which it led, that its page is gone', () => {
  const lost = got(404, { url: 'https://publisher.example/story', via: [[cited, 302]] });
  const context = { url: cited, kinds: ['link'] as const, token };
  expect(nextLook([lost], context, () => platform)?.purpose).toBe('confirm');
  expect(outcome(seen(lost, again(lost)), ['link'], () => platform)).toBe('dead/not-found');
});

it('reads the cited page itself where the site needs no question, but no wall', () => {
  const reader: Site = {
    name: 'platform',
    matches: (url) => platform.matches(url),
    read: (...asked) => platform.read(...asked),
  };
  const read = (look: Look) => outcome(seen(look), ['link'], () => reader);
  expect([read(got(404)), read(got(403)), read(wall), read(got(500))]).toEqual([
    'dead/removed',
    'unsure/login-wall',
    'unsure/challenged',
    'unsure/server-error',
  ]);
});

// The page that embeds it
const picture = (facts: Parameters<typeof got>[1] = {}): Look =>
  got(200, {
    contentType: 'image/png',
    ...facts,
    body: { sniffed: 'image/png', pixels: { width: 640, height: 480 }, digest: 'aa', ...facts.body },
  });
const embedded = (look: Look): Look => again(look, 'hotlink');

it.each<readonly [name: string, expected: string, first: Look, embedded: Look]>([
  ['the same', 'alive/ok', picture(), embedded(picture())],
  ['403', 'suspect/placeholder-image', picture(), embedded(got(403))],
  ['a challenge', 'alive/ok', picture(), embedded(wall)],
  ['429', 'alive/ok', picture(), embedded(got(429))],
  ['500', 'alive/ok', picture(), embedded(got(500))],
  ['silence', 'alive/ok', picture(), embedded(failed('timeout'))],
  ['a web page', 'suspect/placeholder-image', picture(), embedded(got(200))],
  [
    'one pixel',
    'suspect/placeholder-image',
    picture(),
    embedded(picture({ body: { pixels: { width: 1, height: 1 } } })),
  ],
  [
    'another picture',
    'suspect/placeholder-image',
    picture(),
    embedded(picture({ body: { pixels: { width: 300, height: 90 }, digest: 'bb' } })),
  ],
  ['the same chart, drawn anew', 'alive/ok', picture(), embedded(picture({ body: { digest: 'bb' } }))],
  ['what was gone before', 'unsure/unexpected-status', got(404), embedded(got(403))],
])('weighs a picture that an embedding page gets as %s: %s', (_, expected, first, other) => {
  expect(outcome(seen(first, other), ['image'], noSite)).toBe(expected);
});

it('asks as the embedding page only for pictures of other sites that were served', () => {
  const hotlink = { purpose: 'hotlink', waitMs: 0 };
  const nearby = { url: cited, kinds: ['image'], token, embeddedFrom: 'https://www.site.example/' } as const;
  expect([
    planned([picture()], ['image']),
    planned([picture()], ['link']),
    planned([got(403)], ['image']),
    nextLook([picture()], nearby, noSite),
    nextLook([picture()], { url: cited, kinds: ['image'], token }, noSite),
    planned([picture(), embedded(picture())], ['image']),
  ]).toEqual([hotlink, undefined, undefined, undefined, undefined, undefined]);
});

it('shows its evidence in the order in which it was weighed', () => {
  const { evidence } = judge(seen(got(200, { page: missing }), sibling({ page: missing })), {
    url: cited,
    kinds: ['link'],
  });
  expect(evidence.map(({ code }) => code)).toEqual(['http-200', 'says-not-found', 'sibling-same-page']);
});
