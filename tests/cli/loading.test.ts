import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folder, run } from './program.ts';

/** The names of the packages that a run loads on its main thread, those in the built program's files among them. */
async function packagesLoadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const cwd = await folder({ 'a.md': 'https://a.example/b' });
  const log = join(cwd, 'modules.log');
  await run(args, { cwd, preload: 'loaded-modules.js', env: { LOADED_MODULES: log } });
  const urls = (await readFile(log, 'utf8')).split('\n').filter((url) => url.startsWith('file:'));
  const modules = await Promise.all([...new Set(urls)].map(async (url) => [url, ...(await modulesIn(url))]));
  const names = modules
    .flat()
    .map((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)];
}

/** The built program says above each module where it comes from. */
const modulesIn = async (url: string): Promise<readonly string[]> =>
  (await readFile(fileURLToPath(url), 'utf8')).match(/^\/\/(?:#region)? .*node_modules\/.*$/gm) ?? [];

const parsers = ['unified', 'remark-parse', 'micromark', 'yaml', 'linkedom'];
const network = ['undici', 'file-type', 'image-dimensions'];
const keeping = ['lmdb', 'warcio', 'bullmq', 'ioredis'];
const checking = ['zod', 'ipaddr.js', 'parse5', 'tldts', 'tinyglobby', 'chalk', 'string-width'];

test.each([
  ['--help', [...parsers, ...network, ...keeping, ...checking]],
  ['--version', [...parsers, ...network, ...keeping, ...checking]],
  ['--timout', [...parsers, ...network, ...keeping, ...checking]],
  ['--explain dead', [...parsers, ...network, ...keeping, ...checking]],
  ['--print-config', [...parsers, ...network, ...keeping, 'ipaddr.js', 'tldts', 'chalk', 'string-width']],
  ['--list a.md', [...parsers, ...network, ...keeping]],
  ['a.md --no-cache --resolve *:443:127.0.0.1', [...parsers, ...keeping, 'file-type']],
])('%s loads none of what it has no use for', async (line, unused) => {
  const loaded = await packagesLoadedBy(...line.split(' '));
  expect(loaded).toContain('commander');
  expect(loaded.filter((name) => unused.includes(name))).toEqual([]);
});

test.each([
  ['a.md --no-cache --retries 0', ['undici', 'zod']],
  ['--list a.md --warc out.warc.gz', ['warcio']],
])('%s loads what it works with, so the lists above would show it', async (line, used) => {
  const loaded = await packagesLoadedBy(...line.split(' '));
  expect(used.filter((name) => !loaded.includes(name))).toEqual([]);
});
