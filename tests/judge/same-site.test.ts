import { expect, test } from 'vitest';
import { isSameSite } from '../../src/judge/same-site.ts';

test.each([
  ['a.example.com', 'b.example.com', true],
  ['example.com', 'example.org', false],
  ['news.site.co.uk', 'site.co.uk', true],
  ['one.co.uk', 'two.co.uk', false],
  ['www.stats.gov.cn', 'www.customs.gov.cn', false],
  ['one.github.io', 'two.github.io', false],
  ['one.blogspot.com', 'two.blogspot.com', false],
  ['127.0.0.1', '127.0.0.2', false],
  ['localhost', 'localhost', true],
])('%s and %s: one site? %s', (one, other, expected) => {
  expect(isSameSite(new URL(`https://${one}/`), new URL(`https://${other}/`))).toBe(expected);
});
