import { stripVTControlCharacters } from 'node:util';
import headless from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import type { Surface } from '../../src/formats/format.ts';
import { pretty } from '../../src/formats/pretty.ts';
import type { CitedLink, Report } from '../../src/model/report.ts';
import { archived, archiveSaid, article, capture, cited, originalOf, reportOf, targetOf } from './sample-report.ts';

const shown = (report: Report, surface: Partial<Surface> = {}): string =>
  [...pretty(report, { columns: 100, colour: 0, verbose: false, quiet: false, ...surface })].join('');

const url = 'https://a.example/b';
const dead = (...links: readonly [CitedLink, ...CitedLink[]]) =>
  targetOf(url, 'dead', 'gone', { outlook: 'lost', archive: archiveSaid('none'), why: '410', links });
const alive = (more: Partial<CitedLink> = {}) =>
  targetOf(`${url}/alive`, 'alive', 'ok', { outlook: 'unchecked', links: [cited(url, more)] });

describe('pretty', () => {
  test('says what is wrong first, then the sums, then what to do', () => {
    expect(shown(reportOf([article[0]!, article[3]!, article[6]!, article[11]!]))).toMatchInlineSnapshot(`
      "posts/2022-01-06-城市更新的十年.md   cited 2022-01-06 by its front matter, 5 links

          line   status   reason         archive     days  text
        ✗ 18:42  dead     not-found 404  2022-01-14  +8d   国务院“旧城改造”文件——全文
                 http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm
                 why   404 to GET, twice
                 fix   https://web.archive.org/web/20220114081500/http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm
        ! 25:10  suspect  soft-404       2022-01-05  -1d   公众号长文
                 https://mp.example/s/AbCdEf
                 why   the page says "该内容已被发布者删除"
                 fix   https://web.archive.org/web/20220105081500/https://mp.example/s/AbCdEf
        ? 44:3   unsure   blocked 403    2022-01-27  +21d  知乎回答（需登录）
                 https://www.zhihu.example/question/1/answer/2
                 why   403 to GET: no proof of death, and never fails the run
                 copy  https://web.archive.org/web/20220127081500/https://www.zhihu.example/question/1/answer/2

        ✓ 2 links alive, 2 with a capture, 2 of them within 30 days of the citation

      seen     5 links, 4 targets, 4 hosts, 1 document, in 12.4 s
      status   1 dead  1 suspect  0 moved  1 unsure  1 alive  0 skipped
      outlook  1 safe  3 recoverable  0 at risk  0 lost  0 unchecked
      fails    1 dead-link
      next     put in the 2 fixes above (--fix writes 2); open 1 unsure target in a browser
      "
    `);
  });

  test('says how much of it is not of this moment', () => {
    const [first, ...others] = article;
    const earlier = { ...first!, observation: { ...first!.observation!, from: 'cache' as const } };
    expect(shown(reportOf([earlier, ...others]), { columns: 200 })).toContain(
      '; 1 target as seen by an earlier run (see --max-age)',
    );
    expect(shown(reportOf(article))).not.toContain('an earlier run');
  });

  test('sets the cells one after the other where there is no room for columns', () => {
    expect(shown(reportOf([article[0]!]), { columns: 40 })).toMatchInlineSnapshot(`
      "posts/2022-01-06-城市更新的十年.md
        cited 2022-01-06 by its front matter,
        1 link

      ✗ 18:42  dead  not-found 404  2022-01-14
        +8d
        国务院“旧城改造”文件——全文
        http://www.gov.example/zwg..._1234.htm
        why   404 to GET, twice
        fix   https://web.archive.org/web/20220114081500/http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm

      seen     1 link, 1 target, 1 host, 1
               document, in 12.4 s
      status   1 dead  0 suspect  0 moved
               0 unsure  0 alive  0 skipped
      outlook  0 safe  1 recoverable
               0 at risk  0 lost  0 unchecked
      fails    1 dead-link
      next     put in the fix above (--fix
               writes 1)
      "
    `);
  });

  test('says in words which day was doubted', () => {
    const [document] = shown(
      reportOf([alive()], {
        documents: [
          {
            path: 'a.md',
            cited: { date: '2022-01-06', basis: 'links', doubted: { date: '2021-01-06', basis: 'text' } },
            links: 1,
          },
        ],
      }),
    ).split('\n');
    expect(document).toBe('a.md   cited 2022-01-06 by the dates in its links (not 2021-01-06 by a dated line)');
  });

  test('lists links without a verdict', () => {
    expect(shown(reportOf([article[2]!, article[11]!], { mode: 'list', findings: [] }))).toMatchInlineSnapshot(`
      "posts/2022-01-06-城市更新的十年.md   cited 2022-01-06 by its front matter, 2 links, 1 image

          line  kind   written  left out   text
          12:3  link   inline              Urban Renewal in China
                https://doi.example/10.1000/182
          40:1  image  inline   malformed  图 2：规划示意图
                https:///plan.jpg
          60:3  link   inline              same paper
                https://doi.example/10.1000/182

      3 links, 2 targets, 1 host, 1 document
      "
    `);
  });

  test('counts the documents that need nothing', () => {
    const report = reportOf([dead(cited(url, { path: 'a.md' })), alive({ path: 'b.md' }), alive({ path: 'c.md' })]);
    expect(shown(report)).toContain('✓ 2 documents with nothing to report');
    expect(shown(report)).not.toContain('b.md');
  });

  test('says why a document could not be read', () => {
    const problem = { code: 'not-utf-8', detail: 'Save it as UTF-8.' } as const;
    const report = reportOf([], { documents: [{ path: 'big5.md', links: 0, problem }] });
    expect(shown(report)).toMatch(/^big5\.md .*\n {2}✗ not-utf-8: Save it as UTF-8\.\n/);
  });

  test('says of an unsure link that it fails nobody, unless it does', () => {
    const report = reportOf([targetOf(url, 'unsure', 'blocked', { outlook: 'unchecked' })]);
    expect(shown(report)).toContain('never fails the run');
    expect(shown(report)).toContain('fails    nothing');
    const strict = shown(report, { fails: () => true });
    expect(strict).not.toContain('never fails the run');
    expect(strict).toContain('fails    1 unsure-link');
  });

  test('lists what is alive when asked to be verbose', () => {
    expect(shown(reportOf([alive({ text: 'still here' })]))).not.toContain('still here');
    expect(shown(reportOf([alive({ text: 'still here' })]), { verbose: true })).toContain('still here');
  });

  test('has the citation with its capture to paste when asked to be verbose, and the state of its original', () => {
    const copy = 'https://www.webcitation.org/5abc?url=https://a.example/b';
    const target = { type: 'web', url: copy, archived: { archive: 'webcite', url } } as const;
    const report = reportOf([
      targetOf(copy, 'alive', 'ok', {
        target,
        outlook: 'safe',
        archive: archived(capture(url, '2022-01-07')),
        original: originalOf(url, 'dead', 'not-found'),
        links: [cited(copy, { text: '</a> [x]' })],
      }),
    ]);
    const lines = shown(report, { verbose: true, columns: 20 })
      .split('\n')
      .map((line) => line.trim());
    const at = 'https://web.archive.org/web/20220107081500/https://a.example/b';
    expect(lines).toEqual(
      expect.arrayContaining([
        'original: dead, not-found',
        `fix   ${at}`,
        `md    [\\</a\\> \\[x\\]](${at})`,
        `html  <a href="${at}" data-originalurl="${url}" data-versionurl="${at}" data-versiondate="2022-01-07">&lt;/a&gt; [x]</a>`,
        `wiki  |archive-url=${at} |archive-date=2022-01-07 |url-status=dead`,
      ]),
    );
    expect(shown(report)).not.toMatch(/^ *(?:md|html|wiki) /m);
    expect(shown(report)).toContain('original: dead, not-found');
  });

  test('shows problems only when asked to be quiet, and nothing where there are none', () => {
    expect(shown(reportOf([alive()]), { quiet: true })).toBe('');
    const some = shown(reportOf(article), { quiet: true });
    expect(some).toContain('not-found');
    expect(some).not.toMatch(/unsure|moved|outlook|✓/);
  });

  test('tells of an interruption and of notices', () => {
    const text = shown(reportOf([alive()], { complete: false, notices: ['wayback \u001B[2Jrests'] }));
    expect(text).toContain('note     wayback \\u{001B}[2Jrests');
    expect(text).toContain('note     interrupted');
  });

  test('prints what is to be pasted whole, and the host of an address whole, in any width', () => {
    for (const columns of [20, 40, 80]) {
      const text = shown(reportOf(article), { columns });
      expect(text).toContain(
        'fix   https://web.archive.org/web/20220114081500/http://www.gov.example/zwgk/2009-03/12/guanyu-jiucheng-gaizao/content_1234.htm\n',
      );
      expect(text).toContain('http://www.gov.example/');
    }
  });

  test('shows the name that the network knows beside one in other letters', () => {
    expect(shown(reportOf(article), { verbose: true })).toContain('https://例子.测试/ (xn--fsqu00a.xn--0zwm56d)');
  });

  test('tells when a signed address stops working, and has its copy ready', () => {
    const signed = 'https://a.example/b?Expires=1780000000&Key-Pair-Id=K&Signature=abc';
    const target = targetOf(signed, 'alive', 'ok', { outlook: 'safe', archive: archived(capture(url, '2022-01-07')) });
    expect(shown(reportOf([target]))).toMatch(
      /why {3}the address is signed, and stops working on 2026-05-28\n +copy {2}https:\/\/web.archive.org\/web\/\d+\/https:\/\/a.example\/b\n/,
    );
  });

  test('prints no password', () => {
    expect(shown(reportOf(article), { verbose: true })).not.toContain('hunter2');
  });

  test('is the same text for the same report, and the same words in colour', () => {
    expect(shown(reportOf(article))).toBe(shown(structuredClone(reportOf(article))));
    const coloured = shown(reportOf(article), { colour: 1 });
    expect(coloured).not.toBe(shown(reportOf(article)));
    expect(stripVTControlCharacters(coloured)).toBe(shown(reportOf(article)));
  });

  test('takes widths that no terminal has', () => {
    for (const columns of [0, 1, 7, 20, 500]) expect(shown(reportOf(article), { columns })).not.toBe('');
  });

  test('lets no stranger write to the terminal', () => {
    const evil = '\u001B]0;owned\u0007\u009B2J\u202E\u2028\r\n::error::\u{E0041}';
    const report = reportOf(
      [
        targetOf(`https://a.example/${evil}`, 'suspect', 'parked', {
          target: { type: 'malformed', url: evil, problem: evil, repair: evil },
          outlook: 'unchecked',
          archive: archiveSaid('unknown', evil),
          why: evil,
          links: [cited(evil, { text: evil, path: `${evil}.md`, heading: [evil] })],
        }),
      ],
      { notices: [evil] },
    );
    for (const verbose of [false, true]) {
      const text = shown(report, { verbose });
      expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
      expect(text).not.toMatch(/^\s*::/m);
    }
  });
});

describe('on a terminal', () => {
  /** The lines as a terminal shows them, and the columns where its cells begin: wide characters take two. */
  async function drawn(text: string, columns: number) {
    const terminal = new headless.Terminal({ cols: columns, rows: 200, allowProposedApi: true, convertEol: true });
    await new Promise<void>((resolve) => terminal.write(text, resolve));
    const buffer = terminal.buffer.active;
    return Array.from({ length: buffer.length }, (_, row) => {
      const line = buffer.getLine(row);
      const cell = (column: number): string => line?.getCell(column)?.getChars() ?? '';
      return { text: line?.translateToString(true) ?? '', broken: line?.isWrapped === true, cell };
    });
  }
  const isRow = ({ text }: { text: string }): boolean => /^ {2}[✗!?✓-] \d/.test(text);

  test.each([80, 100, 120, 200])('every cell begins under its title at %i columns', async (columns) => {
    const lines = await drawn(shown(reportOf(article), { columns, colour: 1, verbose: true }), columns);
    const titles = lines.find(({ text }) => /^ +line +status/.test(text));
    const starts = ['status', 'reason', 'archive', 'text'].map((title) => titles?.text.indexOf(title) ?? -1);
    expect(starts).not.toContain(-1);
    const rows = lines.filter(isRow);
    expect(rows).toHaveLength(15);
    for (const row of rows) {
      for (const start of starts) {
        expect(row.cell(start), row.text).toMatch(/\S/);
        expect(row.cell(start - 1), row.text).toMatch(/^\s?$/);
      }
    }
  });

  test.each([40, 80, 100, 200])('breaks no line but what is to be pasted at %i columns', async (columns) => {
    const lines = await drawn(shown(reportOf(article), { columns, colour: 1 }), columns);
    const broken = lines.filter((_, index) => lines[index + 1]?.broken === true).map(({ text }) => text.trim());
    for (const text of broken) expect(text).toMatch(/^(?:fix|copy) |^[!-~]+$/);
  });
});
