import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';

const links = (markdown: string): string[] =>
  extract(markdown).links.map(({ kind, syntax, href, text }) => `${kind} ${syntax} ${href} “${text}”`);

describe('Markdown', () => {
  test.each<readonly [string, string, ...string[]]>([
    ['inline', '[a *b*](https://x.org "t")', 'link inline https://x.org “a b”'],
    ['escapes in a destination', '[a](https://x.org/a\\_b?c&amp;d)', 'link inline https://x.org/a_b?c&d “a”'],
    ['a reference', '[a][r]\n\n[r]: https://x.org', 'link reference https://x.org “a”'],
    ['two references to one definition', '[r] [r]\n\n[r]: /r', 'link reference /r “r”', 'link reference /r “r”'],
    ['an unused definition', '[r]: https://x.org "t"', 'link definition https://x.org “r”'],
    ['a second definition', '[r]\n\n[r]: /1\n[r]: /2', 'link reference /1 “r”', 'link definition /2 “r”'],
    ['a comment in the shape of a definition', '[//]: # (note)\n[#]: author: (name)'],
    ['an autolink', '<https://x.org>', 'link autolink https://x.org “https://x.org”'],
    ['an image', '![a](https://x.org/i.png)', 'image inline https://x.org/i.png “a”'],
    ['an image by reference', '![a][r]\n\n[r]: /i.png', 'image reference /i.png “a”'],
    ['an image in a link', '[![a](/i.png)](/l)', 'link inline /l “a”', 'image inline /i.png “a”'],
    ['an image directly followed by a link', '![](/i)[*s*](/l)', 'image inline /i “”', 'link inline /l “s”'],
    ['a footnote', 'a[^1]\n\n[^1]: See [b](/b).', 'link inline /b “b”'],
    ['a footnote that nothing uses', '[^1]: <https://x.org>', 'link autolink https://x.org “https://x.org”'],
    [
      'a table',
      '|a|b|\n|-|-|\n|[c](/c)|https://x.org|',
      'link inline /c “c”',
      'link bare https://x.org “https://x.org”',
    ],
    ['a task list', '- [x] [a](/a)\n\n[x]: /x', 'link inline /a “a”', 'link definition /x “x”'],
    ['an empty destination', '![]()', 'image inline  “”'],
    ['no code', '`[a](/a)`\n\n```\n[a](/a)\n```\n\n    [a](/a)'],
    ['no mathematics', '$$\n[a](/a)\n$$\n'],
    ['dollars that nothing closes', '$$\n[a](/a)\n', 'link inline /a “a”'],
    ['no wiki links', '[[zh:a]]'],
  ])('%s', (_, markdown, ...expected) => {
    expect(links(markdown)).toEqual(expected);
  });
});

describe('HTML', () => {
  test.each<readonly [string, string, ...string[]]>([
    ['a link in a paragraph', 'x <a href="/a">b *c*</a>', 'link html /a “b c”'],
    ['a link in a block', '<div>\n<a href=/a>b &amp; c</a>\n</div>', 'link html /a “b & c”'],
    ['an image in a link', '<p><a href="/a"><img src="/i" alt="b"></a></p>', 'link html /a “b”', 'image html /i “b”'],
    [
      'an image of Markdown in a link of HTML',
      '<a href="/a">\n\n![b](/i)\n\n</a>',
      'link html /a “”',
      'image inline /i “b”',
    ],
    ['character references', '<a href="/a?b&amp;c">', 'link html /a?b&c “”'],
    [
      'srcset',
      '<img srcset="/a,b 1x, /c 2x,data:image/png;base64,AA=="/>',
      'image html /a,b “”',
      'image html /c “”',
      'image html data:image/png;base64,AA== “”',
    ],
    [
      'media',
      '<video src="/v" poster="/p"><source src="/s"></video><audio src=/u></audio>',
      'media html /v “”',
      'image html /p “”',
      'media html /s “”',
      'media html /u “”',
    ],
    ['a picture', '<picture><source srcset="/s 1x"><img src="/i"></picture>', 'image html /s “”', 'image html /i “”'],
    ['a frame', '<iframe src="/f" title="t"></iframe>', 'frame html /f “t”'],
    ['a frame that nothing closes', '<div><iframe src="/f"><a href="/a">b</a>', 'frame html /f “”', 'link html /a “b”'],
    [
      'areas and objects',
      '<area href="/a"><embed src="/e"><object data="/o"></object>',
      'link html /a “”',
      'media html /e “”',
      'media html /o “”',
    ],
    ['no comments', '<!-- <a href="/a">\n\n[b](/b) -->\n\nx <!-- https://x.org -->'],
    [
      'no scripts and styles',
      '<script>"<a href=/a>"</script>\n<style>a{background:url(/b)}</style>\n\n<link href="/c">',
    ],
    ['no other attributes and elements', '<img data-src="/a"><ok href="/b">'],
  ])('%s', (_, markdown, ...expected) => {
    expect(links(markdown)).toEqual(expected);
  });
});

describe('places', () => {
  const written = (text: string): string[] =>
    extract(text).links.map(
      ({ place }) =>
        `${place.line}:${place.column}-${place.endLine}:${place.endColumn} ${text.slice(place.offset, place.endOffset)}`,
    );

  test.each<readonly [string, string, ...string[]]>([
    ['columns count UTF-16 units', '𠮷👍 [a](/a)', '1:6-1:13 [a](/a)'],
    ['LF', 'x\n\n[a](/a)', '3:1-3:8 [a](/a)'],
    ['CRLF', 'x\r\n\r\ny [a](/a)\r\n', '3:3-3:10 [a](/a)'],
    ['CR', 'x\r\r[a](/a)', '3:1-3:8 [a](/a)'],
    ['tabs', '-\tx\n\n\t[a](/a) https://x.org', '3:2-3:9 [a](/a)', '3:10-3:23 https://x.org'],
    ['a byte order mark', '\uFEFFx [a](/a)\n[b](/b)', '1:3-1:10 [a](/a)', '2:1-2:8 [b](/b)'],
    ['a link over two lines', '> [a\n> b](/a)', '1:3-2:9 [a\n> b](/a)'],
    ['a bare address after escapes', '\\*&amp; https://x.org/a\\_b。', '1:9-1:27 https://x.org/a\\_b'],
    ['a bare address on a quoted line', '> x\n> https://x.org。', '2:3-2:16 https://x.org'],
    ['the attribute in HTML', 'x <a class=b href="/a">', '1:14-1:23 href="/a"'],
    [
      'HTML in a quote',
      '> <div>\n> <a\n>   href="/a">\n> <img src=/i>\n> </div>',
      '3:5-3:14 href="/a"',
      '4:8-4:14 src=/i',
    ],
    ['HTML over CRLF', '<div>\r\n<a href="/a">\r\n</div>', '2:4-2:13 href="/a"'],
    ['HTML over lines of a list', '- x <a\n  href="/a">b</a>', '2:3-2:12 href="/a"'],
    ['front matter', '\uFEFF---\r\nimage: "https://x.org/i"\r\n---\r\n', '2:8-2:25 "https://x.org/i"'],
  ])('%s', (_, text, ...expected) => {
    expect(written(text)).toEqual(expected);
  });
});

describe('front matter', () => {
  test('tells title, day and language, and every value that is a URL, in YAML', () => {
    const text =
      '---\ntitle: A  title\nDate: 2022-01-06T23:00:00-05:00\nlang: zh_CN\nimage: https://x.org/i.png # c\nsources:\n  - https://x.org/1\n  - see https://x.org/2\ncover: /c.png\n---\n# Heading\n';
    const { title, date, language, links: found } = extract(text);
    expect({ title, date, language }).toEqual({ title: 'A title', date: '2022-01-06', language: 'zh-CN' });
    expect(found.map(({ kind, syntax, href, text: key }) => [kind, syntax, href, key])).toEqual([
      ['image', 'front-matter', 'https://x.org/i.png', 'image'],
      ['link', 'front-matter', 'https://x.org/1', 'sources'],
    ]);
    expect(found.map(({ place }) => text.slice(place.offset, place.endOffset))).toEqual([
      'https://x.org/i.png',
      'https://x.org/1',
    ]);
  });

  test('does the same in TOML', () => {
    const text =
      '+++\ntitle = "A"\ndate = 2022-01-06\n[params]\ncover = "https://x.org/i"\ncanonical = \'https://x.org/i\'\n+++\n';
    const { title, date, links: found } = extract(text);
    expect({ title, date }).toEqual({ title: 'A', date: '2022-01-06' });
    expect(found.map(({ kind, place }) => [kind, text.slice(place.offset, place.endOffset)])).toEqual([
      ['image', '"https://x.org/i"'],
      ['link', "'https://x.org/i'"],
    ]);
  });

  test.each([
    'date',
    'Date',
    'published',
    'pubDate',
    'datePublished',
    'published_at',
    'publish-date',
    'created',
    'updated',
    'lastmod',
  ])('finds the day under %s, in YAML and in TOML, as a value and as a date', (key) => {
    for (const text of [
      `---\n${key}: 2022-01-06\n---\n`,
      `---\n${key}: "2022-01-06T10:00:00+08:00"\n---\n`,
      `---\nparams:\n  ${key}: 2022-01-06\n---\n`,
      `+++\n${key} = 2022-01-06\n+++\n`,
      `+++\n${key} = 2022-01-06T23:00:00-05:00\n+++\n`,
      `+++\n${key} = 2022-01-06 23:00:00\n+++\n`,
      `+++\n${key} = "January 6, 2022"\n+++\n`,
      `+++\n[params]\n${key} = 2022-01-06\n+++\n`,
      `+++\n[extra]\n${key} = "2022-01-06"\n+++\n`,
    ])
      expect(extract(text).date, text).toBe('2022-01-06');
  });

  test('takes no date of something else, and the day at the top before one in a table', () => {
    expect(extract('---\nevent:\n  date: 2022-01-06\n---\n').date).toBeUndefined();
    expect(extract('---\nparams:\n  date: 2022-01-07\ndate: 2022-01-06\n---\n').date).toBe('2022-01-06');
  });

  test('tells the last edit apart', () => {
    const text = '---\nlastmod: 2022-03-01\ndate: 2022-01-06\nupdated: 2022-02-01\n---\nText.\n\n';
    expect(extract(text)).toMatchObject({ date: '2022-01-06', updated: '2022-03-01' });
    expect(extract(`${text}Last updated: April 1, 2022\n`).updated).toBe('2022-04-01');
    expect(extract('---\ndate: 2022-01-06\n---\n').updated).toBeUndefined();
  });

  test.each([
    ['20220106', '2022-01-06'],
    ['6. Januar 2022', '2022-01-06'],
    ['false', undefined],
    ['2022/1/6', '2022-01-06'],
    ['2022年1月6日', '2022-01-06'],
    ['6 January 2022', '2022-01-06'],
    ['Jan. 6th, 2022', '2022-01-06'],
    ['Thu, 06 Jan 2022 10:00:00 GMT', '2022-01-06'],
    ['2022-02-31', undefined],
    ['tomorrow', undefined],
  ])('reads the day of %s', (written, day) => {
    expect(extract(`---\ndate: ${written}\n---\n`).date).toBe(day);
  });

  test('takes the best date that is one', () => {
    expect(extract('---\nupdated: 2023-01-01\ndate: soon\npublished: 2022-01-06\n---\n').date).toBe('2022-01-06');
  });

  test('does not stand in the way when it is broken', () => {
    expect(links('---\na: [b\n---\n[c](/c)')).toEqual(['link inline /c “c”']);
    expect(links('+++\na = \n+++\n[c](/c)')).toEqual(['link inline /c “c”']);
  });
});

describe('what stands around a link', () => {
  test('the headings above it, outermost first', () => {
    const markdown = '# A\n\n## B [0](/0)\n\n[1](/1)\n\nC\n-\n\n[2](/2)\n\n# D\n\n[3](/3)';
    expect(extract(markdown).links.map(({ heading }) => heading)).toEqual([['A'], ['A', 'B 0'], ['A', 'C'], ['D']]);
  });

  test.each([
    ['a Chinese sentence', '前一句。这是[一个链接](/a)，很好！“后一句。”', '这是一个链接，很好！'],
    ['an English sentence', 'Before. This is [a link](/a), v1.2 of it. After.', 'This is a link, v1.2 of it.'],
    ['lines of one paragraph', 'one\ntwo [a](/a)\nthree', 'one two a three'],
    ['a hard line break', 'one  \ntwo [a](/a)\\\nthree', 'two a'],
    ['a cell', '|a b|[c](/c) d|\n|-|-|', 'c d'],
    ['HTML', '<p>One.</p><p>Two <a href="/a">three</a>.</p>', 'Two three.'],
    ['escapes', '1 \\* 2 &amp; 3 https://x.org', '1 * 2 & 3 https://x.org'],
  ])('%s', (_, markdown, sentence) => {
    expect(extract(markdown).links[0]?.sentence).toBe(sentence);
  });

  test('tells no more than 300 units of it, and cuts no surrogate pair', () => {
    const sentence = extract(`${'👍'.repeat(400)}[a](/a)${'𠮷'.repeat(401)}`).links[0]?.sentence ?? '';
    expect(sentence.length).toBeGreaterThan(290);
    expect(sentence.length).toBeLessThanOrEqual(300);
    expect(sentence).not.toMatch(/\p{Surrogate}/u);
    expect(sentence).toContain('a');
  });

  test.each([
    ['zh', '据报道，总统当日签署命令，全国进入紧急状态。'],
    ['ja', '彼は当日、命令に署名し、全国が非常事態に入った。'],
    ['ko', '대통령은 당일 명령에 서명했다.'],
    ['en', 'The president signed the order on that day, and it was the end of the story.'],
    [undefined, 'Bonjour à tous, voici un petit texte.'],
  ])('the language %s', (language, text) => {
    expect(extract(text).language).toBe(language);
  });

  test('a title, where the front matter has none', () => {
    expect(extract('## B\n\n# A *title*\n\n# C').title).toBe('A title');
  });
});

describe('ignore comments', () => {
  const ignored = (markdown: string): string[] =>
    extract(markdown)
      .links.filter((link) => link.ignored === true)
      .map(({ href }) => href);

  test('leave out the next line', () => {
    expect(ignored('<!-- audit-links-ignore-next-line -->\n[a](/a) [b](/b)\n[c](/c)')).toEqual(['/a', '/b']);
    expect(ignored('x <!-- audit-links-ignore-next-line --> [a](/a)\n[b](/b)\n[c](/c)')).toEqual(['/b']);
  });

  test('leave out what stands between start and end', () => {
    const markdown =
      '[a](/a)\n\n<!-- audit-links-ignore-start -->\n\n[b](/b)\n\n- <https://x.org>\n\n<!-- audit-links-ignore-end -->\n\n[c](/c)';
    expect(ignored(markdown)).toEqual(['/b', 'https://x.org']);
  });

  test('reach to the end of the document where nothing ends them', () => {
    expect(ignored('[a](/a)\n\n<!-- audit-links-ignore-start -->\n\n[b](/b)')).toEqual(['/b']);
  });

  test('mean nothing in code, and nothing else means them', () => {
    expect(
      ignored('`<!-- audit-links-ignore-start -->` [a](/a)\n\n<!-- audit-links-ignore-start: no -->\n\n[b](/b)'),
    ).toEqual([]);
  });
});

describe('a long document', () => {
  const filler = `${'一段没有链接的文字。'.repeat(60)}\n\n`.repeat(250);
  const hrefs = (markdown: string): string[] => extract(markdown).links.map(({ href }) => href);

  test('of 5 MB is read to its end, with every place exact', () => {
    const section = `## 标题 👍\n\n${'一段比较长的普通文字，没有链接。'.repeat(30)}[链接](/a)，见https://x.org/b。\n\n- 条目 ![图](/c)\n\n`;
    const text = `\uFEFF${section.repeat(Math.ceil(5_000_000 / section.length))}`;
    const { links: found } = extract(text);
    const written = new Set(found.map(({ place }) => text.slice(place.offset, place.endOffset)));
    expect(found).toHaveLength(3 * Math.ceil(5_000_000 / section.length));
    expect([...written]).toEqual(['[链接](/a)', 'https://x.org/b', '![图](/c)']);
    expect(found.at(-1)?.place.line).toBe(text.trimEnd().split('\n').length);
  }, 120_000);

  test('finds the definitions of references that are far away', () => {
    const text = `---\nimage: https://x.org/i\n---\n\n[A b] and [c][d]\n\n[A  B]: /1\n\n${filler}[a b] [x]\n\n[D]: /2\n[unused]: /3\n`;
    expect(hrefs(text)).toEqual(['https://x.org/i', '/1', '/2', '/1', '/3']);
    expect(
      extract(text)
        .links.slice(1)
        .every(({ place }) => text.startsWith('[', place.offset)),
    ).toBe(true);
  });

  test('takes code, comments and front matter for what they are over any length', () => {
    expect(hrefs(`\`\`\`\n[a](/a)\n\n${filler}[b](/b)\n\`\`\`\n\n[c](/c)`)).toEqual(['/c']);
    expect(hrefs(`<!--\n\n${filler}[b](/b)\n\n${filler}-->\n\n[c](/c)`)).toEqual(['/c']);
    expect(hrefs(`${filler}---\n\na: https://x.org\n\n---\n`)).toEqual(['https://x.org']);
  });
});
