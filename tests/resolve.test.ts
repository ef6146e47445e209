import { assert, constantFrom, oneof, property, string, tuple, webUrl } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkSyntax } from '../src/model/link.ts';
import type { Target } from '../src/model/target.ts';
import { resolve } from '../src/resolve.ts';

const target = (href: string, syntax: LinkSyntax = 'inline'): Target => resolve({ href, syntax }).target;

describe('web addresses', () => {
  test.each([
    ['scheme and host in lower case, path as written', 'HTTPS://EXAMPLE.org/USER', 'https://example.org/USER'],
    ['an empty path', 'https://example.org', 'https://example.org/'],
    ['default ports', 'http://example.org:80/ ', 'http://example.org/'],
    ['other ports', 'https://example.org:8443/', 'https://example.org:8443/'],
    ['dot segments', 'https://example.org/a/../b/./c', 'https://example.org/b/c'],
    ['slashes in a row', 'https://example.org//a//b', 'https://example.org//a//b'],
    ['an international host', 'https://例子.测试/', 'https://xn--fsqu00a.xn--0zwm56d/'],
    ['a ligature in the host', 'https://ﬁnance.example/', 'https://finance.example/'],
    ['letters in a path', 'https://example.org/新闻 1', 'https://example.org/%E6%96%B0%E9%97%BB%201'],
    ['percent-encoding as written', 'https://example.org/%e4%25E5%7Ea%2Fb', 'https://example.org/%e4%25E5%7Ea%2Fb'],
    ['a broken percent sign', 'https://example.org/a%', 'https://example.org/a%'],
    ['braces and brackets in a query', 'https://example.org/?a={1}&b=[2]', 'https://example.org/?a={1}&b=[2]'],
    ['without its fragment', 'https://example.org/a?b#c', 'https://example.org/a?b'],
    ['no scheme of its own', '//example.org/a', 'https://example.org/a'],
    ['one slash', 'https:/example.org/a', 'https://example.org/a'],
    ['the root’s dot', 'http://www.example.org./a', 'http://www.example.org/a'],
    ['a single label', 'http://intranet/a', 'http://intranet/a'],
    ['a private address', 'http://127.0.0.1:6667/', 'http://127.0.0.1:6667/'],
    ['IPv6', 'http://[2001:DB8::1]/', 'http://[2001:db8::1]/'],
    ['without user and password', 'https://user:pass@example.org/', 'https://example.org/'],
    ['an address in a query', 'https://example.org/?u=https://https://x', 'https://example.org/?u=https://https://x'],
  ])('%s: %s', (_, href, url) => {
    expect(target(href)).toEqual({ type: 'web', url });
  });

  test('a bare www has http, as GFM says', () => {
    expect(target('www.example.org/a', 'bare')).toEqual({ type: 'web', url: 'http://www.example.org/a' });
  });

  test('the fragment is kept apart, as written', () => {
    expect(resolve({ href: 'https://example.org/#:~:text=%E', syntax: 'inline' }).fragment).toBe(':~:text=%E');
    expect(resolve({ href: 'https://example.org/#', syntax: 'inline' }).fragment).toBeUndefined();
  });

  test.each([
    ['https://user@example.org/', true],
    ['//user:pass@example.org/', true],
    ['https://example.org/@user', false],
    ['mailto:user@example.org', false],
  ])('credentials in %s: %s', (href, credentials) => {
    expect(resolve({ href, syntax: 'inline' }).credentials).toBe(credentials);
  });

  test('an archived address is taken apart, and its original is normal too', () => {
    expect(target('https://web.archive.org/web/20140814093141/http:/WWW.example.org:80/a#b')).toEqual({
      type: 'web',
      url: 'https://web.archive.org/web/20140814093141/http:/WWW.example.org:80/a',
      archived: { archive: 'wayback', timestamp: '20140814093141', url: 'http://www.example.org/a' },
    });
  });
});

describe('what is not looked at', () => {
  test.each([
    ['', 'relative', 'empty destination'],
    ['#a', 'relative', 'it leads to a place in the document itself'],
    ['../a.md', 'relative', 'it leads to a file beside the document'],
    ['/login?next=https://example.org', 'relative', 'it leads to a file beside the document'],
    [
      'www.example.org/a',
      'relative',
      'without a scheme it leads to a file; “https://www.example.org/a” was probably meant',
    ],
    ['example.com', 'relative', 'without a scheme it leads to a file; “https://example.com” was probably meant'],
    [
      'example.com:8080/a',
      'relative',
      'without a scheme it leads to a file; “https://example.com:8080/a” was probably meant',
    ],
    ['\\Users\\a', 'relative', 'it is a path on somebody’s computer'],
    ['C:\\Users\\a', 'relative', 'it is a path on somebody’s computer'],
    ['mailto:a@example.org', 'scheme', '“mailto:” addresses are not looked at'],
    ['TEL:123', 'scheme', '“tel:” addresses are not looked at'],
    ['javascript:void(0)', 'scheme', '“javascript:” addresses are not looked at'],
    ['ipfs://Qm?.png', 'scheme', '“ipfs:” addresses are not looked at'],
    ['file:///C:\\a.jpg', 'scheme', '“file:” addresses are not looked at'],
  ])('%s: %s, because %s', (href, reason, detail) => {
    expect(target(href)).toEqual({ type: 'skipped', url: href, reason, detail });
  });

  test('a data address is shown shortened, and a password not at all', () => {
    expect(target(`data:image/png;base64,${'A'.repeat(100_000)}`).url).toBe(
      'data:image/png;base64,AAAAAAAAAAAAAAAAAA…',
    );
    expect(target('ftp://user:pass@example.org/').url).toBe('ftp://***@example.org/');
    expect(target('http://user:pass@example.org:99999/').url).toBe('http://***@example.org:99999/');
  });
});

describe('malformed addresses, and what was probably meant', () => {
  test.each([
    ['https://https://example.org/a', 'it has two schemes', 'https://example.org/a'],
    ['http://https//example.org/a', 'it has two schemes', 'https://example.org/a'],
    ['http://《https://example.org/a》', 'it has two schemes', 'https://example.org/a'],
    ['https//example.org/a', 'the colon after its scheme is missing', 'https://example.org/a'],
    ['https：//example.org/a', 'the colon after its scheme is missing', 'https://example.org/a'],
    ['http：／／example.org/a', 'the colon after its scheme is missing', 'http://example.org/a'],
    ['htps://example.org/a', 'its scheme is misspelt', 'https://example.org/a'],
    ['ttp://example.org/a', 'its scheme is misspelt', 'http://example.org/a'],
    ['[https://example.org/a_b]', 'other characters stand before it', 'https://example.org/a_b'],
    ['[https://example.org/a](https://example.org/b)', 'other characters stand before it', 'https://example.org/a'],
    ['~~https://example.org/a~~', 'other characters stand before it', 'https://example.org/a'],
    ['%20https://example.org/a', 'other characters stand before it', 'https://example.org/a'],
    ['https://example.org/\na', 'it holds a line break, a tab or a control character', 'https://example.org/a'],
    ['http://example.org）后', 'its host name holds characters that no host name has', 'http://example.org/'],
    ['http://a%20b.example/', 'its host name is not valid', undefined],
    ['http://Liu%20et%20al:99', 'its host name is not valid', undefined],
    ['https://example.org:99999/', 'its port is no number from 0 to 65535', undefined],
    ['https://', 'it has no host', undefined],
  ])('%s: %s', (href, problem, repair) => {
    expect(target(href)).toEqual({ type: 'malformed', url: href, problem, ...(repair !== undefined && { repair }) });
  });

  test('an address longer than any server reads', () => {
    expect(target(`https://example.org/${'a'.repeat(8200)}`)).toMatchObject({
      type: 'malformed',
      problem: 'it is longer than 8192 characters',
    });
  });
});

describe('of any text', () => {
  const addresses = oneof(
    string({ unit: 'grapheme' }),
    webUrl({ withFragments: true, withQueryParameters: true }),
    tuple(constantFrom('http://', 'https:', '//', 'https://https', 'http://1..'), string({ unit: 'binary' })).map(
      (parts) => parts.join(''),
    ),
  );

  test('something is a target', () => {
    assert(
      property(addresses, (href) => {
        expect(['web', 'skipped', 'malformed']).toContain(target(href).type);
      }),
    );
  });

  test('a target’s address is its own target', () => {
    assert(
      property(addresses, (href) => {
        const first = target(href);
        if (first.type === 'web') expect(target(first.url)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test('a repair can be looked at', () => {
    assert(
      property(addresses, (href) => {
        const first = target(href);
        if (first.type === 'malformed' && first.repair !== undefined) expect(target(first.repair).type).toBe('web');
      }),
      { numRuns: 500 },
    );
  });
});
