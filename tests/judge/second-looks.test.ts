import { expect, it } from 'vitest';
import { nextLook } from '../../src/judge/second-looks.ts';
import type { Look } from '../../src/model/observation.ts';
import { again, chained, cited, failed, got, thin } from './looks.ts';

const next = (...looks: readonly Look[]): string => {
  const plan = nextLook(looks, { url: cited, kinds: ['link'], token: 'qzxv' });
  return plan === undefined ? 'none' : `${plan.purpose} after ${plan.waitMs}`;
};

const rows: readonly (readonly [name: string, expected: string, ...looks: Look[]])[] = [
  ['404', 'confirm after 1000', got(404)],
  ['410', 'confirm after 1000', got(410)],
  ['404 behind a redirect', 'confirm after 1000', got(404, { url: 'https://new.example/x', via: [[cited, 301]] })],
  ['no such name', 'confirm after 2000', failed('name-not-found')],
  ['a circle', 'confirm after 1000', chained('loop')],
  ['no end of redirects', 'confirm after 1000', chained('too-long')],
  ['an address that can not be followed', 'confirm after 1000', chained('unusable-location')],
  ['no address', 'none', chained('no-location')],
  ['a redirect into a private network', 'none', chained('into-private-address')],
  ['a bad certificate', 'unverified-tls after 0', failed('certificate')],
  ['obsolete TLS', 'obsolete-tls after 0', failed('obsolete-tls')],
  ['HTTP/2 only', 'http2 after 0', failed('http2-required')],
  ['no HTTP', 'lenient after 0', failed('protocol')],
  ['404 over HTTP/2', 'confirm after 1000', failed('http2-required'), again(got(404), 'http2')],
  ['a confirmed 404', 'none', got(404), again(got(404))],
  ['an unconfirmed 404', 'none', got(404), again(got(200))],
  ['no such name and then 404', 'none', failed('name-not-found'), again(got(404))],
  [
    'no such name and then a bad certificate',
    'unverified-tls after 0',
    failed('name-not-found'),
    again(failed('certificate')),
  ],
  ['404 before an unverified server', 'none', failed('certificate'), again(got(404), 'unverified-tls')],
  ['404 read leniently', 'none', failed('protocol'), again(got(404), 'lenient')],
  ['HTTP/2 only, twice', 'none', failed('http2-required'), again(failed('http2-required'), 'http2')],
  ['a page', 'none', got(200)],
  ['a page that says it is none', 'sibling after 0', got(200, { page: thin('Page not found') })],
  ['403', 'none', got(403)],
  ['a challenge with 404', 'none', got(404, { headers: { 'cf-mitigated': 'challenge' } })],
  ['429', 'none', got(429)],
  ['500', 'none', got(500)],
  ['silence', 'none', failed('timeout')],
  ['a private address', 'none', failed('private-address')],
];

for (const [name, expected, ...looks] of rows) {
  it(`after ${name}: ${expected}`, () => {
    expect(next(...looks)).toBe(expected);
  });
}
