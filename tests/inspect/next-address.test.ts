import { describe, expect, test } from 'vitest';
import { maxUrlLength } from '../../src/inspect/guard.ts';
import { nextAddress, refreshAddress } from '../../src/inspect/next-address.ts';

const base = 'https://a.test/dir/page?q=1';

/** As a header value arrives: a byte a unit. */
const onTheWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('Location', () => {
  test.each([
    ['an absolute address', 'https://b.test/x', 'https://b.test/x'],
    ['a path', '/x', 'https://a.test/x'],
    ['a relative path', '../x?y#z', 'https://a.test/x?y#z'],
    ['another host, same scheme', '//b.test/', 'https://b.test/'],
    ['spaces', '/a b', 'https://a.test/a%20b'],
    ['spaces around', '  /x ', 'https://a.test/x'],
    ['UTF-8', onTheWire('/中文'), 'https://a.test/%E4%B8%AD%E6%96%87'],
    ['GBK', '/\u00d6\u00d0\u00ce\u00c4', 'https://a.test/%D6%D0%CE%C4'],
    ['user name and password', 'https://user:pass@b.test/', 'https://b.test/'],
    ['15 kB', `/${'x'.repeat(15_000)}`, `https://a.test/${'x'.repeat(15_000)}`],
  ])('with %s', (_name, value, expected) => {
    expect(nextAddress(value, base)).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['spaces alone', '  '],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['an impossible host', 'https://exa mple/'],
    ['an impossible port', 'https://b.test:99999/'],
    ['too much', `/${'x'.repeat(maxUrlLength)}`],
  ])('with %s leads nowhere', (_name, value) => {
    expect(nextAddress(value, base)).toBeUndefined();
  });
});

describe('Refresh', () => {
  test.each([
    ['at once', { seconds: 0, url: 'https://b.test/' }, 'https://b.test/'],
    ['after a second', { seconds: 1, url: '/x' }, 'https://a.test/x'],
    ['after time to read', { seconds: 5, url: 'https://b.test/' }, undefined],
    ['to its own page', { seconds: 0, url: `${base}#top` }, undefined],
    ['to nowhere said', { seconds: 0, url: '' }, undefined],
    ['to a script', { seconds: 0, url: 'javascript:x' }, undefined],
  ])('%s', (_name, refresh, expected) => {
    expect(refreshAddress(refresh, base)).toBe(expected);
  });
});
