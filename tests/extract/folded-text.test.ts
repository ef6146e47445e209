import { expect, test } from 'vitest';
import { foldedText } from '../../src/extract/folded-text.ts';

test.each<[string, readonly string[], string]>([
  ['white space between words is one space', ['a \n\t b'], 'a b'],
  ['so is white space over several pieces', ['a ', '\n', ' b'], 'a b'],
  ['pieces without white space are one word', ['a', '', 'b'], 'ab'],
  ['there is none at either end', [' ', '\n a', ' ', ''], 'a'],
  ['the spaces of other scripts are spaces', ['a\u00A0b\u3000', '\u2003c'], 'a b c'],
  ['nothing is nothing', [' ', ''], ''],
])('%s', (_, pieces, folded) => {
  const text = foldedText(100);
  for (const piece of pieces) text.add(piece);
  expect([text.text(), text.length()]).toEqual([folded, folded.length]);
});

test('keeps the first units only, no half of a letter, and counts all', () => {
  const text = foldedText(4);
  text.add('abc😀');
  text.add(' and more');
  expect([text.text(), text.length()]).toEqual(['abc', 14]);
});
