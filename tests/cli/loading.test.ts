import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, run } from './program.ts';

/** The names of the packages that a run loads. */
async function packagesLoadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const cwd = await folder({ 'a.md': 'https://a.example/b' });
  const log = join(cwd, 'modules.log');
  await run(args, { cwd, preload: 'loaded-modules.js', env: { LOADED_MODULES: log } });
  const names = (await readFile(log, 'utf8'))
    .split('\n')
    .map((url) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)];
}

const heavy = ['undici', 'unified', 'remark-parse', 'parse5', 'file-type', 'ipaddr.js', 'tinyglobby'];

test.each([['--help'], ['--version'], ['--print-config'], ['--timout']])(
  '%s loads neither the network nor the parsers',
  async (flag) => {
    const loaded = await packagesLoadedBy(flag);
    expect(loaded).toContain('commander');
    expect(loaded.filter((name) => heavy.includes(name))).toEqual([]);
  },
);

test('what keeps answers and evidence is loaded by a run that does so, and by no other', async () => {
  const loaded = await packagesLoadedBy('--list', 'a.md');
  expect(loaded.filter((name) => name === 'lmdb' || name === 'warcio')).toEqual([]);
  expect(await packagesLoadedBy('--list', 'a.md', '--warc', 'out.warc.gz')).toContain('warcio');
});

test('an audit loads them, so the list would show it', async () => {
  expect(await packagesLoadedBy('--list', 'a.md')).toContain('undici');
});
