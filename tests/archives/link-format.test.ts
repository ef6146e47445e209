import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLinks, type WebLink } from '../../src/archives/link-format.ts';

const day = 'Tue, 20 Jun 2000 18:02:59 GMT';

test.each<[name: string, text: string, links: readonly WebLink[]]>([
  ['nothing', '', []],
  ['one link', '<https://a.test/>; rel="original"', [{ url: 'https://a.test/', rel: ['original'] }]],
  [
    'commas in addresses and dates',
    `<https://a.test/b,c?d=1,2>; rel="memento"; datetime="${day}", <https://b.test/>; rel=timegate`,
    [
      { url: 'https://a.test/b,c?d=1,2', rel: ['memento'], datetime: day },
      { url: 'https://b.test/', rel: ['timegate'] },
    ],
  ],
  [
    'several relations in one, in any case',
    `<m:1>; REL="First LAST  memento"; datetime="${day}"`,
    [{ url: 'm:1', rel: ['first', 'last', 'memento'], datetime: day }],
  ],
  [
    'the span and the type of a TimeMap',
    `<t:1>\n ; rel="self";type="application/link-format" ; from="${day}";until="${day}"`,
    [{ url: 't:1', rel: ['self'], type: 'application/link-format', from: day, until: day }],
  ],
  ['the first parameter of a name', '<a:1>; rel=one; rel=two', [{ url: 'a:1', rel: ['one'] }]],
  ['a quoted pair', String.raw`<a:1>; type="a\"b\\c"; rel=x`, [{ url: 'a:1', rel: ['x'], type: String.raw`a"b\c` }]],
  ['a comma at the end', '<a:1>; rel=x,\n', [{ url: 'a:1', rel: ['x'] }]],
  [
    'lines without commas between them',
    '<a:1>; rel=x\n<a:2>; rel=y',
    [
      { url: 'a:1', rel: ['x'] },
      { url: 'a:2', rel: ['y'] },
    ],
  ],
  ['a parameter without a value', '<a:1>; crossorigin; rel=x;', [{ url: 'a:1', rel: ['x'] }]],
  ['an address that is cut off', '<a:1>; rel=x, <https://b.te', [{ url: 'a:1', rel: ['x'] }]],
  ['a date that is cut off', '<a:1>; rel=x, <a:2>; rel=memento; datetime="Tue, 20 J', [{ url: 'a:1', rel: ['x'] }]],
  ['rubbish before a link', 'rubbish, <a:1>; rel=x', [{ url: 'a:1', rel: ['x'] }]],
  ['rubbish within a link', '<a:1>; rel=x rubbish, <a:2>; rel=y', [{ url: 'a:2', rel: ['y'] }]],
  ['a page of HTML', '<!doctype html><title>No</title>', []],
])('reads %s', (_, text, links) => {
  const read = readLinks(text);
  // Markup has brackets too; what comes of it is no relation of anything.
  expect(links.length === 0 ? read.filter(({ rel }) => rel.length > 0) : read).toEqual(links);
});

const address = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((url) => url.replace(/[<>]/g, ''));
const relations = fc.uniqueArray(fc.constantFrom('first', 'last', 'prev', 'next', 'memento', 'original', 'timemap'), {
  minLength: 1,
});
const value = fc.oneof(
  fc.constant(day),
  fc.string({ unit: 'grapheme-ascii' }),
  fc.constantFrom('a,b', '"', '\\', '<a>'),
);
const link: fc.Arbitrary<WebLink> = fc.record(
  { url: address, rel: relations, type: value, datetime: value, from: value, until: value },
  { requiredKeys: ['url', 'rel'] },
);
const gap = fc.constantFrom('', ' ', '\n', '\r\n\t');

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, String.raw`\$&`)}"`;
const written = ({ url, rel, ...others }: WebLink, space: string): string =>
  [
    `<${url}>`,
    `rel=${quoted(rel.join(' '))}`,
    ...Object.entries(others).map(([name, text]) => `${name}=${quoted(text)}`),
  ].join(`${space};${space}`);

test('links come back as they were written, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(link), gap, (links, space) => {
      expect(readLinks(links.map((one) => written(one, space)).join(`${space},${space}`))).toEqual(links);
    }),
  );
});

test('of a list that is cut off, all links but the last are read', () => {
  fc.assert(
    fc.property(fc.array(link, { minLength: 1 }), fc.nat(), (links, cut) => {
      const texts = links.map((one) => written(one, ' '));
      const last = texts.at(-1) ?? '';
      const whole = texts.join(', ');
      const read = readLinks(whole.slice(0, whole.length - last.length + (cut % last.length)));
      expect(read.slice(0, links.length - 1)).toEqual(links.slice(0, -1));
    }),
  );
});

test.each(['<', '<a>', '<a>;x', ',<', '<a>;x="', '<a>;', ', ', '<a> y', ',     ', '<a>;x="\\'])(
  'half a million characters of %j are read in one go',
  { timeout: 20_000 },
  (piece) => {
    const text = piece.repeat(500_000 / piece.length);
    // In squares of its length this would take minutes.
    expect(readLinks(`${text}y`).length).toBeLessThanOrEqual(text.length);
  },
);
