import { expect, it } from 'vitest';
import { pageFacts } from '../../src/extract/page.ts';
import { readRefresh } from '../../src/extract/refresh.ts';
import type { PageFacts } from '../../src/model/observation.ts';

const url = 'https://site.example/2022/01/story';
const facts = (html: string | Uint8Array, contentType = 'text/html; charset=utf-8', at = url): PageFacts =>
  pageFacts(typeof html === 'string' ? new TextEncoder().encode(html) : html, { url: at, contentType });

/** Writes text in an encoding that can only be read here, by looking each character up among all pairs of bytes. */
function encoded(text: string, charset: string): Uint8Array {
  const decoder = new TextDecoder(charset);
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xff; lead += 1) {
    bytesOf.set(decoder.decode(Uint8Array.of(lead)), [lead]);
    for (let trail = 0x40; trail <= 0xff; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (!bytesOf.has(char)) bytesOf.set(char, [lead, trail]);
    }
  }
  return Uint8Array.from(
    Array.from(text).flatMap((char) => {
      const code = char.codePointAt(0) ?? 0;
      return code < 0x80 ? [code] : (bytesOf.get(char) ?? []);
    }),
  );
}

const chinese = '城市更新是一个漫长的过程，涉及许多居民的生活与记忆。';
const taiwanese = '城市更新是一個漫長的過程，涉及許多居民的生活與記憶。';
const japanese = '都市の再生は長い道のりであり、住民の暮らしに関わる。';
const korean = '도시 재생은 긴 과정이며 많은 주민의 삶과 관련된다.';
const russian = 'Обновление города касается жизни многих его жителей.';

it.each([
  ['gbk', chinese, 'gbk'],
  ['gb2312', chinese, 'gbk'],
  ['gb18030', chinese, 'gb18030'],
  ['big5', taiwanese, 'big5'],
  ['shift_jis', japanese, 'shift_jis'],
  ['euc-jp', japanese, 'euc-jp'],
  ['euc-kr', korean, 'euc-kr'],
  ['windows-1251', russian, 'windows-1251'],
])('reads %s, declared by the header or by meta', (label, text, charset) => {
  const title = encoded(`<title>${text}</title>`, label);
  expect(facts(title, `text/html; charset="${label.toUpperCase()}"`)).toMatchObject({
    title: text,
    charset,
    charsetFrom: 'header',
  });
  for (const meta of [
    `<meta charset=${label}>`,
    `<meta content="text/html;charset=${label}" http-equiv=Content-Type>`,
  ]) {
    const page = encoded(`<!-- <meta charset=utf-8> -->${meta}<title>${text}</title>`, label);
    expect(facts(page, 'text/html')).toMatchObject({ title: text, charset, charsetFrom: 'meta' });
  }
});

it.each([
  ['gbk', chinese, 'https://news.example.cn/', 'gb18030'],
  ['gbk', chinese, url, 'gb18030'],
  ['big5', taiwanese, 'https://news.example.tw/', 'big5'],
  ['shift_jis', japanese, 'https://news.example.jp/', 'shift_jis'],
  ['euc-kr', korean, 'https://news.example.kr/', 'euc-kr'],
  ['windows-1251', russian, 'https://news.example.ru/', 'windows-1251'],
])('guesses %s of a page that declares nothing or lies (%#)', (label, text, at, charset) => {
  const bytes = encoded(`<title>${text}</title>`, label);
  for (const type of ['text/html', 'text/html; charset=utf-8', 'text/html; charset=no-such-thing']) {
    expect(facts(bytes, type, at)).toMatchObject({ title: text, charset, charsetFrom: 'default' });
  }
});

it('believes meta where the header lies about UTF-8', () => {
  const bytes = encoded(`<meta charset=big5><title>${taiwanese}</title>`, 'big5');
  expect(facts(bytes)).toMatchObject({ title: taiwanese, charset: 'big5', charsetFrom: 'meta' });
});

it('finds a declaration that comes later than it should', () => {
  const bytes = encoded(`<!--${'-'.repeat(3_000)}--><meta charset=euc-jp><title>${japanese}</title>`, 'euc-jp');
  expect(facts(bytes, 'text/html')).toMatchObject({ title: japanese, charset: 'euc-jp', charsetFrom: 'meta' });
});

it.each([
  [
    'a byte order mark over the header',
    [0xef, 0xbb, 0xbf, ...new TextEncoder().encode('<title>é</title>')],
    'utf-8',
    'bom',
  ],
  ['UTF-16 by its mark', [0xff, 0xfe, ...Buffer.from('<title>é</title>', 'utf16le')], 'utf-16le', 'bom'],
  [
    'the header over meta',
    [...Buffer.from('<meta charset=utf-8><title>\xe9</title>', 'latin1')],
    'windows-1252',
    'header',
  ],
])('believes %s', (_, bytes, charset, charsetFrom) => {
  expect(facts(Uint8Array.from(bytes), 'text/html; charset=iso-8859-1')).toMatchObject({
    title: 'é',
    charset,
    charsetFrom,
  });
});

it('takes undeclared bytes of one European letter each for windows-1252', () => {
  const bytes = Buffer.from('<title>l\x92\xe9t\xe9 \xe0 No\xebl</title>', 'latin1');
  expect(facts(bytes, 'text/html')).toMatchObject({ title: 'l’été à Noël', charset: 'windows-1252' });
});

it('stays with UTF-8 for a slip or a cut in the middle of a character', () => {
  const bytes = new TextEncoder().encode(`<title>${chinese}</title>`);
  expect(facts(Uint8Array.from([...bytes, 0xe5, 0x9f]), 'text/html').charset).toBe('utf-8');
});

it('takes a meta of UTF-16 for UTF-8, as it could be read', () => {
  expect(facts('<meta charset=utf-16><title>é</title>', 'text/html')).toMatchObject({ title: 'é', charset: 'utf-8' });
});

it.each<readonly [name: string, html: string, expected: Partial<PageFacts>]>([
  ['a title, folded and decoded', '<title>\n A &amp;\tB </title>', { title: 'A & B' }],
  ['the first title only', '<title>One</title><body><title>Two</title>', { title: 'One' }],
  ['no title of a picture', '<svg><title>Icon</title><path/></svg><title>Page</title>', { title: 'Page' }],
  ['a title after a picture left open', '<svg><path><p>text</p><title>Page</title>', { title: 'Page' }],
  ['a title that holds tags', '<title>a <b>c</title>', { title: 'a <b>c' }],
  [
    'the first heading that says something',
    '<h1><img src=x></h1><h1>One <em>two</em></h1><h1>Three</h1>',
    { h1: 'One two' },
  ],
  ['a heading left open', '<h1>One</h2> rest', { h1: 'One' }],
  ['the language', '<html lang=" zh-Hant ">', { language: 'zh-Hant' }],
  [
    'the canonical address against the base',
    '<base href="/b/"><link rel="x CANONICAL" href="c?d">',
    { canonical: 'https://site.example/b/c?d' },
  ],
  ['a field for a password', '<input TYPE=Password>', { passwordField: true }],
  ['no field where scripts are off', '<noscript><input type=password></noscript>', { passwordField: false }],
  [
    'scripts, not data',
    '<script></script><script type=module></script><script type="application/json">{}</script>',
    { scripts: 2 },
  ],
  [
    'visible text',
    '<style>a{}</style><p>One<p>two <b>th</b>ree<script>x</script><noscript>no</noscript><template><p>t</p></template>',
    { text: 'One two three', textLength: 13 },
  ],
  ['text after nested templates', '<template><template></template>a</template>b', { text: 'b' }],
  ['text after what looks like a script’s end', '<script>"<!--<script>"</script>--></script>after', { text: 'after' }],
  ['no comment, no text area', '<!-- a --><textarea>b</textarea>c', { text: 'c' }],
  ['a title cut to 500 units', `<title>${'长'.repeat(9_000)}</title>`, { title: '长'.repeat(500) }],
])('reads %s', (_, html, expected) => {
  expect(facts(html)).toMatchObject(expected);
});

it('leaves out what the page does not say', () => {
  expect(Object.keys(facts('<p>x')).toSorted()).toEqual([
    'charset',
    'charsetFrom',
    'marks',
    'passwordField',
    'scripts',
    'text',
    'textLength',
  ]);
});

it('counts all of a long text, and keeps 2,000 units of it without cutting a pair', () => {
  const { text, textLength } = facts(`<p>${'𠮷'.repeat(3_000)}`);
  expect([text, textLength]).toEqual(['𠮷'.repeat(1_000), 6_000]);
  expect(facts(`<p>a${'𠮷'.repeat(3_000)}`).text).toBe(`a${'𠮷'.repeat(999)}`);
});

it.each<readonly [value: string, expected: ReturnType<typeof readRefresh>]>([
  ['0; url=/a', { seconds: 0, address: '/a' }],
  ['0;url=/a', { seconds: 0, address: '/a' }],
  [' 5 , URL = "a b" rest', { seconds: 5, address: 'a b' }],
  ["0;url='/a'", { seconds: 0, address: '/a' }],
  ['0;/a', { seconds: 0, address: '/a' }],
  ['0;"/a"', { seconds: 0, address: '/a' }],
  ['0 url=/a', { seconds: 0, address: '/a' }],
  ['1.7;url=/a', { seconds: 1, address: '/a' }],
  ['.5;url=/a', { seconds: 0, address: '/a' }],
  ['0;url', { seconds: 0, address: 'url' }],
  ['30', { seconds: 30, address: '' }],
  ['30;', { seconds: 30, address: '' }],
  ['url=/a', undefined],
  ['0x;url=/a', undefined],
  ['', undefined],
])('reads the refresh %j', (value, expected) => {
  expect(readRefresh(value)).toEqual(expected);
});

it.each([
  ['<meta http-equiv=REFRESH content="0;url=../b">', { seconds: 0, url: 'https://site.example/2022/b' }],
  ['<meta http-equiv=refresh content="300">', undefined],
  ['<meta http-equiv=refresh content="0;url=javascript:alert(1)">', undefined],
  ['<noscript><meta http-equiv=refresh content="0;url=/no-script"></noscript>', undefined],
])('takes the refresh of %s', (html, refresh) => {
  expect(facts(html).refresh).toEqual(refresh);
});

it.each([
  ['{"@type":"NewsArticle","isAccessibleForFree":false}', false],
  ['{"@type":"NewsArticle","isAccessibleForFree":"False"}', false],
  ['{"@graph":[{"@type":"WebSite"},{"@type":"Article","isAccessibleForFree":"https://schema.org/False"}]}', false],
  ['[{"isAccessibleForFree":true}]', true],
  ['{"hasPart":{"isAccessibleForFree":false}}', undefined],
  ['{"isAccessibleForFree":"perhaps"}', undefined],
  ['{"isAccessibleForFree":false', undefined],
])('reads free access from %s', (json, free) => {
  expect(facts(`<script type="application/LD+json">${json}</script>`).accessibleForFree).toBe(free);
});

it('notes the marks of walls and of parking', () => {
  expect(
    facts('<html data-adblockkey="x"><DIV ID="App"></div><script src="https://www.hcaptcha.com/1/api.js"></script>')
      .marks,
  ).toEqual(['captcha', 'parking-adblock-key', 'app-root']);
});

it.each([
  ['fonts that each paragraph opens again', Array.from({ length: 16_000 }, (_, id) => `<font id=${id}><p>`).join('')],
  ['a deep nest', '<div>'.repeat(50_000)],
  ['templates without end', '<template>'.repeat(25_000)],
  ['brackets of JSON', `<script type="application/ld+json">${'['.repeat(260_000)}`],
  ['spaces in a refresh', `<meta http-equiv=refresh content="0;${' '.repeat(260_000)}url">`],
  ['ampersands', '&'.repeat(260_000)],
  ['a tag that never ends', `<a ${'b="c" '.repeat(40_000)}`],
  ['NULs', '\0'.repeat(260_000)],
])('reads 256 KiB of %s', (_, html) => {
  expect(facts(html).charset).toBe('utf-8');
});

it('leaves out the bar that an archive puts over a page', () => {
  const bar =
    '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div>42 captures</div><script>bar()</script><!-- END WAYBACK TOOLBAR INSERT -->';
  const { text, scripts, textLength } = facts(`<title>x</title><body>${bar}<p>Not here</p><script>own()</script>`);
  expect({ text, scripts, textLength }).toEqual({ text: 'Not here', scripts: 1, textLength: 8 });
  // Half a bar is text of the page.
  expect(facts('<!-- BEGIN WAYBACK TOOLBAR INSERT --><p>All of it</p>').text).toBe('All of it');
});
