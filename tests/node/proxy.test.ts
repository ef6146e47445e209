import { describe, expect, test } from 'vitest';

import { proxiesFrom } from '../../src/node/proxy.ts';
import { UsageError } from '../../src/usage-error.ts';

const via = (env: Record<string, string>, url: string) => proxiesFrom(env)(new URL(url))?.href;

test.each<[env: Record<string, string>, url: string, proxy: string | undefined]>([
  [{}, 'http://a.test/', undefined],
  [{ HTTP_PROXY: 'http://p:1' }, 'http://a.test/', 'http://p:1/'],
  [{ HTTP_PROXY: 'http://p:1' }, 'https://a.test/', undefined],
  [{ HTTPS_PROXY: 'http://p:2' }, 'https://a.test/', 'http://p:2/'],
  [{ HTTPS_PROXY: 'https://p:2' }, 'https://a.test/', 'https://p:2/'],
  [{ HTTP_PROXY: 'http://upper:1', http_proxy: 'http://lower:1' }, 'http://a.test/', 'http://lower:1/'],
  [{ HTTP_PROXY: 'http://upper:1', http_proxy: '' }, 'http://a.test/', 'http://upper:1/'],
  [{ HTTP_PROXY: 'p:3128' }, 'http://a.test/', 'http://p:3128/'],
  [{ HTTP_PROXY: '10.0.0.1:3128' }, 'http://a.test/', 'http://10.0.0.1:3128/'],
  [{ HTTP_PROXY: '' }, 'http://a.test/', undefined],
])('with %j, %s goes by %s', (env, url, proxy) => {
  expect(via(env, url)).toBe(proxy);
});

describe('NO_PROXY', () => {
  test.each<[list: string, url: string, direct: boolean]>([
    ['*', 'http://a.test/', true],
    ['a.test', 'http://a.test/', true],
    ['A.Test', 'http://a.test/', true],
    ['a.test.', 'http://a.test/', true],
    ['a.test', 'http://a.test./', true],
    ['a.test', 'http://b.a.test/', true],
    ['.a.test', 'http://b.a.test/', true],
    ['.a.test', 'http://a.test/', true],
    ['*.a.test', 'http://b.a.test/', true],
    ['a.test', 'http://ba.test/', false],
    ['a.test', 'http://a.test.evil/', false],
    ['a.test:8080', 'http://a.test:8080/', true],
    ['a.test:8080', 'http://a.test/', false],
    ['a.test:80', 'http://a.test/', true],
    ['a.test:443', 'https://a.test/', true],
    ['x.test, a.test', 'http://a.test/', true],
    ['x.test a.test', 'http://a.test/', true],
    [',,', 'http://a.test/', false],
    ['127.0.0.1', 'http://127.0.0.1/', true],
    ['127.0.0.1', 'http://[::ffff:127.0.0.1]/', true],
    ['127.0.0.1', 'http://2130706433/', true],
    ['::ffff:127.0.0.1', 'http://127.0.0.1/', true],
    ['::1', 'http://[::1]/', true],
    ['[::1]', 'http://[0:0:0:0:0:0:0:1]/', true],
    ['[::1]:80', 'http://[::1]/', true],
    ['[::1]:81', 'http://[::1]/', false],
    ['2001:DB8::1', 'http://[2001:db8:0:0::1]/', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
    ['127.0.0.1:8080', 'http://127.0.0.1/', false],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://[::ffff:10.1.2.3]/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/8', 'http://a.test/', false],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['fd00::/8', 'http://10.1.2.3/', false],
    ['0.0.1', 'http://127.0.0.1/', false],
  ])('%j: %s is asked directly: %s', (list, url, direct) => {
    expect(via({ HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1', NO_PROXY: list }, url) === undefined).toBe(
      direct,
    );
  });
});

test.each(['socks5://p:1080', 'ftp://p', 'http://', '::::'])(
  'a proxy that is none is the user’s to mend: %s',
  (value) => {
    expect(() => proxiesFrom({ HTTPS_PROXY: value })).toThrow(UsageError);
  },
);

test('does not print the password of a proxy that is none', () => {
  expect(() => proxiesFrom({ HTTPS_PROXY: 'socks5://user:secret@p:1080' })).toThrow(/^((?!secret).)*$/);
});
