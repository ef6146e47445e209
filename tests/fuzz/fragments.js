// What hostile and ordinary documents, pages and addresses are made of.

import * as fc from 'fast-check';

/** One of the words of these lines, or of what no word can hold. */
const oneOf = (/** @type {string} */ words, /** @type {readonly string[]} */ others = []) =>
  fc.constantFrom(...words.trim().split(/\s+/), ...others);

const concatenated = (/** @type {readonly string[]} */ parts) => parts.join('');

const scheme = oneOf('http:// https:// HTTPS:// // www. mailto: javascript: data: ftp:// https:/ https://https://');
const host = oneOf(
  `a.example b.example:8080 xn--fsqu00a.example 例子.example me:pw@a.example 127.0.0.1 [::1] 0x7f.1 a.example.
  - %41.example ａ．example a..example [ user@ :99999 web.archive.org/web/2022/https://a.example`,
);
const path = oneOf(
  `/ /b /城市 /a_(b) /%E5%9F%8E /% /%zz /.. ?q=1 ?token=abc #top # &amp; \\_ * ~ ' ; {{x}}
  ?X-Amz-Date=20220106T000000Z&X-Amz-Expires=60 ?Signature=a&Expires=1700000000`,
  ['/a b', '\t', '\u3000', '\u202E', '\uD83D'],
);
const cjk = oneOf('， 。 、 ； ： ！ ？ ） （ 】 「 」 『 』 》 “ … — 国 文 か 한 👍🏽');
const control = fc.constantFrom(
  ...Array.from('\u0000\u0085\u2028\u200B\uFEFF\uD800\u{E0041}\u0301'),
  '\u001B[2J',
  '\uDC00',
);

export const address = fc
  .tuple(
    scheme,
    fc.oneof({ weight: 5, arbitrary: host }, fc.string({ maxLength: 6 })),
    fc.array(path, { maxLength: 4 }),
  )
  .map(([start, name, rest]) => `${start}${name}${concatenated(rest)}`);

const markup = oneOf(
  `"> ' > /> </a> < <!-- --> <script> </script> <style> <title> </title> <h1> </h1> <p> <div> </div> <table><tr><td> <svg> <math>
  <template> <textarea> <plaintext> <![CDATA[ ]]> <? & &#x &#1114112; &copy <br>`,
  [
    '<a href="',
    '<a href=',
    '<img src="',
    '<img srcset="',
    '<video poster=',
    '<iframe src=',
    '<base href="',
    ' href=',

    ...['ignore-next-line', 'ignore-start', 'ignore-end'].map((order) => `<!-- audit-links-${order} -->`),
    '<!DOCTYPE html>',
  ],
);
const page = oneOf(
  `"> 0;url= zh gbk utf-16 x-user-defined iso-2022-jp false}</script> <body> </body> </html> <frameset> <noscript>`,
  [
    '<meta http-equiv=refresh content="',
    '1; URL=',
    '<link rel=canonical href="',
    '<base href="',
    '<html lang="',
    '<meta charset=',
    '<meta http-equiv=content-type content="text/html; charset=',
    '<input type=password>',
    '<script type=application/ld+json>{"isAccessibleForFree":',
    '404 Not Found',
  ],
);

/** HTML, whole or in shreds. */
export const html = fc
  .array(fc.oneof(page, markup, cjk, control, address, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 14 })
  .map(concatenated);

const inline = oneOf(
  `[ ] ]( ) ![ [x]( [x][y] [^1] < > ** * _ ~~ \` \`\` $ $$ \\ | --- :-: {{ }} {% %} "title" ' &amp; &#9; \\\\ *** ![]( [x]:`,
  ['[y]: ', '[^1]: ', ' [a](<', '[//]: # ('],
);
const block = fc.constantFrom(
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\n    ',
  '\n\t',
  '\n===',
  '\n---\n',
  '\n* * *',
  '\n$$\n',
  '\n```',
  '\n~~~',
  ': ',
  '\n> ',
  '\n- ',
  '\n1. ',
  '\n# ',
  '\n###### ',
  '\n- [ ] ',
  '\n[^n]: ',
  '\n| a | b |\n|---|---|\n| ',
  '\n<div>\n',
  '\n</div>\n',
  '---\ntitle: ',
  '+++\n',
  '\n+++\n',
  'date: 2022-01-06\n',
  'image: ',
);

/** @param {fc.Arbitrary<string>} part */
const repeated = (part) =>
  fc
    .tuple(part, fc.oneof({ weight: 8, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(60) }))
    .map(([text, times]) => text.repeat(times));

/** Markdown with front matter, HTML, mathematics and templates in it, right and wrong. */
export const markdown = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF', '---\n', '+++\n', '\uFEFF---\r\n'),
    fc.array(
      fc.oneof(
        inline,
        inline,
        block,
        address,
        cjk,
        markup,
        control,
        repeated(inline),
        repeated(block),
        repeated(markup),
        oneOf('word', [' ', 'a b']),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
      { maxLength: 24 },
    ),
  )
  .map(([head, parts]) => head + concatenated(parts));

/** Any of the above, to stand where one line of text is expected. */
export const text = fc.oneof(control, cjk, path, address, fc.string({ unit: 'binary', maxLength: 12 }));
