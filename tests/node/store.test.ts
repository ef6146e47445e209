import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createStore } from '../../src/node/store.ts';

vi.setConfig({ testTimeout: 30_000 });

const checker = new URL('../../dist/node/store-check.js', import.meta.url);
const writer = new URL('../../fixtures/cli/store-writer.js', import.meta.url);
const day = 86_400_000;

async function emptyFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'audit-links-store-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

interface Settings {
  readonly now?: () => number;
  readonly bounds?: Parameters<typeof createStore>[0]['bounds'];
}

/** One run's store in a folder of the test; closed by the test. */
const storeIn = (folder: string, { now = () => day, bounds = {} }: Settings = {}) =>
  createStore({ folder, clock: { now }, checker, bounds });

/** What a run that only reads finds under these keys. */
async function found(folder: string, keys: readonly string[]): Promise<readonly unknown[]> {
  const store = storeIn(folder);
  const values: unknown[] = [];
  for (const key of keys) values.push(await store.get('facts', key));
  await store.close();
  return values;
}

test('what one run put, the next one finds, by kind and key', async () => {
  const folder = join(await emptyFolder(), 'made', 'for', 'it');
  const first = storeIn(folder);
  await first.put('facts', 'a', { text: '一', list: [1, null] }, 2 * day);
  await first.put('facts', 'x'.repeat(5000), 'long key', 2 * day);
  expect(await first.get('facts', 'a')).toEqual({ text: '一', list: [1, null] });
  await first.close();

  const second = storeIn(folder);
  expect(await second.get('facts', 'a')).toEqual({ text: '一', list: [1, null] });
  expect(await second.get('facts', 'x'.repeat(5000))).toBe('long key');
  expect(await second.get('facts', 'b')).toBeUndefined();
  expect(await second.get('other facts', 'a')).toBeUndefined();
  await second.close();
  expect([...first.troubles(), ...second.troubles()]).toEqual([]);
});

test('a run that does not use it makes no file, nor a folder', async () => {
  const folder = join(await emptyFolder(), 'cache');
  await storeIn(folder).close();
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

test('nobody else may look into it', async () => {
  const folder = join(await emptyFolder(), 'cache');
  const store = storeIn(folder);
  await store.put('facts', 'a', 1, 2 * day);
  await store.close();
  const modes = await Promise.all(
    ['.', ...(await readdir(folder))].map(async (name) => [name, (await stat(join(folder, name))).mode & 0o777]),
  );
  expect(Object.fromEntries(modes)).toEqual({
    '.': 0o700,
    'store.mdb': 0o600,
    'store.mdb-lock': 0o600,
    'store.seal': 0o600,
  });
});

test('what was not waited for is there after the end all the same', async () => {
  const folder = await emptyFolder();
  const store = storeIn(folder);
  for (let n = 0; n < 500; n += 1) void store.put('facts', `k${n}`, n, 2 * day);
  await store.close();
  expect(await found(folder, ['k0', 'k250', 'k499'])).toEqual([0, 250, 499]);
});

describe('it does not grow for ever', () => {
  test('what has had its time is thrown out by the next run that writes, unless it was put again', async () => {
    const folder = await emptyFolder();
    const first = storeIn(folder);
    await first.put('facts', 'short', 1, 2 * day);
    await first.put('facts', 'long', 2, 9 * day);
    await first.put('facts', 'again', 3, 2 * day);
    await first.put('facts', 'again', 4, 9 * day);
    await first.close();
    expect(await found(folder, ['short', 'long', 'again'])).toEqual([1, 2, 4]);

    const later = storeIn(folder, { now: () => 3 * day });
    await later.put('facts', 'new', 5, 9 * day);
    await later.close();
    expect(await found(folder, ['short', 'long', 'again', 'new'])).toEqual([undefined, 2, 4, 5]);
  });

  test('of too many entries, those go that would go first', async () => {
    const folder = await emptyFolder();
    const store = storeIn(folder, { bounds: { entries: 3 } });
    for (let n = 1; n <= 6; n += 1) await store.put('facts', `k${n}`, n, (1 + n) * day);
    await store.close();
    expect(await found(folder, ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'])).toEqual([
      undefined,
      undefined,
      undefined,
      4,
      5,
      6,
    ]);
  });

  test('a value beyond the bound is not kept, and a file beyond the bound is begun anew', async () => {
    const folder = await emptyFolder();
    const first = storeIn(folder, { bounds: { valueChars: 100 } });
    await first.put('facts', 'small', 'x', 2 * day);
    await first.put('facts', 'large', 'x'.repeat(100), 2 * day);
    await first.close();
    expect(await found(folder, ['small', 'large'])).toEqual(['x', undefined]);
    const second = storeIn(folder, { bounds: { fileBytes: 1000 } });
    expect(await second.get('facts', 'small')).toBeUndefined();
    await second.close();
    expect(second.troubles()).toEqual([]);
  });
});

describe('trouble is told once, and costs no run', () => {
  test.each([
    ['a file where the folder should be', (folder: string) => writeFile(folder, ''), /can't be used: EEXIST/],
    [
      'a folder in place of its file',
      (folder: string) => mkdir(join(folder, 'store.mdb'), { recursive: true }),
      /can't be used/,
    ],
  ])('%s', async (_, spoil, message) => {
    const folder = join(await emptyFolder(), 'cache');
    await spoil(folder);
    const store = storeIn(folder);
    await store.put('facts', 'a', 1, 2 * day);
    await store.put('facts', 'b', 1, 2 * day);
    expect(await store.get('facts', 'a')).toBeUndefined();
    await store.close();
    expect(store.troubles()).toEqual([expect.stringMatching(message)]);
  });

  test.runIf(process.getuid?.() !== 0)('a folder that is not open to us', async () => {
    const folder = await emptyFolder();
    await chmod(folder, 0o500);
    const store = storeIn(folder);
    await store.put('facts', 'a', 1, 2 * day);
    await store.close();
    expect(store.troubles()).toEqual([expect.stringMatching(/EACCES/)]);
  });

  const spoilt: readonly (readonly [string, (path: string) => Promise<void>])[] = [
    ['overwritten with text', (path) => writeFile(path, 'hello '.repeat(3000))],
    ['cut in half', async (path) => truncate(path, Math.floor((await stat(path)).size / 2))],
    ['cut short by a page', async (path) => truncate(path, (await stat(path)).size - 4096)],
    ['emptied in its middle', (path) => overwrite(path, 0.1, 0.9, () => 0)],
    ['turned upside down', (path) => overwrite(path, 0, 1, (byte) => byte ^ 0xff)],
  ];
  test.each(spoilt)('a file that was %s is begun anew', async (_, spoil) => {
    const folder = await emptyFolder();
    const first = storeIn(folder);
    for (let n = 0; n < 2000; n += 1) void first.put('facts', `k${n}`, 'x'.repeat(500), 2 * day);
    await first.close();
    await spoil(join(folder, 'store.mdb'));

    const second = storeIn(folder);
    expect(await second.get('facts', 'k7')).toBeUndefined();
    await second.put('facts', 'a', 1, 2 * day);
    await second.close();
    expect(second.troubles()).toEqual([expect.stringMatching(/damaged, and is begun anew$/)]);
    expect(await found(folder, ['a', 'k7'])).toEqual([1, undefined]);
  });

  test('a file that another program has touched, and that is sound, is kept', async () => {
    const folder = await emptyFolder();
    const first = storeIn(folder);
    await first.put('facts', 'a', 1, 2 * day);
    await first.close();
    await appendFile(join(folder, 'store.mdb'), Buffer.alloc(4096));
    const second = storeIn(folder);
    expect(await second.get('facts', 'a')).toBe(1);
    await second.close();
    expect(second.troubles()).toEqual([]);
  });
});

async function overwrite(path: string, from: number, to: number, change: (byte: number) => number): Promise<void> {
  const bytes = await readFile(path);
  for (let at = Math.floor(bytes.length * from); at < Math.floor(bytes.length * to); at += 1) {
    bytes[at] = change(bytes[at] ?? 0);
  }
  await writeFile(path, bytes);
}

test('several users in one process share the file, whoever comes and goes', async () => {
  const folder = await emptyFolder();
  for (let round = 0; round < 20; round += 1) {
    const stores = Array.from({ length: 3 }, () => storeIn(folder));
    await Promise.all(stores.map((store, n) => store.put('facts', `${round}-${n}`, n, 2 * day)));
    const [first, ...others] = stores;
    await first?.close();
    await Promise.all(others.map(async (store) => expect(await store.get('facts', `${round}-0`)).toBe(0)));
    // The last ones leave while somebody else comes.
    const late = storeIn(folder);
    await Promise.all([...others.map((store) => store.close()), late.put('facts', `${round}-late`, 1, 2 * day)]);
    await late.close();
    expect([...stores, late].flatMap((store) => store.troubles())).toEqual([]);
  }
  const keys = Array.from({ length: 20 }, (_, round) => [`${round}-0`, `${round}-1`, `${round}-2`, `${round}-late`]);
  expect((await found(folder, keys.flat())).filter((value) => value === undefined)).toEqual([]);
});

describe('several processes', () => {
  /** A process that puts `<name>0`, `<name>1`… and says so after each, `count` times or for ever. */
  const startWriter = (folder: string, name: string, count: number) => {
    const child = spawn(process.execPath, [writer.pathname, folder, name, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdout.setEncoding('utf8');
    return child;
  };

  /** Resolves with its exit code. */
  const ended = async (folder: string, name: string, count: number): Promise<number> => {
    const child = startWriter(folder, name, count);
    child.stdout.resume();
    const [code] = (await once(child, 'close')) as [number];
    return code;
  };

  test('write at once while others come and go, and nothing is lost', async () => {
    const folder = await emptyFolder();
    const briefOnes = async (name: string): Promise<readonly number[]> => [
      await ended(folder, `${name}0-`, 5),
      await ended(folder, `${name}1-`, 5),
      await ended(folder, `${name}2-`, 5),
    ];
    const codes = [ended(folder, 'a', 800), ended(folder, 'b', 800), briefOnes('c'), briefOnes('d')];
    expect((await Promise.all(codes)).flat()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);
    const brief = numbered('c', 3).concat(numbered('d', 3));
    const keys = [...numbered('a', 800), ...numbered('b', 800), ...brief.flatMap((name) => numbered(`${name}-`, 5))];
    const values = await found(folder, keys);
    expect(keys.filter((_, index) => values[index] === undefined)).toEqual([]);
  });

  test('killed while writing, they leave all that they had put, ten times in a row', async () => {
    const folder = await emptyFolder();
    const said = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      const child = startWriter(folder, `r${round}-`, 1_000_000);
      let text = '';
      child.stdout.on('data', (chunk: string) => {
        text += chunk;
        if (text.split('\n').length > 5 + round * 7) child.kill('SIGKILL');
      });
      await once(child, 'close');
      for (const key of text.split('\n').slice(0, -1)) said.add(key);
    }
    const keys = [...said];
    expect(keys.length).toBeGreaterThan(300);
    expect((await found(folder, keys)).filter((value) => value === undefined)).toEqual([]);
  });
});
