import { expect, test } from 'vitest';
import { parseUrl } from '../src/parse-url.ts';

test.each<[text: string, base: string | undefined, href: string | undefined]>([
  ['https://a.example/x', undefined, 'https://a.example/x'],
  ['../y?z', 'https://a.example/b/c/x', 'https://a.example/b/y?z'],
  ['https://例え.テスト/', undefined, 'https://xn--r8jz45g.xn--zckzah/'],
  ['', undefined, undefined],
  ['/y', undefined, undefined],
  ['https://', undefined, undefined],
  ['https://a b/', undefined, undefined],
])('%j from %j is %j', (text, base, href) => {
  expect(parseUrl(text, base)?.href).toBe(href);
});

test('an address with letters of Latin-1 is one, however often it is asked', () => {
  // Flat text of one byte a letter, as decoders make it: of what is put together here the engine makes another kind.
  const address = new TextDecoder().decode(new TextEncoder().encode('https://müller.example/straße'));
  const misread = Array.from({ length: 50_000 }, () => parseUrl(address)?.hostname).filter(
    (host) => host !== 'xn--mller-kva.example',
  );
  expect(misread).toEqual([]);
});
