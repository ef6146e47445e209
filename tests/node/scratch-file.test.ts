import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createScratchFile } from '../../src/node/scratch-file.ts';
import { UsageError } from '../../src/usage-error.ts';

/** A folder for temporary files of this test's own. */
async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scratch-test-'));
  vi.stubEnv('TMPDIR', folder);
  vi.stubEnv('TEMP', folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return folder;
}

test('gives back what was put there, in any order, while more is put', async () => {
  await ownFolder();
  const file = createScratchFile<{ readonly id: number; readonly text: string; readonly none?: undefined }>();
  const value = (id: number) => ({
    id,
    text: '链接🔗\u0000'.repeat(id % 997 === 5 ? 60_000 : id % 700),
    none: undefined,
  });
  const places: number[] = [];
  for (let id = 0; id < 3000; id += 1) {
    places.push(file.put(value(id)));
    const any = (id * 7919) % places.length;
    expect(file.get(places[any] ?? 0)).toEqual(value(any));
  }
  for (const id of [2999, 0, 1500]) expect(file.get(places[id] ?? 0)).toEqual(value(id));
  file.close();
});

test('leaves nothing behind', async () => {
  const folder = await ownFolder();
  const file = createScratchFile<string>();
  file.put('x'.repeat(1_000_000));
  file.close();
  expect(await readdir(folder)).toEqual([]);
});

test('says what to do where there is no room for it', () => {
  vi.stubEnv('TMPDIR', '/dev/null/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(() => createScratchFile()).toThrow(UsageError);
  expect(() => createScratchFile()).toThrow('Set TMPDIR to a folder on a larger disk.');
});
