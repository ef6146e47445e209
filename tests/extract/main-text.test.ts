import { describe, expect, test } from 'vitest';
import { mainText } from '../../src/extract/main-text.ts';

const read = (markup: string) =>
  mainText(new TextEncoder().encode(markup), {
    url: 'https://site.example/a',
    contentType: 'text/html; charset=utf-8',
  });

const paragraph = 'The harbour office counted the boats again, and found that two of them had left before dawn. ';
const article = `<article><h1>Boats</h1>${`<p>${paragraph.repeat(3)}</p>`.repeat(4)}</article>`;
const menu = '<nav><ul><li><a href="/">Front page</a></li><li><a href="/sport">Sport</a></li></ul></nav>';

describe('mainText', () => {
  test('takes the article, and leaves menus and boxes to the whole text', () => {
    const box = '<aside class="related"><a href="/x">Another story</a></aside>';
    const { mainText: main, wholeText } = read(`<html><body>${menu}${article}${box}</body></html>`);
    expect(main).toContain('counted the boats');
    expect(main).not.toMatch(/Front page|Another story/);
    expect(wholeText).toMatch(/Front page.*counted the boats.*Another story/);
  });

  test('parts words where a reader sees them parted', () => {
    expect(read(`<html><body>${menu}${article}</body></html>`).mainText).toMatch(/before dawn\. The harbour/);
  });

  test.each([
    ['has next to no text', '<html><body><p>Gone fishing.</p></body></html>', 'Gone fishing.'],
    ['has no root', '<p>Gone fishing.</p>', 'Gone fishing.'],
    ['is plain text', 'Gone fishing.', 'Gone fishing.'],
  ])('takes all that is visible where a page %s', (_, markup, text) => {
    expect(read(markup)).toMatchObject({ mainText: text, wholeText: text });
  });

  test('has nothing to say of a page with nothing in it', () => {
    expect(read('')).toEqual({ mainText: '', wholeText: '', linkShare: 0 });
  });

  test('tells how much of a list stands in links', () => {
    const list = Array.from(
      { length: 60 },
      (_, index) => `<li><a href="/${index}">The story number ${index} of today</a></li>`,
    );
    expect(read(`<html><body><ul>${list.join('')}</ul></body></html>`).linkShare).toBeGreaterThan(0.9);
    expect(read(`<html><body>${article}</body></html>`).linkShare).toBe(0);
  });

  test('runs no script', () => {
    const script = '<script>globalThis.wasRun = true; document.body.textContent = "made by a script"</script>';
    expect(
      read(`<html><body onload="globalThis.wasRun = true">${article}${script}</body></html>`).mainText,
    ).not.toContain('made by');
    expect(globalThis).not.toHaveProperty('wasRun');
  });

  test('falls back to all that is visible where a page has too many elements', () => {
    const { mainText: main, wholeText } = read(`<html><body>${menu}${'<p>a'.repeat(16_000)}</body></html>`);
    expect(main).toBe(wholeText);
  });
});
