import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import type { Wish } from '../../src/fix/edits.ts';
import { fixText } from '../../src/fix/fix-text.ts';
import type { Link } from '../../src/model/link.ts';

const linksOf = async (text: string): Promise<readonly Link[]> => extract(text).links;

/** Fixes every link whose address has a replacement. */
const fix = (text: string, replacements: Readonly<Record<string, string>>) =>
  fixText(
    text,
    wishesFor(text, (href) => replacements[href]),
    linksOf,
  );

const wishesFor = (text: string, replacement: (href: string) => string | undefined): readonly Wish[] =>
  extract(text).links.flatMap((link) => {
    const address = replacement(link.href);
    return address === undefined || address === link.href || link.ignored ? [] : [{ link, address }];
  });

const old = 'https://old.test/a';

test.each<[string, string, string, string]>([
  ['an inline link', `[t](${old} "title")`, 'https://new.test/b', '[t](https://new.test/b "title")'],
  ['pairs of parentheses', `[t](${old})`, 'https://new.test/a_(b)', '[t](https://new.test/a_(b))'],
  ['a single parenthesis', `[t](${old})`, 'https://new.test/a)b', String.raw`[t](https://new.test/a\)b)`],
  [
    'what looks like a reference',
    `[t](${old})`,
    'https://new.test/?a&copy;b',
    String.raw`[t](https://new.test/?a\&copy;b)`,
  ],
  ['a backslash', `[t](<${old}>)`, String.raw`https://new.test/?a\_b`, String.raw`[t](<https://new.test/?a\\_b>)`],
  ['angle brackets', `[t](<${old}>)`, 'https://new.test/?<b>', String.raw`[t](<https://new.test/?\<b\>>)`],
  [
    'the cell of a table',
    `| a |\n|---|\n| [t](${old}) |\n`,
    'https://new.test/?a|b',
    '| a |\n|---|\n| [t](https://new.test/?a\\|b) |\n',
  ],
  ['an autolink', `<${old}>`, 'https://new.test/?a=1&b=2', '<https://new.test/?a=1&b=2>'],
  ['a bare address', `See ${old}.`, 'https://new.test/b', 'See https://new.test/b.'],
  [
    'a bare address with what looks like a reference',
    `See ${old}, ok`,
    'https://new.test/?a&lt;b',
    'See https://new.test/?a&amp;lt;b, ok',
  ],
  [
    'an attribute',
    `<a href='${old}'>t</a>`,
    "https://new.test/?a=1&b='",
    "<a href='https://new.test/?a=1&amp;b=&#39;'>t</a>",
  ],
  [
    'an attribute without quotes',
    `<div>\n<img src=${old}>\n</div>`,
    'https://new.test/?a=1',
    '<div>\n<img src=https://new.test/?a&#61;1>\n</div>',
  ],
  [
    'one of a srcset',
    `<img srcset="${old} 1x, https://x.test/ 2x">`,
    'https://new.test/b',
    '<img srcset="https://new.test/b 1x, https://x.test/ 2x">',
  ],
  [
    'YAML in quotes',
    `---\na: "${old}"\nb: 'x'\n---\n`,
    String.raw`https://new.test/?"\b`,
    '---\na: "https://new.test/?\\"\\\\b"\nb: \'x\'\n---\n',
  ],
  ['TOML', `+++\na = '${old}' # note\n+++\n`, 'https://new.test/b', "+++\na = 'https://new.test/b' # note\n+++\n"],
  [
    'a definition that links share',
    `[a][r] ![b][r]\r\n\r\n[r]: ${old}  \r\n`,
    'https://new.test/b',
    '[a][r] ![b][r]\r\n\r\n[r]: https://new.test/b  \r\n',
  ],
  [
    'a byte order mark and line ends',
    `\uFEFF[t](${old})  \r\n`,
    'https://new.test/b',
    '\uFEFF[t](https://new.test/b)  \r\n',
  ],
])('%s keeps all but its address', async (_, text, address, expected) => {
  const { text: fixed, refused } = await fix(text, { [old]: address });
  expect(fixed).toBe(expected);
  expect(refused).toEqual([]);
});

const harm = 'The new address can’t be written there without changing more than the address.';

test.each<[string, string, string, string]>([
  ['a bare address that would lose its end', `See ${old} now`, 'https://new.test/b.', harm],
  ['an autolink with a bracket', `<${old}>`, 'https://new.test/?>', harm],
  ['an autolink that would part a table', `| a |\n|---|\n| <${old}> |\n`, 'https://new.test/?a|b', harm],
  ['plain YAML that would end early', `---\na: [${old}]\n---\n`, 'https://new.test/?a,b', harm],
  ['a literal in TOML', `+++\na = '${old}'\n+++\n`, "https://new.test/?'", harm],
  ['a template', `[t](${old})`, 'https://new.test/{{b}}', harm],
  ['an address with a space', `[t](${old})`, 'https://new.test/a b', 'The new address is not one of the web.'],
  ['another scheme', `[t](${old})`, 'javascript:alert(1)', 'The new address is not one of the web.'],
  ['a password', `[t](${old})`, 'https://u:p@new.test/', 'The new address carries a user name or password.'],
  [
    'an address in two pieces',
    '<a href="https://old.test/\n> a">t</a>'.replace(/^/, '> '),
    'https://new.test/',
    'Its address does not stand in the document in one piece.',
  ],
  [
    'the definition of a link that is to be left alone',
    `[a][r]\n\n<!-- audit-links-ignore-next-line -->\n[b][r]\n\n[r]: ${old}\n`,
    'https://new.test/',
    'A link that the document asks to leave alone has the same definition.',
  ],
])('%s is refused, and the others are not', async (_, text, address, why) => {
  const [link] = extract(text).links;
  const whole = `${text}\n\n[other](https://other.test/)\n`;
  const { text: fixed, refused } = await fix(whole, {
    [link?.href ?? '']: address,
    'https://other.test/': 'https://new.test/other',
  });
  expect(fixed).toBe(`${text}\n\n[other](https://new.test/other)\n`);
  expect(refused.map((refusal) => refusal.why)).toEqual([why]);
});

test('a document that no reading finds as meant is given up in the end', async () => {
  const text = Array.from({ length: 500 }, (_, index) => `<https://old.test/${index}>`).join('\n');
  const links = extract(text).links;
  let readings = 0;
  const { text: fixed, refused } = await fixText(
    text,
    wishesFor(text, (href) => `${href}b`),
    async (read) => {
      readings += 1;
      return read === text ? links : undefined;
    },
  );
  expect(fixed).toBe(text);
  expect(refused).toHaveLength(500);
  expect(readings).toBe(201);
});

test('links with one definition and two wishes are refused both', async () => {
  const text = `[a][r] [b][r]\n\n[r]: ${old}\n`;
  const wishes = extract(text).links.map((link, index) => ({ link, address: `https://new.test/${index}` }));
  const { text: fixed, refused } = await fixText(text, wishes, linksOf);
  expect(fixed).toBe(text);
  expect(refused).toHaveLength(2);
});

/** An address as documents and servers have them, signs and scripts of all kinds among it. */
const address = fc
  .tuple(
    fc.constantFrom('https://a.test/', 'http://b.test/x/', 'https://web.archive.org/web/20220106000000/http://c.test/'),
    fc.array(fc.constantFrom(..."abc019/?&=#%()[]_*~.,;:!|'-+".split(''), '&amp;', '&copy;', '%20', 'é', '中', '\\'), {
      maxLength: 8,
    }),
  )
  .map(([start, rest]) => start + rest.join(''));
const plain = fc.constantFrom('a', 'b', 'c', 'd').map((name) => `https://old.test/${name}`);
const word = fc.constantFrom('word', '中文', '*strong*', '`code`', '&amp;', 'a_b', '\\*', '😀');

const block = (eol: string) =>
  fc
    .tuple(plain, plain, word, fc.nat(999))
    .chain(([one, two, said, id]) =>
      fc.constantFrom(
        `${said} [${said}](${one}) and [b](<${two}> "t") ${said}`,
        `> quoted [${said}](${one}${eol}> "title") ${said}  ${eol}> ![i](${two})`,
        `- item <${one}>${eol}- see ${two}, ${said}`,
        `见${one}。${said}`,
        `[${said}][r${id}] and [r${id}] ![x][r${id}]${eol}${eol}[r${id}]: ${one} 't'`,
        `[unused${id}]: <${two}>`,
        `[![${said}](${one})](${two})`,
        `| a | b |${eol}|---|---|${eol}| [x](${one}) | ${two} |`,
        `<a href="${one}">x</a> <img src='${two}' srcset="${one} 1x, ${two} 2x">`,
        `<div>${eol}<img src=${one}>${eol}</div>`,
        `<!-- audit-links-ignore-next-line -->${eol}[left alone](${one})`,
        `# Heading ${one}`,
      ),
    );

const document = fc
  .record({ eol: fc.constantFrom('\n', '\r\n'), bom: fc.boolean(), front: fc.nat(2), end: fc.boolean() })
  .chain(({ eol, bom, front, end }) =>
    fc.tuple(fc.array(block(eol), { minLength: 1, maxLength: 6 }), plain).map(([blocks, link]) => {
      const head = [
        '',
        `---${eol}a: ${link}${eol}b: "${link}"${eol}---${eol}`,
        `+++${eol}a = '${link}'${eol}+++${eol}`,
      ];
      return `${bom ? '\uFEFF' : ''}${head[front]}${blocks.join(eol + eol)}${end ? eol : ''}`;
    }),
  );

test('of 1,000 documents only the bytes that are meant change, and a second time none', async () => {
  let [granted, refusals] = [0, 0];
  await fc.assert(
    fc.asyncProperty(document, fc.array(address, { minLength: 4, maxLength: 4 }), async (text, replacements) => {
      const before = extract(text).links;
      const wanted = new Map(
        ['a', 'b', 'c', 'd'].map((name, index) => [`https://old.test/${name}`, replacements[index] ?? '']),
      );
      const {
        text: after,
        fixed,
        refused,
      } = await fixText(
        text,
        wishesFor(text, (href) => wanted.get(href)),
        linksOf,
      );
      granted += fixed.length;
      refusals += refused.length;
      const isFixed = new Set(fixed.map(({ link }) => `${link.place.offset} ${link.address?.offset}`));
      const spans = new Map(fixed.map(({ link }) => [link.address?.offset ?? 0, link.address?.endOffset ?? 0]));

      // What stands between the addresses is the same, byte for byte.
      const links = extract(after).links;
      expect(
        kept(
          after,
          links.filter((_, index) => spans.has(before[index]?.address?.offset ?? -1)),
        ),
      ).toEqual(
        kept(
          text,
          fixed.map(({ link }) => link),
        ),
      );
      // Every link is as it was, but for the addresses that were meant.
      expect(links.map(({ kind, syntax, href }) => ({ kind, syntax, href }))).toEqual(
        before.map(({ kind, syntax, href, place, address: span }) => {
          return { kind, syntax, href: isFixed.has(`${place.offset} ${span?.offset}`) ? wanted.get(href) : href };
        }),
      );
      // Each wish is either granted or refused.
      expect(fixed.length + refused.length).toBe(wishesFor(text, (href) => wanted.get(href)).length);
      // The address of each link is its own bytes; and there is nothing left to do but what was refused.
      const again = await fixText(
        after,
        wishesFor(after, (href) => wanted.get(href)),
        linksOf,
      );
      expect(again.text).toBe(after);
    }),
    { numRuns: 1000 },
  );
  // The property is empty where nothing is granted.
  expect(granted).toBeGreaterThan(refusals);
}, 120_000);

/** What stands between the addresses of links. */
function kept(text: string, links: readonly Link[]): readonly string[] {
  const spans = new Map(links.flatMap(({ address: span }) => (span ? [[span.offset, span.endOffset] as const] : [])));
  const pieces: string[] = [];
  let done = 0;
  for (const [from, to] of [...spans].toSorted(([a], [b]) => a - b)) {
    pieces.push(text.slice(done, from));
    done = to;
  }
  return [...pieces, text.slice(done)];
}
