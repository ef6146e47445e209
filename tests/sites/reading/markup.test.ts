import { expect, it, test } from 'vitest';
import { textsOf } from '../../../src/sites/reading/markup.ts';

test.each([
  ['the first of several', '<p class=a>one</p><p class=a>two</p>', 'one'],
  ['one class of several', '<p class="b a  c">one</p>', 'one'],
  ['text of elements inside, to its own end', '<div class=a>one <div>two</div> three</div> four', 'one two three'],
  ['text with its white space folded', '<p class=a>\n one\t two </p>', 'one two'],
  ['references resolved', '<p class=a>one &amp; two</p>', 'one & two'],
  ['nothing between the tags', '<p class=a></p>', ''],
  ['text to the end, if it has none', '<p class=a>one <b>two', 'one two'],
])('finds an element of a class: %s', (_, markup, text) => {
  expect(textsOf(markup, '.a').get('.a')).toBe(text);
});

test.each([
  ['a class that begins like it', '<p class=a-b>one</p>'],
  ['an identity', '<p id=a>one</p>'],
  ['a script', '<script>"<p class=a>one</p>"</script>'],
  ['a comment', '<!-- <p class=a>one</p> -->'],
  ['a template', '<template><p class=a>one</p></template>'],
  ['a title', '<title><p class=a>one</p></title>'],
  ['the text of a page', '&lt;p class=a&gt;one&lt;/p&gt;'],
])('finds no element of a class in %s', (_, markup) => {
  expect(textsOf(markup, '.a').has('.a')).toBe(false);
});

it('finds several at once, one inside the other', () => {
  const found = textsOf('<div id=a>one <p class=b>two</p></div><p class=c>three</p>', '#a', '.b', '.c', '.d');
  expect([...found]).toEqual([
    ['#a', 'one two'],
    ['.b', 'two'],
    ['.c', 'three'],
  ]);
});

it('keeps no more of a text than a message needs', () => {
  expect(textsOf(`<p class=a>${'one '.repeat(10_000)}</p>`, '.a').get('.a')?.length).toBeLessThanOrEqual(300);
});
