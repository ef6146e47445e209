import { describe, expect, test } from 'vitest';
import { createCookieJar } from '../../src/inspect/cookies.ts';
import { chooseHeaders, parseOriginHeader } from '../../src/inspect/headers.ts';
import type { LookPurpose } from '../../src/model/observation.ts';
import { requestFor } from '../support/looks.ts';

const own = [
  { origin: 'https://a.test', name: 'authorization', value: 'Bearer a' },
  { origin: 'http://b.test:3000', name: 'user-agent', value: 'mine' },
];
const headersFor = chooseHeaders({ userAgent: 'audit-links/1', own });

describe('an own header', () => {
  test.each([
    ['goes to its host', 'https://a.test/x', true],
    ['not to the same host over http', 'http://a.test/x', false],
    ['not to another port', 'https://a.test:8443/x', false],
    ['not to a host below', 'https://www.a.test/x', false],
    ['not to another host', 'https://b.test/x', false],
  ])('%s', (_name, url, goes) => {
    expect('authorization' in headersFor(requestFor(url))).toBe(goes);
  });

  test('replaces one of ours', () => {
    expect(headersFor(requestFor('http://b.test:3000/'))['user-agent']).toBe('mine');
    expect(headersFor(requestFor('http://b.test/'))['user-agent']).toBe('audit-links/1');
  });
});

test.each<LookPurpose>(['unverified-tls', 'obsolete-tls'])('a look with %s carries no credentials', (purpose) => {
  const jar = createCookieJar(() => 0);
  jar.take('https://a.test/', ['s=1']);
  const request = requestFor('https://a.test/', { jar });
  expect(headersFor(request)).toMatchObject({ cookie: 's=1', authorization: 'Bearer a' });
  expect(Object.keys(headersFor({ ...request, purpose }))).toEqual([
    'user-agent',
    'accept',
    'accept-encoding',
    'accept-language',
  ]);
});

describe('the page that embeds an image', () => {
  const referer = 'https://blog.test/';

  test.each<[string, LookPurpose, string, string | undefined]>([
    ['is named to the image', 'hotlink', 'https://a.test/i.png', referer],
    ['is not named on a way that is not secure', 'hotlink', 'http://a.test/i.png', undefined],
    ['is not named in other looks', 'first', 'https://a.test/i.png', undefined],
    ['is not named to the site itself', 'site', 'https://a.test/i.png', undefined],
  ])('%s', (_name, purpose, url, expected) => {
    const plain = headersFor(requestFor(url));
    const sent = headersFor(requestFor(url, { purpose, referer }));
    expect(sent).toEqual(expected === undefined ? plain : { ...plain, referer: expected });
  });
});

test.each<[LookPurpose, string, string | undefined]>([
  ['site', 'https://api.a.test/1', undefined],
  ['site', 'http://a.test/1', undefined],
  ['sibling', 'https://a.test/made-up', 'Bearer a'],
])('a %s look at %s gets only the headers that are meant for there', (purpose, url, authorization) => {
  expect(headersFor(requestFor(url, { purpose }))['authorization']).toBe(authorization);
});

test.each([
  ['zh-CN', 'zh-CN, zh;q=0.9, *;q=0.5'],
  ['ja', 'ja, *;q=0.5'],
  [undefined, 'en, *;q=0.5'],
  ['ja\r\nx: y', 'en, *;q=0.5'],
])('the language of the document %j asks for %j', (language, expected) => {
  const request = requestFor('https://c.test/', language === undefined ? {} : { language });
  expect(headersFor(request)['accept-language']).toBe(expected);
});

describe('--header', () => {
  test.each([
    ['a.test=X-Key: v', { origin: 'https://a.test', name: 'x-key', value: 'v' }],
    ['a.test:8443=X-Key: v:w=x', { origin: 'https://a.test:8443', name: 'x-key', value: 'v:w=x' }],
    [
      'http://localhost:3000=Authorization: Basic eA==',
      { origin: 'http://localhost:3000', name: 'authorization', value: 'Basic eA==' },
    ],
    ['例え.テスト=A: ', { origin: 'https://xn--r8jz45g.xn--zckzah', name: 'a', value: '' }],
  ])('%s', (text, expected) => {
    expect(parseOriginHeader(text)).toEqual(expected);
  });

  test.each([
    'X-Key: v',
    'a.test=X-Key',
    'a.test=X Key: v',
    'a.test/path=X-Key: v',
    'ftp://a.test=X-Key: v',
    'a.test=Host: b.test',
    'a.test=Content-Length: 5',
    'a.test=X: a\r\nY: b',
  ])('%j is not one', (text) => {
    expect(parseOriginHeader(text)).toBeUndefined();
  });
});
