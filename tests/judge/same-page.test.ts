import { expect, it } from 'vitest';
import { isSamePage, isSameText } from '../../src/judge/same-page.ts';
import type { Answer, PageFacts } from '../../src/model/observation.ts';
import { got, page } from './looks.ts';

const words = (count: number, seed = 'w'): string =>
  Array.from({ length: count }, (_, index) => `${seed}${index}`).join(' ');
const letters = (count: number, from = 0x4e00): string =>
  Array.from({ length: count }, (_, index) => String.fromCodePoint(from + index)).join('');

it.each<readonly [name: string, one: string, other: string, expected: boolean]>([
  ['short texts, word for word', 'Nothing here', 'Nothing here', true],
  ['short texts that differ by a word', 'Nothing here', 'Nothing there', false],
  ['a long text with itself', words(200), words(200), true],
  ['a long text with another line of news', `${words(200)} ${words(8, 'n')}`, `${words(200)} ${words(8, 'm')}`, true],
  ['two long texts', words(200), words(200, 'x'), false],
  ['half a long text', words(200), words(100), false],
  ['the same words in another order', words(200), words(200).split(' ').toReversed().join(' '), false],
  ['中文', letters(300), letters(300), true],
  [
    '中文 with another headline',
    `${letters(300)}${letters(12, 0x6e00)}`,
    `${letters(300)}${letters(12, 0x7e00)}`,
    true,
  ],
  ['中文 and another text', letters(300), letters(300, 0x6000), false],
  ['nothing', '', '', true],
])('compares %s', (_, one, other, expected) => {
  expect([isSameText(one, other), isSameText(other, one)]).toEqual([expected, expected]);
});

const asked = (url: string, facts: Partial<PageFacts>): { readonly url: URL; readonly answer: Answer } => {
  const { end } = got(200, { url, page: page(facts) });
  if (end.type !== 'answer') throw new Error('an answer');
  return { url: new URL(url), answer: end.answer };
};

it('overlooks the address that an error page repeats', () => {
  const say = (name: string) => ({ title: `/news/${name} – Site`, text: `There is no ${name} on this site.` });
  expect(
    isSamePage(
      asked('https://a.example/news/story-of-a-day', say('story-of-a-day')),
      asked('https://a.example/news/qzxvkw', say('qzxvkw')),
    ),
  ).toBe(true);
});

it.each([
  ['another title', { title: 'One', text: 'Same' }, { title: 'Two', text: 'Same' }],
  ['another length behind the same beginning', { text: 'Same', textLength: 400 }, { text: 'Same', textLength: 9_000 }],
])('tells pages apart by %s', (_, one, other) => {
  expect(isSamePage(asked('https://a.example/a', one), asked('https://a.example/b', other))).toBe(false);
});
