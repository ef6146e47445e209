import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createWarcFile } from '../../src/node/warc-file.ts';
import type { Exchange } from '../../src/world.ts';
import { readWarc } from '../support/read-warc.ts';

async function emptyFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'audit-links-warc-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const about = { software: 'us/1', userAgent: 'us', options: {}, now: () => Date.UTC(2026, 0, 2) };

const exchange = (url: string, body: string | Uint8Array = 'A page.', header = 'é'): Exchange => ({
  at: Date.UTC(2026, 0, 2),
  request: {
    method: 'GET',
    url,
    headers: { 'user-agent': 'us' },
    addresses: ['93.184.216.34'],
    timeoutMs: 1000,
    fresh: false,
    tls: 'verified',
    protocol: 'http1',
  },
  outcome: {
    type: 'answer',
    response: {
      status: 200,
      headers: [
        ['content-type', 'text/html'],
        ['x-latin', header],
        ['link', '<a>'],
        ['link', '<b>'],
      ],
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      end: 'complete',
      coding: 'ok',
    },
  },
});

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Where each gzip member begins, by unpacking them one after the other. */
function members(bytes: Buffer): readonly string[] {
  const starts = [...bytes.keys()].filter(
    (at) => bytes.readUInt32BE(Math.min(at, bytes.length - 4)) >>> 8 === 0x1f8b08,
  );
  return starts.map((start, index) => gunzipSync(bytes.subarray(start, starts[index + 1])).toString('latin1'));
}

test('each record is a gzip member of its own, and its digests are those of what is in it', async () => {
  const path = join(await emptyFolder(), 'a.warc.gz');
  const warc = await createWarcFile({ ...about, path });
  await warc.take(exchange('https://example.org/a', '本文'));
  await warc.take(exchange('https://example.org/b', new Uint8Array()));
  await warc.finish();

  const texts = members(await readFile(path));
  expect(texts.map((text) => /WARC-Type: (\w+)/.exec(text)?.[1])).toEqual([
    'warcinfo',
    'response',
    'request',
    'response',
    'request',
  ]);
  for (const text of texts) {
    expect(text).toMatch(/^WARC\/1\.1\r\n/);
    const [, head = '', rest = ''] = /^([^]*?\r\n)\r\n([^]*)$/.exec(text) ?? [];
    expect(rest.endsWith('\r\n\r\n')).toBe(true);
    const block = Buffer.from(rest.slice(0, -4), 'latin1');
    expect(head).toContain(`Content-Length: ${block.length}\r\n`);
    if (head.includes('WARC-Type: warcinfo')) continue;
    expect(head).toContain(`WARC-Block-Digest: ${sha256(block)}\r\n`);
    const payload = block.subarray(block.indexOf('\r\n\r\n') + 4);
    expect(head).toContain(`WARC-Payload-Digest: ${sha256(payload)}\r\n`);
  }
});

test('warcio reads back what went in, byte for byte', async () => {
  const path = join(await emptyFolder(), 'a.warc.gz');
  const body = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251);
  const warc = await createWarcFile({ ...about, path });
  await warc.take(exchange('https://example.org/a?b=%E4%B8%80', body, '\u00e9\u00ff'));
  await warc.finish();
  const [info, response, request] = await readWarc(path);
  expect(info?.type).toBe('warcinfo');
  expect(response).toMatchObject({ type: 'response', url: 'https://example.org/a?b=%E4%B8%80', status: 200 });
  expect(Buffer.compare(response?.payload ?? Buffer.alloc(0), body)).toBe(0);
  expect(request).toMatchObject({ type: 'request', warc: { 'WARC-Concurrent-To': response?.warc['WARC-Record-ID'] } });
  const raw = gunzipAll(await readFile(path)).toString('latin1');
  expect(raw).toContain('x-latin: \u00e9\u00ff\r\nlink: <a>\r\nlink: <b>\r\n');
});

/** Node reads all members as one. */
const gunzipAll = (bytes: Buffer): Buffer => gunzipSync(bytes);

test('until it is finished it has another name, and what was there stays', async () => {
  const folder = await emptyFolder();
  const path = join(folder, 'a.warc.gz');
  await writeFile(path, 'earlier');
  const warc = await createWarcFile({ ...about, path });
  await warc.take(exchange('https://example.org/a'));
  expect(await readFile(path, 'utf8')).toBe('earlier');
  expect(await readdir(folder)).toHaveLength(2);
  await warc.finish();
  expect(await readdir(folder)).toEqual(['a.warc.gz']);
  expect(await readWarc(path)).toHaveLength(3);
});

test('what is discarded leaves nothing behind', async () => {
  const folder = await emptyFolder();
  const warc = await createWarcFile({ ...about, path: join(folder, 'a.warc.gz') });
  await warc.take(exchange('https://example.org/a'));
  await warc.discard();
  expect(await readdir(folder)).toEqual([]);
});

test('a file cut short is right up to the cut', async () => {
  const path = join(await emptyFolder(), 'a.warc.gz');
  const warc = await createWarcFile({ ...about, path });
  for (let n = 0; n < 5; n += 1) await warc.take(exchange(`https://example.org/${n}`));
  await warc.finish();
  const bytes = await readFile(path);
  const last = bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 0x08]));
  await writeFile(path, bytes.subarray(0, last));
  expect((await readWarc(path)).map(({ type }) => type)).toEqual([
    'warcinfo',
    ...Array.from({ length: 4 }, () => ['response', 'request']).flat(),
    'response',
  ]);
});

test('who brings more than can be written waits, and nothing is lost', async () => {
  const path = join(await emptyFolder(), 'a.warc.gz');
  const warc = await createWarcFile({ ...about, path });
  const large = new Uint8Array(15 * 1024 * 1024);
  let taken = 0;
  const takes = Array.from({ length: 4 }, (_, n) =>
    warc.take(exchange(`https://example.org/${n}`, large)).then(() => (taken += 1)),
  );
  await Promise.resolve().then(() => {});
  await Promise.resolve().then(() => {});
  expect(taken).toBe(2);
  await Promise.all(takes);
  await warc.finish();
  expect(await readWarc(path)).toHaveLength(9);
});

test('a symbolic link stays one', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'real.warc.gz'), '');
  await symlink('real.warc.gz', join(folder, 'link.warc.gz'));
  const warc = await createWarcFile({ ...about, path: join(folder, 'link.warc.gz') });
  await warc.finish();
  expect(await readWarc(join(folder, 'real.warc.gz'))).toHaveLength(1);
});

const unwritable: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
  ['a device', async () => '/dev/null', /it is no file/],
  ['a folder', emptyFolder, /it is no file/],
  ['a place that does not exist', async () => join(await emptyFolder(), 'no', 'a.warc.gz'), /ENOENT/],
];
test.each(unwritable)('%s can not be written', async (_, place, message) => {
  await expect(createWarcFile({ ...about, path: await place() })).rejects.toThrow(message);
});

test('what can not be given its name is said at the end, and leaves nothing behind', async () => {
  const folder = await emptyFolder();
  const path = join(folder, 'a.warc.gz');
  const warc = await createWarcFile({ ...about, path });
  await mkdir(path);
  await expect(warc.finish()).rejects.toThrow(/a\.warc\.gz can't be written/);
  expect(await readdir(folder)).toEqual(['a.warc.gz']);
});
