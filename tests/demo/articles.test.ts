import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { web } from '../../fixtures/web/web.js';

const folder = new URL('../../fixtures/articles/', import.meta.url);
const articles = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
const text = articles.map(([, content]) => content).join('\n');

describe('the demo’s articles', () => {
  test.each([
    ['an image with a link right behind it', /!\[\]\([^)]+\)\[\*/],
    ['emphasis around a link’s text', /\[\*\*\*[^\]]+\*\*\*\]\(http/],
    ['full-width parentheses around a link', /（\[[^\]]+\]\([^)]+\)）/],
    ['a bare address with Chinese right behind it', /\d+，以及/],
    ['a bare address in full-width parentheses', /（https:\/\/[^）\s]+）/],
    ['a bare address with balanced parentheses and a Japanese full stop', /_\(disambiguation\)。/],
    ['YAML front matter with a date', /^---\n[^]*?\ndate: 2022-01-06\n/],
    ['an address in front matter', /\nsource: https:\/\//],
    ['TOML front matter with a date', /^\+\+\+\n[^]*?\ndate = 2023-06-14\n/m],
    ['a footnote', /\n\[\^1\]: /],
    ['a table', /\n\| --- \|/],
    ['an image in HTML, with its srcset', /<img src="[^"]+" srcset="/],
    ['a frame in HTML', /<iframe src="/],
    ['a film with its poster in HTML', /<video src="[^"]+" poster="/],
    ['an image inside a link', /\[!\[[^\]]*\]\([^)]+\)\]\(/],
    ['an autolink', /<https:\/\/[^>]+>/],
    ['a mail address as autolink', /<[\w.]+@[\w.]+>/],
    ['a mailto link', /\(mailto:/],
    ['a relative link', /\]\(\.\.\//],
    ['an ignore comment', /<!-- audit-links-ignore-next-line -->/],
    ['an address that is no address', /:80800\//],
    ['a citation of an archived page', /https:\/\/web\.archive\.org\/web\/\d{14}\/https:/],
    ['an address inside code, which is no link', /```sh\ncurl https:/],
  ])('hold %s', (_, shape) => {
    expect(text).toMatch(shape);
  });

  test('one has a definition that nothing uses', () => {
    expect(text).toContain('\n[flood]: https://');
    expect(text.match(/\[flood\]/g)).toHaveLength(1);
  });

  test('one is dated by its file name alone', () => {
    expect(articles.filter(([name, content]) => /^\d{4}-\d\d-\d\d-/.test(name) && !/^date/m.test(content))).not.toEqual(
      [],
    );
  });

  test.each(['zh', 'ja', 'en'])('are written in %s too', (language) => {
    const scripts: Record<string, RegExp> = { zh: /的[^ぁ-ん]{40}/, ja: /です|ます/, en: /\bthe\b.*\bthe\b/ };
    expect(articles.filter(([, content]) => scripts[language]?.test(content))).not.toEqual([]);
  });

  const ends = new Set(
    Object.values(web.addresses).flatMap(({ now }) => [now ?? []].flat().map(({ headers }) => headers?.['location'])),
  );
  const cited = Object.keys(web.addresses).filter((url) => !url.endsWith('*') && !ends.has(url));
  test.each(cited)('cite %s', (url) => {
    const behind = text.split(url).slice(1);
    expect(behind.some((rest) => !/^[\w/-]/.test(rest))).toBe(true);
  });
});
