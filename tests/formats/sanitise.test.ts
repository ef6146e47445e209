import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSanitiser } from '../../src/formats/sanitise.ts';

const { clean, cleanAddress, cleanLines, jsonText } = createSanitiser();

/** Written out on its own: what a terminal obeys or hides, by code point. */
const dangerous = (text: string): boolean =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0).some(
    (code) =>
      code < 0x20 ||
      (code >= 0x7f && code <= 0x9f) ||
      code === 0x61c ||
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x206f) ||
      code === 0xfeff ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (code >= 0xe0000 && code <= 0xe007f),
  );

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001B',
      '\u0007',
      '\u009B',
      '\u202E',
      '\u2066',
      '\u200B',
      '\u2028',
      '\uD800',
      '\uDC00',
      '\u{E0041}',
    ),
    fc.constantFrom('[', ']', ':', '#', '/', '@', '\n', '\r', '\t', ' ', '%'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('clean', () => {
  test.each([
    ['an escape sequence', 'a\u001B[2Jb', 'a\\u{001B}[2Jb'],
    ['a title that rings', '\u001B]0;x\u0007', '\\u{001B}]0;x\\u{0007}'],
    ['a control of eight bits', '\u009B2J', '\\u{009B}2J'],
    ['text turned round', 'a\u202Egpj.exe', 'a\\u{202E}gpj.exe'],
    ['what has no width', 'pay\u200Bpal\uFEFF', 'pay\\u{200B}pal\\u{FEFF}'],
    ['tags', 'a\u{E0041}', 'a\\u{E0041}'],
    ['half a character', 'a\uD83D', 'a\\u{D83D}'],
    ['line ends that are none', 'a\u2028b', 'a\\u{2028}b'],
    ['line ends and tabs', ' a\r\n\tb', ' a b'],
    ['a workflow command', ' ::error::x', ' \\u{003A}:error::x'],
    ['a workflow command that a line break may bring to a start', 'a  ::error::x', 'a \\u{003A}:error::x'],
    ['a workflow command of old', 'x ##[error]y', 'x ##\\u{005B}error]y'],
    ['commands of other build services', '##vso[a]b ##teamcity[c', '##vso\\u{005B}a]b ##teamcity\\u{005B}c'],
    ['two colons within a word', 'std::string', 'std::string'],
    ['marks in a heap', `e${'\u0301'.repeat(8)}`, `e${'\u0301'.repeat(6)}\\u{0301}\\u{0301}`],
    ['an ordinary Chinese title', '国务院“旧城改造”：全文——é 👍', '国务院“旧城改造”：全文——é 👍'],
  ])('shows %s', (_name, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test('lets nothing through that a terminal obeys or hides', () => {
    fc.assert(fc.property(hostile, (text) => !dangerous(clean(text)) && !dangerous(cleanAddress(text))));
  });

  test('keeps no more than anybody reads', () => {
    expect(clean('::##['.repeat(200_000)).length).toBeLessThan(200_000);
  });
});

describe('secrets of addresses', () => {
  test.each([
    ['https://me:pw@a.example/', 'https://***@a.example/'],
    ['https://a.example/?token=abc&page=2', 'https://a.example/?token=***&page=2'],
    ['https://a.example/?x=1&X-Amz-Signature=abc#top', 'https://a.example/?x=1&X-Amz-Signature=***#top'],
    ['https://a.example/#access_token=abc&state=1', 'https://a.example/#access_token=***&state=1'],
    ['https://a.example/?client_secret=a&api_key=b&code=c', 'https://a.example/?client_secret=***&api_key=***&code=c'],
    [
      'https://a.example/?u=https%3A%2F%2Fme%3Apw%40b.example%3Ftoken%3Dabc',
      'https://a.example/?u=https%3A%2F%2F***%40b.example%3Ftoken%3D***',
    ],
    ['https://a.example/?u=https%3A%2F%2Fme%3Apw%40b.example', 'https://a.example/?u=https%3A%2F%2F***%40b.example'],
    [
      'https://web.archive.org/web/2022/https://me:pw@a.example/',
      'https://web.archive.org/web/2022/https://***@a.example/',
    ],
    [
      'https://a.example/?monkey=1&postcode=2&keyword=3&sigma=4',
      'https://a.example/?monkey=1&postcode=2&keyword=3&sigma=4',
    ],
    ['https://a.example/@me/post', 'https://a.example/@me/post'],
    ['https://a.example, or write to me@b.example', 'https://a.example, or write to me@b.example'],
  ])('%s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test.each([
    ['https:\\\\me:pw@a.example/', 'https:\\\\***@a.example/'],
    ['https:me:pw@a.example/', 'https:***@a.example/'],
    ['//me:pw@a.example/', '//***@a.example/'],
    ['https://me:p w@a.example/', 'https://***@a.example/'],
    ['ht\ntps://me:p@w@a.example/', 'https://***@a.example/'],
    ['mailto:me@a.example', 'mailto:me@a.example'],
    ['../me@a', '../me@a'],
  ])('however oddly written: %j', (address, expected) => {
    expect(cleanAddress(address)).toBe(expected);
  });
});

/** What secrets of addresses are made of, and secrets of our own that JSON and addresses write otherwise. */
const ours = ['kept "close"', 'back\\slash', 'new pass'];
const secretive = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...ours, ...ours.map(encodeURIComponent), 'https://', 'https%3A%2F%2F', '?', '&', '#', '%26', ';'),
    fc.constantFrom('@', '%40', '=', '%3D', '%3d', ':', '/', ' ', '"', '\\', '\n', 'a', '_', '-', '.', '\uD83D'),
    fc.constantFrom('token', 'Password', 'sig', 'JWT', 'api_key', 'auth', 'key', 'X-Amz-', 'awsaccesskeyid', 'monkey'),
  ),
});

describe('what a quick look at a text leaves out', () => {
  test('is nothing that would be hidden', () => {
    // An `@` makes every text one that has to be looked at closely.
    const { hidden } = createSanitiser();
    fc.assert(fc.property(secretive, (text) => hidden(text) === hidden(`@ ${text}`).slice(2)));
  });

  test.each([['no secrets', []] as const, ['secrets of our own', ours] as const])(
    'is nothing that would be hidden in JSON: %s',
    (_name, secrets) => {
      const sanitiser = createSanitiser(secrets);
      fc.assert(
        fc.property(fc.array(secretive, { maxLength: 3 }), (texts) => {
          const safe = texts.map(sanitiser.hidden);
          expect(JSON.parse(sanitiser.jsonText({ texts }))).toEqual({ texts: safe });
          expect(JSON.parse(sanitiser.jsonLine({ texts }))).toEqual({ texts: safe });
        }),
      );
    },
  );

  test('is no half of a character that a secret ends with', () => {
    expect(createSanitiser(['half of \uD83D']).jsonText({ a: 'half of \u{1F44D}' })).not.toContain('half');
  });
});

describe('jsonText', () => {
  test('is clean as bytes and the same as data', () => {
    fc.assert(
      fc.property(fc.array(hostile.filter((text) => !/[@=]|%40/.test(text))), (data) => {
        const text = jsonText({ data });
        expect(dangerous(text.replaceAll('\n', ''))).toBe(false);
        expect(JSON.parse(text)).toEqual({ data });
      }),
    );
  });

  test('holds no command of a build service', () => {
    const text = jsonText({ a: '##[error]b', b: ['##vso[c]'] });
    expect(text).not.toMatch(/##\w*\[/);
    expect(JSON.parse(text)).toEqual({ a: '##[error]b', b: ['##vso[c]'] });
  });

  test('carries no unprintable character raw, whichever it is', () => {
    const units = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));
    const raw = units.filter((unit) => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(jsonText(unit)));
    expect(raw).toEqual([]);
  });

  test('redacts every text in it', () => {
    expect(jsonText({ a: [{ b: 'see https://me:pw@a.example/' }] })).not.toContain('pw');
  });
});

test('cleanLines keeps a layout of our own', () => {
  expect(cleanLines('Usage:\r\n  -a  b\u001B[2J\n\n ::error::x')).toBe(
    'Usage:\n  -a  b\\u{001B}[2J\n\n \\u{003A}:error::x',
  );
});
