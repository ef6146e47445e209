import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';

const found = (markdown: string): string[] => extract(markdown).links.map(({ href }) => href);

type Row = readonly [sentence: string, markdown: string, ...hrefs: string[]];

/** GFM §6.9, its rules on addresses of our own. */
const gfm: readonly Row[] = [
  ['www without a scheme', 'www.example.org', 'www.example.org'],
  ['a path', 'See www.example.org/help for more.', 'www.example.org/help'],
  ['no dot at the end', 'Visit www.example.org.', 'www.example.org'],
  ['dots inside', 'Visit www.example.org/a.b.', 'www.example.org/a.b'],
  ['no punctuation at the end', 'Is it https://example.org/a?!,:;', 'https://example.org/a'],
  ['balanced parentheses', 'https://example.org/Mark_(typography)', 'https://example.org/Mark_(typography)'],
  ['surplus closing parentheses', '(https://example.org/q=Mark+(up))))', 'https://example.org/q=Mark+(up)'],
  ['parentheses around it', '(https://example.org/a)', 'https://example.org/a'],
  ['parentheses inside', 'https://example.org/a)b', 'https://example.org/a)b'],
  ['a reference at the end', 'https://example.org/?q=a&hl;', 'https://example.org/?q=a'],
  ['a known reference at the end', 'https://example.org/?q=a&copy;', 'https://example.org/?q=a'],
  ['an ampersand inside', 'https://example.org/?q=a&amp;hl=en', 'https://example.org/?q=a&hl=en'],
  ['the less-than sign', 'https://example.org/he<lp', 'https://example.org/he'],
  ['all schemes of GFM', 'http://a.org https://b.org ftp://c.org', 'http://a.org', 'https://b.org', 'ftp://c.org'],
  ['no letter before the scheme', 'xhttps://example.org'],
  ['upper case', 'HTTPS://EXAMPLE.ORG/A', 'HTTPS://EXAMPLE.ORG/A'],
  ['no underscore in the last two labels', 'https://a_b.org https://a.b_c https://a_b.c.org', 'https://a_b.c.org'],
  ['a single label', 'http://localhost:8080/x', 'http://localhost:8080/x'],
  ['an IPv6 address', 'http://[2001:db8::1]/x', 'http://[2001:db8::1]/x'],
  ['an e-mail address', 'Write to foo+bar@example.org.', 'mailto:foo+bar@example.org'],
  ['no e-mail address without a dot', 'foo@bar'],
  ['no e-mail address that ends in a dash', 'a@b.c- a@b.c_'],
  ['an e-mail address with its scheme', 'mailto:foo@example.org', 'mailto:foo@example.org'],
  ['an XMPP address', 'xmpp:foo@example.org/room.', 'xmpp:foo@example.org/room'],
  ['not in link text', '[https://example.org/a](https://example.org/b)', 'https://example.org/b'],
  ['not in code', '`https://example.org/a`'],
];

/** Where the parsers go wrong. */
const ours: readonly Row[] = [
  ['a full-width comma', '官网：https://example.org/，读者', 'https://example.org/'],
  ['a full-width parenthesis', '（链接：https://example.org/1/）。对此', 'https://example.org/1/'],
  ['a full-width parenthesis after the host', '（http://example.org），以保障', 'http://example.org'],
  ['a lenticular bracket', '【欢迎关注：https://example.org/a】', 'https://example.org/a'],
  ['an ideographic full stop', '見 https://example.org/a。次は', 'https://example.org/a'],
  ['a corner bracket', '「https://example.org/a」', 'https://example.org/a'],
  ['curly quotes', '“https://example.org/a”', 'https://example.org/a'],
  [
    'straight quotes',
    '"https://example.org/a","https://example.org/b"',
    'https://example.org/a',
    'https://example.org/b',
  ],
  ['an ideographic space', 'https://example.org/a　次', 'https://example.org/a'],
  [
    'a zero-width space',
    'https://example.org/a\u200Bhttps://example.org/b',
    'https://example.org/a',
    'https://example.org/b',
  ],
  ['glued to the text before it', '图片源自https://example.org/a.html）', 'https://example.org/a.html'],
  ['www glued to the text before it', '网址：www.example.org。', 'www.example.org'],
  ['escaped underscores', 'https://example.org/a\\_b\\_c', 'https://example.org/a_b_c'],
  ['emphasis inside', 'https://example.org/a*b*c', 'https://example.org/a*b*c'],
  ['underscores that make emphasis', 'https://example.org/_a_/b', 'https://example.org/_a_/b'],
  ['emphasis around it', '**链接 https://example.org/a**后面', 'https://example.org/a'],
  ['struck out', '~~https://example.org/a~~', 'https://example.org/a'],
  ['a link that a full-width parenthesis leaves open', '[文](https://example.org/a）', 'https://example.org/a'],
  ['a space before the parenthesis', '[文] (https://example.org/a)', 'https://example.org/a'],
  [
    'no invention of a bracket',
    '[https://example.org/a](https://example.org/b c)',
    'https://example.org/a',
    'https://example.org/b',
  ],
  [
    'two addresses glued together',
    'https://example.org/ahttps://example.org/b',
    'https://example.org/a',
    'https://example.org/b',
  ],
  [
    'an address inside an address',
    'https://example.org/?u=https://example.com/',
    'https://example.org/?u=https://example.com/',
  ],
];

/** Wide letters: what belongs to the address, and what is the prose that goes on. */
const wide: readonly Row[] = [
  ['prose after a Latin word', 'https://example.org/abc民众', 'https://example.org/abc'],
  ['prose after the host', 'https://example.org民众', 'https://example.org'],
  ['prose after a port', 'https://example.org:8080路', 'https://example.org:8080'],
  ['prose after www and host', 'www.example.org网站', 'www.example.org'],
  ['a folder', 'https://example.org/新闻/abc', 'https://example.org/新闻/abc'],
  ['a last folder', '见 https://example.org/wiki/新闻 一文', 'https://example.org/wiki/新闻'],
  ['a name, and punctuation', '见 https://example.org/wiki/北京，其中', 'https://example.org/wiki/北京'],
  ['a clause after a number', '见https://example.org/1967755/对此笔者认为，', 'https://example.org/1967755/'],
  ['a particle', 'https://example.org/docs/的文档', 'https://example.org/docs/'],
  ['a Japanese particle', 'https://example.org/docs/を見る', 'https://example.org/docs/'],
  ['a Japanese title', 'https://example.org/wiki/日本・東京', 'https://example.org/wiki/日本・東京'],
  ['a Korean title', 'https://example.org/wiki/대한민국 입니다', 'https://example.org/wiki/대한민국'],
  ['a query', 'https://example.org/search?q=上海&src=typed', 'https://example.org/search?q=上海&src=typed'],
  ['a fragment', 'https://example.org/a#参考', 'https://example.org/a#参考'],
  ['a file name', 'https://example.org/img图片2.png', 'https://example.org/img图片2.png'],
  ['a name with a dash', 'https://example.org/a-新闻', 'https://example.org/a-新闻'],
  ['a disambiguation', 'https://example.org/wiki/Java_(岛)', 'https://example.org/wiki/Java_(岛)'],
  ['a remark in parentheses', 'https://example.org/a(来源)', 'https://example.org/a'],
  ['an international host', 'http://例子.测试/a', 'http://例子.测试/a'],
  ['an international label', 'https://blog.例子.org/a', 'https://blog.例子.org/a'],
  ['an emoji after it', 'https://example.org/a👍', 'https://example.org/a'],
  ['letters of other scripts', 'https://example.org/статья', 'https://example.org/статья'],
];

/** No prose, or no address yet. */
const silent: readonly Row[] = [
  ['a placeholder', '{{ https://example.org/a }} {% link https://example.org/b %}'],
  ['an address with a placeholder', 'https://example.org/{{ page.id }}/x'],
  ['a template literal', 'https://example.org/${id}'],
  ['a link with a placeholder', '[a](https://example.org/{{id}})'],
  ['mathematics', '$\\href{https://example.org/a}{x}$ and $$\\url{https://example.org/b}$$'],
  ['money is no mathematics', 'From $5 (https://example.org/a) to $6', 'https://example.org/a'],
  ['encoded braces', 'https://example.org/?q={%22a%22}', 'https://example.org/?q={%22a%22}'],
  ['HTML code', 'x <code>https://example.org/a</code> https://example.org/b', 'https://example.org/b'],
  ['HTML links', 'x <a href="https://example.org/a">https://example.org/b</a>', 'https://example.org/a'],
  ['text of an HTML block', '<div>https://example.org/a</div>'],
];

describe.each([
  ['keeps GFM’s rules', gfm],
  ['ends where the prose goes on', ours],
  ['judges wide letters', wide],
  ['leaves alone what is no prose', silent],
] as const)('a bare address %s', (_, rows) => {
  test.each(rows.map(([sentence, markdown, ...hrefs]) => ({ sentence, markdown, hrefs })))(
    '$sentence: $markdown',
    ({ markdown, hrefs }) => {
      expect(found(markdown)).toEqual(hrefs);
    },
  );
});
