import type { HostileCase, Site } from '../case.ts';
import { bytes, head, http, leads, paths, says } from '../sites.ts';

/** A case whose host serves an embedded image. */
const picture = (id: string, site: Site, ...accepts: HostileCase['accepts']): HostileCase => ({
  id,
  article: () => `![a picture](http://${id}.test/picture.png)`,
  sites: () => ({ [`http://${id}.test`]: site }),
  accepts,
});

const image = (type: string, body: string | Uint8Array = ''): Site => http(says(200, { 'content-type': type }, body));

/** The beginning of a PNG of that size. */
const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(400, 0x5a);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  Buffer.from('0802000000', 'hex').copy(bytes, 24);
  return bytes;
};
const gif = (width: number, height: number): Buffer => {
  const bytes = Buffer.from(
    'GIF89a0000\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;',
    'latin1',
  );
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
};
/** A JPEG of 640 × 480, as far as its frame header. */
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffc000110801e0028003012200021101031101', 'hex'),
  Buffer.alloc(400, 0x2a),
]);

export const pictures: readonly HostileCase[] = [
  picture('im-ok', image('image/png', png(640, 480)), 'alive/ok'),
  picture(
    'im-zero',
    image('image/png'),
    'suspect/empty',
    'suspect/not-an-image',
    'suspect/placeholder-image',
    'dead/placeholder-image',
  ),
  picture('im-1x1', image('image/gif', gif(1, 1)), 'suspect/placeholder-image', 'dead/placeholder-image'),
  picture('im-octet', image('application/octet-stream', jpeg), 'alive/ok'),
  picture(
    'im-truncated',
    bytes(head('200 OK', ['Content-Type: image/jpeg', 'Content-Length: 90000']), jpeg),
    'alive',
    'unsure/reset',
  ),
  picture(
    'im-svg-script',
    image(
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>',
    ),
    'alive/ok',
  ),
  picture('im-pixel-bomb', image('image/png', png(65_535, 65_535)), 'alive/ok'),
  picture('im-html', image('text/html', '<title>Gone</title><p>Hot-linking is not allowed here.</p>'), 'suspect'),
  picture('im-404-with-image', http(says(404, { 'content-type': 'image/png' }, png(640, 480))), 'dead/not-found'),
  picture('im-403', http(says(403)), 'unsure/blocked'),
  {
    id: 'im-signed-expired',
    article: () =>
      '![x](http://im-signed-expired.test/a.png?X-Amz-Date=20200101T000000Z&X-Amz-Expires=600&X-Amz-Signature=00)',
    sites: () => ({
      'http://im-signed-expired.test': http(
        says(
          403,
          { 'content-type': 'application/xml' },
          '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
        ),
      ),
    }),
    accepts: ['unsure/blocked', 'suspect'],
  },
  {
    id: 'im-same-thrice',
    article: () => [1, 2, 3].map((index) => `![x](http://im-same-thrice.test/photo-${index}.png)`).join(' '),
    sites: () => ({ 'http://im-same-thrice.test': image('image/png', png(300, 200)) }),
    accepts: ['suspect/placeholder-image'],
  },
  picture('im-wrong-label', image('image/png', jpeg), 'alive/ok'),
  picture(
    'im-removed',
    http(
      paths({
        '/picture.png': leads('/removed.png'),
        '/removed.png': says(200, { 'content-type': 'image/png' }, png(161, 81)),
      }),
    ),
    'suspect/placeholder-image',
    'dead/placeholder-image',
  ),
];
