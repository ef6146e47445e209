import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFiles } from '../../src/node/files.ts';

const never = new AbortController().signal;
const files = (text = '') => createFiles({ stdin: Readable.from([Buffer.from(text)]) });
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function lay(texts: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

const found = async (...inputs: string[]): Promise<readonly string[]> =>
  (await files().find(inputs.map((input) => join(folder, input)))).map(({ path }) => path.slice(folder.length + 1));

test('a folder gives its Markdown files by name, and nothing hidden or installed', async () => {
  await lay({
    'b.md': '',
    'a.markdown': '',
    'sub/c.MDX': '',
    'sub/d.mkd': '',
    'notes.txt': '',
    '.hidden/e.md': '',
    'node_modules/x/readme.md': '',
  });
  expect(await found('.')).toEqual(['a.markdown', 'b.md', 'sub/c.MDX', 'sub/d.mkd']);
});

test('a folder obeys the .gitignore files in it and above it, the nearest one last', async () => {
  execFileSync('git', ['init', '-q', folder]);
  await lay({
    '.gitignore': 'drafts/\n*.tmp.md\n',
    'posts/.gitignore': '!keep.tmp.md\nold-*\n',
    'posts/a.md': '',
    'posts/keep.tmp.md': '',
    'posts/x.tmp.md': '',
    'posts/old-news.md': '',
    'posts/drafts/b.md': '',
  });
  expect(await found('posts')).toEqual(['posts/a.md', 'posts/keep.tmp.md']);
});

test('an input is a file of any name, a folder or a pattern, and each document counts once', async () => {
  await lay({ 'a.md': '', 'sub/b.md': '', 'sub/c.txt': '' });
  expect(await found('sub/c.txt', 'a.md', '**/*.md', 'sub')).toEqual(['sub/c.txt', 'a.md', 'sub/b.md']);
});

test('a file whose name looks like a pattern is that file', async () => {
  await lay({ 'a[1].md': '', 'a1.md': '' });
  expect(await found('a[1].md')).toEqual(['a[1].md']);
});

test.each([
  ['missing.md', 'There is no file, folder or match for'],
  ['*.rst', 'There is no file, folder or match for'],
  ['empty', 'There is no Markdown file'],
])('%s is an error with a sentence', async (input, sentence) => {
  await mkdir(join(folder, 'empty'));
  await expect(found(input)).rejects.toThrow(sentence);
});

test('a link that leads out of the folder is not followed', async () => {
  await lay({ 'inside/a.md': '', 'outside.md': '' });
  await symlink(join(folder, 'outside.md'), join(folder, 'inside/b.md'));
  await symlink(join(folder, 'inside/a.md'), join(folder, 'inside/c.md'));
  expect(await found('inside')).toEqual(['inside/a.md', 'inside/c.md']);
});

test('a document is read with its BOM and its line ends', async () => {
  await lay({ 'a.md': '\uFEFF# 标题\r\n' });
  expect(await files().read({ path: join(folder, 'a.md') }, never)).toEqual({ text: '\uFEFF# 标题\r\n' });
});

test.each([
  ['not UTF-8', 'a.md', new Uint8Array([0xb9, 0xfe, 0xc8, 0xf8]), 'not-utf-8'],
  ['too large', 'a.md', new Uint8Array(10 * 1024 * 1024 + 1), 'too-large'],
])('a document that is %s is a problem of its own', async (_, name, bytes, code) => {
  await lay({ [name]: bytes });
  expect(await files().read({ path: join(folder, name) }, never)).toMatchObject({ problem: { code } });
});

test('what is no regular file is not opened', async () => {
  expect(await files().read({ path: folder }, never)).toMatchObject({ problem: { code: 'unreadable' } });
  expect(await files().read({ path: join(folder, 'gone.md') }, never)).toMatchObject({
    problem: { code: 'unreadable' },
  });
});

test('standard input is a document', async () => {
  expect(await files().find(['-', '-'])).toEqual([{ path: '-' }]);
  expect(await files('[a](https://a.example)').read({ path: '-' }, never)).toEqual({ text: '[a](https://a.example)' });
});
