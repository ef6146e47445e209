import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sniff } from '../../src/inspect/sniff.ts';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const pngHeader = (width: number, height: number): Uint8Array => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return bytes(
    [0x89],
    'PNG\r\n',
    [0x1a, 0x0a],
    [0, 0, 0, 13],
    'IHDR',
    [...size],
    [8, 6, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    'IDAT',
  );
};
const gif = (width: number, height: number): Uint8Array => bytes('GIF89a', [width, 0, height, 0, 0, 0, 0]);
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe0, 0, 16],
  'JFIF',
  [0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
  [0xff, 0xc0, 0, 17, 8, 0, 20, 0, 30, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
);

test.each([
  ['a PNG', pngHeader(640, 480), 'image/png', { width: 640, height: 480 }],
  ['a PNG that claims to be enormous', pngHeader(65_535, 65_535), 'image/png', { width: 65_535, height: 65_535 }],
  ['a GIF of one pixel', gif(1, 1), 'image/gif', { width: 1, height: 1 }],
  ['a JPEG that ends before its picture', jpeg, 'image/jpeg', { width: 30, height: 20 }],
  ['a JPEG that ends before its size', jpeg.subarray(0, 22), 'image/jpeg', undefined],
  ['a PDF', bytes('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf', undefined],
  ['an HTML page', bytes('\n <!DOCTYPE html><html><title>x</title>'), 'text/html', undefined],
  ['an HTML page behind a BOM', bytes([0xef, 0xbb, 0xbf], '<html lang=en>'), 'text/html', undefined],
  ['an HTML fragment', bytes('<p>Not found</p>'), 'text/html', undefined],
  ['an XHTML page', bytes('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">'), 'text/html', undefined],
  ['an SVG picture', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', undefined],
  [
    'an SVG picture behind its preface',
    bytes('<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE svg>\n<svg>'),
    'image/svg+xml',
    undefined,
  ],
  ['other XML', bytes('<?xml version="1.0"?><rss/>'), 'application/xml', undefined],
  ['text', bytes('Just text, <b>mostly</b>.'), undefined, undefined],
  ['nothing', bytes(), undefined, undefined],
])('recognises %s', async (_name, body, sniffed, pixels) => {
  const facts = await sniff(body);
  expect([facts.sniffed, facts.pixels]).toEqual([sniffed, pixels]);
});

test('never throws, whatever the bytes and wherever they end', async () => {
  const heads = [
    pngHeader(1, 1),
    gif(9, 9),
    jpeg,
    bytes('RIFF', [9, 0, 0, 0], 'WEBPVP8L'),
    bytes('PK\u0003\u0004'),
    bytes([0x1f, 0x8b, 8, 0]),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...heads),
      fc.nat(60),
      fc.uint8Array({ maxLength: 200 }),
      async (head, length, tail) => {
        await expect(sniff(bytes([...head.subarray(0, length)], [...tail]))).resolves.toBeDefined();
      },
    ),
    { numRuns: 300 },
  );
});
