import { expect, test } from 'vitest';
import { compilePattern, compilePatterns } from '../../src/options/pattern.ts';

test.each([
  ['a host', 'example.org', 'https://example.org/a', true],
  ['a host below it', 'example.org', 'https://news.example.org/', true],
  ['a host that only ends alike', 'example.org', 'https://notexample.org/', false],
  ['a host that only begins alike', 'example.org', 'https://example.org.evil.example/', false],
  ['a host that stands in the path', 'example.org', 'https://other.example/example.org', false],
  ['all hosts of a zone', '*.gov.cn', 'https://www.stats.gov.cn/sj/', true],
  ['a star in the middle of a host', 'cdn*.example.org', 'https://cdn-17.example.org/x.jpg', true],
  ['the start of an address', 'https://example.org/news/', 'https://example.org/news/1', true],
  ['another scheme', 'https://example.org/news/', 'http://example.org/news/1', false],
  ['a start without its scheme', 'example.org/news', 'http://example.org/news/1', true],
  ['a star for any text, slashes too', 'example.org/*.pdf', 'https://example.org/a/b/c.pdf?x=1', true],
  ['pieces in the wrong order', 'example.org/*b*a', 'https://example.org/ab', false],
  ['capital letters', 'Example.ORG/News', 'https://example.org/news/1', true],
  ['signs that mean something in regular expressions', 'example.org/a(b)?c=1', 'https://example.org/a(b)?c=1', true],
  ['no address at all', 'example.org', '../relative.md', false],
])('a pattern is %s', (_, pattern, url, expected) => {
  expect(compilePattern(pattern)(url)).toBe(expected);
});

test('any of several patterns will do, and none of none', () => {
  expect(compilePatterns(['a.example', 'b.example'])('https://b.example/')).toBe(true);
  expect(compilePatterns([])('https://b.example/')).toBe(false);
});
