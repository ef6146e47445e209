import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { pasteOf, pasteParts } from '../../src/findings/paste.ts';
import type { PasteParts } from '../../src/model/finding.ts';
import type { Reason, Status } from '../../src/model/reasons.ts';
import type { ReportTarget } from '../../src/model/report.ts';
import { archived, archiveSaid, capture, cited, targetOf } from '../formats/sample-report.ts';

const url = 'https://a.example/b';
const copy = 'https://web.archive.org/web/20220107081500/https://a.example/b';
const parts: PasteParts = {
  kind: 'link',
  text: 'a link',
  original: url,
  capture: copy,
  capturedOn: '2022-01-07',
  urlStatus: 'dead',
};
const written = (more: Partial<PasteParts> = {}) => pasteOf({ ...parts, ...more });
const recovered = (status: Status, reason: Reason, more: Partial<ReportTarget> = {}): ReportTarget => ({
  ...targetOf(url, status, reason, { archive: archived(capture(url, '2022-01-07')) }),
  ...more,
});

test('a dead link, as an author would write it with its capture', () => {
  const target = recovered('dead', 'gone');
  const found = pasteParts(cited(url), target);
  expect(found && pasteOf(found)).toEqual({
    markdown: `[a link](${copy})`,
    robustLink: `<a href="${copy}" data-originalurl="${url}" data-versionurl="${copy}" data-versiondate="2022-01-07">a link</a>`,
    wikipedia: `|archive-url=${copy} |archive-date=2022-01-07 |url-status=dead`,
  });
});

test('nothing, where no capture is of use', () => {
  expect(pasteParts(cited(url), { ...recovered('dead', 'gone'), archive: archiveSaid('none') })).toBeUndefined();
});

test('an image is itself, without the banner of the archive', () => {
  expect(written({ kind: 'image', text: 'a chart' })?.markdown).toBe(
    '![a chart](https://web.archive.org/web/20220107081500im_/https://a.example/b)',
  );
  expect(written({ kind: 'image', text: '' })?.markdown).toMatch(/^!\[\]\(/);
});

test('a link without a text shows the original address', () => {
  expect(written({ text: ' \n ' })?.markdown).toBe(`[${url}](${copy})`);
  expect(written({ text: '' })?.robustLink).toMatch(/>https:\/\/a\.example\/b<\/a>$/);
});

test('what stands behind # stays, in both addresses', () => {
  const found = pasteParts(cited(`${url}#part`, { fragment: 'part' }), recovered('dead', 'gone'));
  expect([found?.original, found?.capture]).toEqual([`${url}#part`, `${copy}#part`]);
});

test('readers are led to the original while it may live', () => {
  const href = (urlStatus: PasteParts['urlStatus']) =>
    /href="([^"]*)"/.exec(written({ urlStatus })?.robustLink ?? '')?.[1];
  expect((['live', 'bot: unknown', 'dead', 'usurped', 'deviated'] as const).map(href)).toEqual([
    url,
    url,
    copy,
    copy,
    copy,
  ]);
});

describe('Wikipedia is told', () => {
  test.each<[Status, Reason, string]>([
    ['alive', 'insecure', 'live'],
    ['moved', 'permanent-redirect', 'live'],
    ['dead', 'not-found', 'dead'],
    ['dead', 'soft-404', 'dead'],
    ['dead', 'usurped', 'usurped'],
    ['suspect', 'parked', 'usurped'],
    ['suspect', 'drifted', 'deviated'],
    ['suspect', 'soft-404', 'bot: unknown'],
    ['unsure', 'blocked', 'bot: unknown'],
    ['unsure', 'timeout', 'bot: unknown'],
  ])('%s by %s as “%s”', (status, reason, expected) => {
    expect(pasteParts(cited(url), recovered(status, reason))?.urlStatus).toBe(expected);
  });

  test('of the original, where a copy was cited', () => {
    const archivedAt = { archive: 'webcite', url };
    const target = {
      type: 'web',
      url: 'https://www.webcitation.org/5abc?url=https://a.example/b',
      archived: archivedAt,
    } as const;
    const verdict = { status: 'alive', reason: 'ok', evidence: [{ code: 'served', detail: '' }] } as const;
    const known = pasteParts(cited(target.url), recovered('dead', 'not-found', { target, original: { url, verdict } }));
    expect([known?.original, known?.urlStatus]).toEqual([url, 'live']);
    expect(pasteParts(cited(target.url), recovered('dead', 'not-found', { target }))?.urlStatus).toBe('bot: unknown');
  });
});

test.each([
  ['a pipe and brackets', 'https://a.example/b|c?x=[1]&y={{2}}', 'https://a.example/b%7Cc?x=%5B1%5D&y=%7B%7B2%7D%7D'],
  ['quotes', `https://a.example/''b''?x="1"`, 'https://a.example/%27%27b%27%27?x=%221%22'],
  ['a signature', 'https://a.example/~~~~', 'https://a.example/%7E%7E%7E~'],
  ['a space and a line break', 'https://a.example/b c\n', 'https://a.example/b%20c'],
])('an address with %s ends no parameter of a template', (_, address, expected) => {
  const found = written({ capture: address })?.wikipedia ?? '';
  expect(found).toBe(`|archive-url=${expected} |archive-date=2022-01-07 |url-status=dead`);
});

test('round brackets are kept as they are, and need no balance', () => {
  expect(written({ capture: 'https://a.example/Foo_(bar' })?.markdown).toBe('[a link](<https://a.example/Foo_(bar>)');
});

test('an address in brackets stays one', () => {
  expect(written({ capture: 'http://[::1]/a[b]' })?.markdown).toBe('[a link](http://[::1]/a%5Bb%5D)');
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'not an address', 'ftp://a.example/'])(
  '%s is nothing to paste',
  (address) => {
    expect(written({ capture: address })).toBeUndefined();
    expect(written({ original: address })).toBeUndefined();
  },
);

describe('whatever a stranger’s text says', () => {
  const hostile = [
    '</a><script>alert(1)</script>',
    '" onclick="x',
    ']( https://evil.example )',
    '[inner](https://evil.example)',
    '![x](https://evil.example)',
    '`code` **bold** _em_ ~~gone~~ &amp; <b>',
    'line\n\n# heading\r\n- item',
    '\u202Egnp.exe\u2066 \u0007\u001B[31m',
    '\\] \\',
    '| cell | {{template}} $math$ {jsx}',
    'https://other.example/x www.other.example me@other.example',
    'دوستت\u200Cدارم 👩\u200D🚀',
  ];
  /** What is left of it in one line. */
  const plain = (text: string) =>
    text
      .replace(/(?![\s\u200c\u200d])\p{C}/gu, '')
      .replace(/\s+/gu, ' ')
      .trim();
  const texts = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: fc.constantFrom(...Array.from('ab中 \\`*_[]<>&~|!$^{}()"\'#@:/.\n')), maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const addresses = fc
    .string({ unit: fc.constantFrom(...Array.from('ab0/?&=;#()[]{}<>"\'|`\\*_~ ^%')), maxLength: 25 })
    .map((rest) => `https://web.archive.org/web/20220107081500/https://a.example/${rest}`);
  // A final slash more or less, `%7C` or `|`: the same address.
  const same = (address: string) => decodeURIComponentSafely(new URL(address).href);

  test('Markdown holds one link, with that text, to that address', async () => {
    await fc.assert(
      fc.asyncProperty(texts, addresses, async (text, address) => {
        const { markdown = '' } = written({ text, capture: address }) ?? {};
        const { links } = extract(`Before ${markdown} after`);
        expect(links.map(({ kind, syntax }) => `${kind} ${syntax}`)).toEqual(['link inline']);
        expect(same(links[0]?.href ?? '')).toBe(same(address));
        expect(plain(links[0]?.text ?? '')).toBe(plain(text) === '' ? url : plain(text));
      }),
      { numRuns: 400 },
    );
  });

  test('HTML holds one link, with nothing in it but that text', () => {
    fc.assert(
      fc.property(texts, addresses, (text, address) => {
        const { robustLink = '' } = written({ text, capture: address }) ?? {};
        const { document } = parseHTML(`<body>${robustLink}</body>`);
        const [link, ...others] = document
          .querySelectorAll('*')
          .filter(({ localName }: { localName: string }) => !/^(?:html|head|body)$/.test(localName));
        expect([link?.localName, others.length]).toEqual(['a', 0]);
        expect(link?.getAttributeNames()).toEqual(['href', 'data-originalurl', 'data-versionurl', 'data-versiondate']);
        expect(same(link?.getAttribute('data-versionurl') ?? '')).toBe(same(address));
        expect(link?.textContent).toBe(plain(text) === '' ? url : plain(text));
      }),
      { numRuns: 400 },
    );
  });

  test('a template gets three parameters', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const { wikipedia = '' } = written({ capture: address }) ?? {};
        expect(wikipedia).toMatch(/^\|archive-url=[^\s|[\]{}<>"']+ \|archive-date=2022-01-07 \|url-status=dead$/);
      }),
    );
  });
});

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%(?:22|27|3C|3E|5B|5C|5D|5E|60|7B|7C|7D)/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
  }
}
