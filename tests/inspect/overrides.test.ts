import { expect, test } from 'vitest';
import { parseOverride } from '../../src/inspect/overrides.ts';

test.each([
  ['a.test:443:127.0.0.1', { host: 'a.test', port: 443, addresses: ['127.0.0.1'] }],
  ['A.Test.:80:127.0.0.1,127.0.0.2', { host: 'a.test', port: 80, addresses: ['127.0.0.1', '127.0.0.2'] }],
  ['a.test:443:[::1]', { host: 'a.test', port: 443, addresses: ['::1'] }],
  ['a.test:443:2001:db8::1,127.0.0.1', { host: 'a.test', port: 443, addresses: ['2001:db8::1', '127.0.0.1'] }],
  ['*:80:127.0.0.1', { host: '*', port: 80, addresses: ['127.0.0.1'] }],
  ['例え.テスト:80:127.0.0.1', { host: 'xn--r8jz45g.xn--zckzah', port: 80, addresses: ['127.0.0.1'] }],
])('%s', (text, expected) => {
  expect(parseOverride(text)).toEqual(expected);
});

test.each([
  '',
  'a.test',
  'a.test:443',
  'a.test:443:',
  'a.test:443:b.test',
  'a.test:99999:127.0.0.1',
  'a.test:x:127.0.0.1',
  'a.test:443:127.0.0.1,',
])('%j is not one', (text) => {
  expect(parseOverride(text)).toBeUndefined();
});
