import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PageVisitor, visitPage } from '../../src/extract/page-elements.ts';
import { readPlainMarkup } from '../../src/extract/plain-markup.ts';

/** All that a visitor is told, text in one piece, with the attributes that it may ask for. */
function told(markup: string): readonly string[] {
  const events: string[] = [];
  const asked = ['lang', 'href', 'rel', 'content', 'type', 'color'];
  const note = (kind: string, said: string): void => {
    if (kind === 'text' && events.at(-1)?.startsWith('text ') === true) events.push(`${events.pop() ?? ''}${said}`);
    else events.push(`${kind} ${said}`);
  };
  const visitor: PageVisitor = {
    element: (name, attribute) => note('element', JSON.stringify([name, ...asked.map((wanted) => attribute(wanted))])),
    end: (name) => note('end', name),
    text: (chars) => note('text', chars),
    raw: (name, content) => note('raw', JSON.stringify([name, content])),
  };
  visitPage(markup, visitor);
  return events;
}

/** The same by the tokenizer alone, which U+0000 brings in from the start: inside of a comment it shows nothing. */
const byTokenizer = (markup: string): readonly string[] => told(`<!--\0-->${markup}`);

const ordinary = [
  '<!doctype html>',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">',
  '<html lang="en-GB" class=no-js>',
  "<HTML LANG='de' data-a >",
  '<meta charset="utf-8"/>',
  '<meta http-equiv=refresh content="0; url=/b?a=1&amp;c=2">',
  '<link rel=canonical href=https://a.example/b/c?d&e=f>',
  '<link rel="stylesheet" href="/a?b=1&copy=2&notit;" />',
  '<title>A &amp; B &lt; C</title>',
  '<title>A &notit; B</title>',
  '<TITLE>',
  '</TITLE >',
  '<script type="application/ld+json">{"a":"</p>&amp;"}</script>',
  '<script>if (a < b && c) document.write("<p>")</script>',
  '<script><!-- document.write("<script></script>") --></script>',
  '<style>a > b { content: "<p>" }</style>',
  '<textarea>\n<b>&nbsp;</b></textarea>',
  '<noscript><img src="a.png"></noscript>',
  '<iframe src="//a.example"></iframe>',
  '<p>',
  '</p>',
  '<br/>',
  '<br />',
  '<h1 class="a b" id=c>',
  '</h1\n>',
  '<a href="/x?a=1&b=2" title=\'"\'>',
  '</a>',
  '<my-element @click="a()" :b.c="d" [e]="f" (g)="h" #i *j="k">',
  '<svg viewBox="0 0 1 1"><title>No</title><style>a</style><path d="M0"/></svg>',
  '<svg/>',
  '<math><mi>x</mi>',
  '</math>',
  '<font color=red>',
  '<font class=a>',
  '<template><p>No</template>',
  '<input type="Password" disabled>',
  'Words and words',
  ' ',
  '\n\t',
  '\r\n',
  'A &amp; B &lt;p&gt; &quot;&#39;&#x27;&nbsp;&hellip;&mdash;&copy;&trade;',
  'a & b &; &&',
  '<!-- a -- b > c -->',
  '<!---->',
  '<!--[if lt IE 9]><script src="a"></script><![endif]-->',
];
const odd = [
  '<',
  '>',
  '</',
  '<!',
  '<?xml version="1.0"?>',
  '<!-->',
  '<!--->',
  '<!-- a --!> b',
  '<!--',
  '-->',
  '<!doctype',
  '<![CDATA[ <p> ]]>',
  '</p class="a">',
  '</>',
  '<1>',
  '<a/b>',
  '<a b=c/>',
  '<a href=c/d=e>',
  '<a b = c / >',
  '<a b="c"d>',
  '<a b=c"d>',
  '<a b="c',
  "<a b='",
  '<a =b>',
  '<a href=x href=y>',
  '<a\u00a0b>',
  '<a lın\u212a HREF=1>',
  '<p\u2028>',
  '<a href="&notin;&notit;&amp&#0;&#128;&#xD800;&#1114112;&copy">',
  'a &#xD800; b',
  '&constructor; &toString; &valueOf;',
  'a &#128; b',
  'a &#0; b',
  'a &#00; b',
  'a &#13; b',
  'a &#99999; b',
  '&copy2024 &notit; &am &#; &#x; &#0; &#13; &#128; &#xD800; &#99999; &ampx;',
  '&',
  '&#',
  '&amp',
  '</script x>',
  '</title',
  '</style/>',
  '<script',
  '<title/>',
  '<plaintext>',
  '<xmp>',
  '\f',
  '\uD83D',
  '\u0000',
  '😀',
];

test('tells the same of a page as the tokenizer of the standard', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ordinary) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const markup = pieces.join('');
      expect(told(markup)).toEqual(byTokenizer(markup));
    }),
    { numRuns: 5_000, seed: 1 },
  );
});

test.each([...ordinary, ...odd])('tells the same of %j, alone and between others', (piece) => {
  for (const markup of [piece, `${piece}a</p>`, `<title>${piece}</title>b`, `<svg>${piece}<p>c`, `<a ${piece}>d`])
    expect(told(markup)).toEqual(byTokenizer(markup));
});

/** How far the plain way comes. */
const plainPart = (markup: string): string =>
  markup.slice(
    0,
    readPlainMarkup(markup, {
      handler: { start() {}, end() {}, text() {} },
      rawContentOf: (name) => ({ title: 'resolved', script: 'script' } as const)[name],
      attributesOf: () => () => undefined,
    }),
  );

test('comes to the end of an ordinary page', () => {
  const page = `<!doctype html><html lang=en><head><title>A &amp; B</title><script async>if (a < b) c()</script>
    <link rel="canonical" href="https://a.example/b?c=1&d=2"/></head><!-- d --><body class='e f'><p>G &#8217; h<br></body></html>`;
  expect(plainPart(page)).toBe(page);
});

test.each([
  ['a reference that is not plain', 'a<p>', 'b &notit; c'],
  ['a tag that is not plain', 'a<p>', '<a b="c"d>'],
  ['the beginning of a tag at the end', 'a<p>', '<a href'],
  ['a comment that ends oddly', 'a', '<!-- b --!> c -->'],
  ['a script with a comment in it', 'a', '<script><!-- </script>'],
  ['an element whose end is missing', 'a', '<title>b'],
])('stops before %s', (_, before, after) => {
  expect(plainPart(`${before}${after}`)).toBe(before);
});
