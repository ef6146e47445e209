import { brotliCompressSync, gzipSync } from 'node:zlib';

import type { HostileCase } from '../case.ts';
import { article, http, htmlType, only, plain, says } from '../sites.ts';

const page = article();

/** A page at the cited address, and nowhere else. */
const gives = (headers: Readonly<Record<string, string>>, body: string | Uint8Array): ReturnType<typeof says> =>
  only(says(200, headers, body));

const script = '\u202e\x1b]0;owned\x07\x00';

/** Bodies: endless, compressed, mislabelled. */
export const bodies: readonly HostileCase[] = [
  plain(
    'b-endless',
    http((_request, response) => {
      response.writeHead(200, htmlType);
      const block = Buffer.alloc(65_536, 'endless ');
      const pour = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', pour);
      pour();
    }),
    'alive',
  ),
  plain(
    'b-br-bomb',
    http(gives({ 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(64_000_000, 'bomb ')))),
    'alive',
  ),
  plain(
    'b-gzip-bomb',
    http(gives({ 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(64_000_000, 'bomb ')))),
    'alive',
  ),
  // A frame header that asks for a window of 2 GiB: descriptor 0, window descriptor 0xa8, one raw block of 4 bytes.
  plain(
    'b-zstd-window',
    http(gives({ 'content-encoding': 'zstd' }, Buffer.from('28b52ffd00a8210000626f6f6d', 'hex'))),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'b-gzip-6-layers',
    http(gives({ 'content-encoding': Array(6).fill('gzip').join(', ') }, layered(6))),
    'alive',
    'unsure/protocol',
  ),
  plain(
    'b-gzip-header-flood',
    http(gives({ 'content-encoding': Array(3000).fill('gzip').join(', ') }, layered(1))),
    'alive',
    'unsure/protocol',
  ),
  plain('b-gzip-corrupt', http(gives({ 'content-encoding': 'gzip' }, page)), 'alive', 'unsure/protocol'),
  plain(
    'b-gzip-truncated',
    http(gives({ 'content-encoding': 'gzip' }, gzipSync(page.repeat(50)).subarray(0, 200))),
    'alive',
  ),
  plain('b-identity-asked-gzip-given', http(gives({ 'content-encoding': 'x-gzip' }, gzipSync(page))), 'alive/ok'),
  plain('b-encoding-unknown', http(gives({ 'content-encoding': 'foo' }, page)), 'alive'),
  plain('b-gbk', http(gives({ 'content-type': 'text/html' }, gbkPage('<meta charset="gbk">'))), 'alive/ok'),
  plain('b-charset-lie', http(gives({}, gbkPage(''))), 'alive'),
  plain('b-charset-unknown', http(gives({ 'content-type': 'text/html; charset=x-nonsense-7' }, page)), 'alive/ok'),
  plain(
    'b-title-1mb',
    http(gives({}, `<title>${script}${'T'.repeat(1_000_000)}</title><h1>${script}</h1><p>${page}`)),
    'alive',
  ),
  plain(
    'b-html-meta-refresh-loop',
    http(gives({}, article('Round', '<meta http-equiv="refresh" content="0; url=/page">'))),
    'alive',
    'suspect/bad-redirect',
  ),
  {
    id: 'b-meta-refresh-private',
    sites: ({ canary }) => ({
      'http://b-meta-refresh-private.test': http(
        gives({}, article('In', `<meta http-equiv="refresh" content="0; url=${canary}/secret">`)),
      ),
    }),
    accepts: ['alive', 'suspect', 'skipped', 'moved'],
  },
  plain('b-deep-html', http(gives({}, `<title>Deep</title>${'<div>'.repeat(40_000)}end`)), 'alive'),
  plain(
    'b-multipart-mixed',
    http((_request, response) => {
      response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=frame' });
      const timer = setInterval(() => response.write('--frame\r\nContent-Type: image/jpeg\r\n\r\nxxxx\r\n'), 50);
      response.on('close', () => clearInterval(timer));
    }),
    'alive',
  ),
];

function layered(times: number): Buffer {
  let body: Buffer = Buffer.from(page);
  for (let layer = 0; layer < times; layer += 1) body = gzipSync(body);
  return body;
}

/** 城市更新 in GBK, with text enough for an article. */
function gbkPage(meta: string): Buffer {
  const title = Buffer.from('b3c7cad0b8fcd0c2', 'hex');
  return Buffer.concat([
    Buffer.from(`<!doctype html><html><head>${meta}<title>`),
    title,
    Buffer.from('</title></head><body><p>'),
    ...Array.from({ length: 200 }, () => title),
    Buffer.from('</p></body></html>'),
  ]);
}
