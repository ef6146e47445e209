import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replaceDocument } from '../../src/node/replace-document.ts';

async function document(text: string): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'replace-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'a.md');
  await writeFile(path, text);
  return { folder, path };
}

test('a document is replaced byte for byte, with its rights, and nothing is left beside it', async () => {
  const { folder, path } = await document('before');
  await chmod(path, 0o604);
  expect(await replaceDocument(path, 'before', '\uFEFFafter\r\n中')).toBeUndefined();
  expect(await readFile(path, 'utf8')).toBe('\uFEFFafter\r\n中');
  expect((await stat(path)).mode & 0o777).toBe(0o604);
  expect(await readdir(folder)).toEqual(['a.md']);
});

test('a document that is not what it was stays', async () => {
  const { folder, path } = await document('somebody else’s');
  expect(await replaceDocument(path, 'before', 'after')).toMatch(/^It has changed since/);
  expect(await readFile(path, 'utf8')).toBe('somebody else’s');
  expect(await readdir(folder)).toEqual(['a.md']);
});

test('what went away meanwhile is told, and not made', async () => {
  const { folder, path } = await document('before');
  await rm(path);
  expect(await replaceDocument(path, 'before', 'after')).toMatch(/^It can't be written: ENOENT/);
  expect(await readdir(folder)).toEqual([]);
});
