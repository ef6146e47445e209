import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.ts';
import { nextLook } from '../../src/judge/second-looks.ts';
import type { FailureCode, Look, LookPurpose, PageFacts } from '../../src/model/observation.ts';
import { type Reason, reasons } from '../../src/model/reasons.ts';
import { again, chained, cited, failed, got, led, page, seen, thin } from './looks.ts';

const noSite = (): undefined => undefined;
const context = { url: cited, kinds: ['link', 'image'] } as const;

const failureCodes = [
  'name-not-found',
  'name-without-address',
  'name-server-failed',
  'name-timeout',
  'timeout',
  'refused',
  'unreachable',
  'reset',
  'certificate',
  'obsolete-tls',
  'tls',
  'http2-required',
  'protocol',
  'private-address',
  'bad-port',
  'host-given-up',
  'held-too-long',
  'local',
] as const satisfies readonly FailureCode[];
const problems = ['loop', 'too-long', 'no-location', 'unusable-location', 'into-private-address'] as const;
const purposes = [
  'confirm',
  'unverified-tls',
  'obsolete-tls',
  'http2',
  'lenient',
  'site',
  'sibling',
  'hotlink',
] as const satisfies readonly LookPurpose[];

const pages = fc.record({
  title: fc.constantFrom(
    '',
    'A day',
    'Page not found',
    '页面不存在',
    'Just a moment...',
    'Log in',
    'This domain is for sale',
    'Under maintenance',
  ),
  textLength: fc.nat(9_000),
  scripts: fc.nat(3),
  passwordField: fc.boolean(),
  marks: fc.subarray(['app-root', 'parking-ads', 'captcha', 'cloudflare-challenge', 'anubis-challenge']),
});
const addresses = fc.constantFrom(
  cited,
  'https://site.example/',
  'https://site.example/login',
  'https://consent.site.example/',
  'https://new.example/404',
  'http://site.example/x',
  'https://sedo.com/',
);
const answers = (
  statuses: fc.Arbitrary<number>,
  facts: fc.Arbitrary<Partial<PageFacts>> = pages,
  places: fc.Arbitrary<string> = addresses,
): fc.Arbitrary<Look> =>
  fc
    .record({
      status: statuses,
      facts,
      url: places,
      by: fc.constantFrom(301, 302, 308, 'refresh' as const),
      end: fc.constantFrom('complete' as const, 'truncated' as const, 'broken' as const),
      bytes: fc.constantFrom(0, 100, 9_000),
      coding: fc.constantFrom('ok' as const, 'corrupt' as const),
      contentType: fc.constantFrom('text/html', 'image/png', 'application/pdf'),
    })
    .map(({ status, facts, url, by, end, bytes, coding, contentType }) =>
      got(status, {
        url,
        page: page(facts),
        contentType,
        via: url === cited ? [] : [[cited, by]],
        body: { bytes, end, coding },
      }),
    );
const sequences = (look: fc.Arbitrary<Look>): fc.Arbitrary<readonly [Look, ...Look[]]> =>
  fc
    .tuple(look, fc.array(fc.tuple(look, fc.constantFrom(...purposes)), { maxLength: 4 }))
    .map(([first, others]) => [first, ...others.map(([made, purpose]) => again(made, purpose))]);

const anyLook = fc.oneof(
  answers(fc.integer({ min: 100, max: 999 })),
  answers(fc.constantFrom(200, 403, 404, 410)),
  fc.constantFrom(...failureCodes).map((code) => failed(code)),
  fc.constantFrom(...problems).map((problem) => chained(problem)),
);
const mildLook = fc.oneof(
  answers(
    fc.integer({ min: 100, max: 999 }).filter((status) => status !== 404 && status !== 410),
    fc.constantFrom(
      { title: 'A day' },
      { title: 'Under maintenance' },
      { title: 'Log in', passwordField: true },
      { title: '', textLength: 20 },
    ),
    fc.constant(cited),
  ),
  fc.constantFrom(...failureCodes.filter((code) => code !== 'name-not-found')).map((code) => failed(code)),
);

/** Signs of one thing that come from mechanisms of their own: two of different rows are what death takes. */
const agreeing: Partial<Readonly<Record<Reason, readonly (readonly string[])[]>>> = {
  usurped: [
    ['redirect-to-parking', 'parking-host', 'redirect-to-lander'],
    ['parking-adblock-key', 'parking-lander', 'parking-ads', 'parking-jump'],
    ['domain-for-sale'],
  ],
  'placeholder-image': [['redirect-to-stand-in'], ['one-pixel', 'tiny-image', 'shared-image']],
  'soft-404': [
    ['says-not-found', 'redirect-to-error-page', 'deep-to-section'],
    ['sibling-same-page', 'sibling-same-end'],
  ],
};
const ofPage: ReadonlySet<LookPurpose> = new Set([
  'first',
  'confirm',
  'unverified-tls',
  'obsolete-tls',
  'http2',
  'lenient',
]);

it('calls dead only what a confirming look found dead too, or what two signs of different kinds agree on', () => {
  fc.assert(
    fc.property(sequences(anyLook), (looks) => {
      const { status, reason, evidence } = judge(seen(...looks), context, noSite);
      if (status !== 'dead') return;
      const codes = evidence.map(({ code }) => code.replace(/-again$/u, ''));
      const signs = agreeing[reason]?.filter((row) => row.some((code) => codes.includes(code))) ?? [];
      expect(signs.length >= 2 || looks.some(({ purpose }) => purpose === 'confirm')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('calls nothing dead for 404, 410, a name or a chain that was seen once', () => {
  fc.assert(
    fc.property(sequences(anyLook), (looks) => {
      const unconfirmed = looks.filter(({ purpose }) => purpose !== 'confirm') as [Look, ...Look[]];
      const { status, reason } = judge(seen(...unconfirmed), context, noSite);
      expect(status !== 'dead' || agreeing[reason] !== undefined).toBe(true);
    }),
  );
});

it('never calls dead what gave no sign at all, however often it was looked at', () => {
  fc.assert(
    fc.property(sequences(mildLook), (looks) => {
      expect(judge(seen(...looks), context, noSite).status).not.toBe('dead');
    }),
  );
});

it('never calls dead what showed a wall in any look at the page, but for the word of the site itself', () => {
  const walls = fc.constantFrom(
    got(403, { headers: { 'cf-mitigated': 'challenge' } }),
    got(200, { page: thin('百度安全验证') }),
    got(429),
    got(403),
    led('https://site.example/login?next=x', 302),
    led('https://consent.site.example/', 302),
  );
  fc.assert(
    fc.property(sequences(anyLook), walls, fc.nat(5), (looks, wall, at) => {
      const pages = looks.filter(({ purpose }) => ofPage.has(purpose)).length;
      const place = at % (pages + 1);
      const [first, ...others] = looks;
      const walled: readonly [Look, ...Look[]] =
        place === 0
          ? [wall, again(first, 'confirm'), ...others]
          : [first, ...others.slice(0, place - 1), again(wall, 'confirm'), ...others.slice(place - 1)];
      expect(judge(seen(...walled), context, noSite).status).not.toBe('dead');
    }),
    { numRuns: 1_000 },
  );
});

it('gives a reason that its status may have, and evidence with every verdict', () => {
  fc.assert(
    fc.property(sequences(anyLook), (looks) => {
      const { status, reason, evidence } = judge(seen(...looks), context);
      expect(reasons[reason].statuses).toContain(status);
      expect(evidence.length).toBeGreaterThan(0);
    }),
  );
});

it('makes nothing of an unverified server but “insecure”', () => {
  fc.assert(
    fc.property(anyLook, fc.constantFrom('unverified-tls' as const, 'obsolete-tls' as const), (look, purpose) => {
      const first = failed(purpose === 'obsolete-tls' ? 'obsolete-tls' : 'certificate');
      const { status, reason } = judge(seen(first, again(look, purpose)), context);
      expect(['alive/insecure', 'unsure/tls']).toContain(`${status}/${reason}`);
    }),
  );
});

it('asks for each purpose once, and comes to an end', () => {
  fc.assert(
    fc.property(fc.infiniteStream(anyLook), (stream) => {
      const looks: Look[] = [];
      let purpose: LookPurpose | undefined = 'first';
      for (const look of stream) {
        looks.push(again(look, purpose));
        purpose = nextLook(looks, { ...context, token: 'qzxv' })?.purpose;
        if (purpose === undefined) break;
        expect(looks.some((made) => made.purpose === purpose)).toBe(false);
      }
      expect(looks.length).toBeLessThanOrEqual(7);
    }),
  );
});

it('can come to every reason that an answer can give', () => {
  const refused = [401, 402, 403, 429, 451, 500, 600].map((status) => seen(got(status)));
  const broken = failureCodes.map((code) => seen(failed(code)));
  const confirmed = [
    got(404),
    got(410),
    failed('name-not-found'),
    chained('loop'),
    chained('too-long'),
    chained('unusable-location'),
  ].map((look) => seen(look, again(look)));
  const titled = [
    'Page not found',
    'This domain is for sale',
    'Account suspended',
    'Not available in your country',
    'Under maintenance',
  ].map((title) => seen(got(200, { page: thin(title) })));
  const others = [
    got(200),
    got(200, { page: page({ accessibleForFree: false }) }),
    got(200, { body: { end: 'broken' } }),
    got(200, { body: { coding: 'corrupt' } }),
    led('https://new.example/x'),
    led('https://site.example/'),
    led('https://consent.site.example/'),
    got(204),
    got(403, { headers: { 'cf-mitigated': 'challenge' } }),
    got(200, { page: thin('x', { marks: ['app-root'] }) }),
  ].map((look) => seen(look));
  const insecure = seen(failed('certificate'), again(got(200), 'unverified-tls'));
  const found = [...refused, ...broken, ...confirmed, ...titled, ...others, insecure].map(
    (observation) => judge(observation, { url: cited, kinds: ['link'] }).reason,
  );
  const upgraded = judge(seen(led(cited)), { url: cited.replace('https', 'http'), kinds: ['link'] }).reason;
  const filed = judge(seen(got(200)), { url: 'https://site.example/a.pdf', kinds: ['link'] }).reason;
  const pictures = [got(200), led('https://i.example/removed.png')].map(
    (look) => judge(seen(look), { url: cited, kinds: ['image'] }).reason,
  );
  const copy = `https://web.archive.org/web/20220106120000/${cited}`;
  const archivedError = got(404, { url: copy, headers: { 'memento-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT' } });
  const copied = judge(seen(archivedError), { url: copy, kinds: ['link'] }).reason;
  // Told by what knows the site, the archived text, the anchors or the options: not by an answer.
  const elsewhere: readonly Reason[] = [
    'removed',
    'usurped',
    'drifted',
    'no-anchor',
    'malformed',
    'excluded',
    'scheme',
    'relative',
    'budget',
    'not-kept',
  ];
  const missing = Object.keys(reasons).filter(
    (reason) => ![...found, upgraded, filed, ...pictures, copied, ...elsewhere].includes(reason as Reason),
  );
  expect(missing).toEqual([]);
});
