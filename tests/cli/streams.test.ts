import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { lstat, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folder, program, run } from './program.ts';

/** A device that takes nothing, as a full disk; not every system has one. */
const hasFullDevice = await stat('/dev/full').then(
  (there) => there.isCharacterDevice(),
  () => false,
);

const article = '# A page\n\n[text](https://a.example/b) ![](https://a.example/c.png)\n';

const longAddresses = Array.from(
  { length: 1500 },
  (_, index) => `<https://a.example/${index}${'/path'.repeat(400)}>`,
).join('\n\n');

/** A descriptor of `/dev/full`, closed with the test. */
async function fullDevice(): Promise<number> {
  const handle = await open('/dev/full', constants.O_WRONLY);
  onTestFinished(() => handle.close());
  return handle.fd;
}

/** Runs a line of the shell in which `$0` is Node and `$1` the program. */
const shell = async (line: string, cwd: string) =>
  promisify(execFile)('/bin/sh', ['-c', line, process.execPath, program], {
    cwd,
    env: { PATH: process.env['PATH'] },
    maxBuffer: 64 * 1024 * 1024,
  });

describe('stdout', () => {
  test('holds the report and nothing else; stderr is silent where there is nothing to say', async () => {
    const { code, stdout, stderr } = await run(['--list', '-f', 'json', '-'], { stdin: article });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ documents: [{ path: '-' }], summary: { links: 2 } });
  });

  test('may be closed early by its reader: no error, no stack', async () => {
    const cwd = await folder({ 'a.md': longAddresses });
    const line = '{ "$0" "$1" --list a.md; echo "ended with $?" >&2; } | head -n 1';
    const { stdout, stderr } = await shell(line, cwd);
    expect(stdout).toBe('a.md   day of citation not known, 1,500 links\n');
    expect(stderr).toBe('ended with 0\n');
  });

  test('takes a report of five megabytes whole through a pipe', async () => {
    const cwd = await folder({ 'a.md': longAddresses });
    // Far more than a pipe holds: what a process has not got rid of when it exits is lost.
    const { stdout, stderr } = await shell('"$0" "$1" --list -f json a.md | cat', cwd);
    expect(stderr).toBe('');
    expect(stdout.length).toBeGreaterThan(5_000_000);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { links: 1500 } });
  });

  test.runIf(hasFullDevice)('on a full disk ends with 2 and a sentence', async () => {
    const options = { stdin: article, stdout: await fullDevice() };
    const { code, stderr } = await run(['--list', '-'], options);
    expect(stderr).toMatch(/^audit-links: Standard output can't be written to: ENOSPC[^\n]*\n$/);
    expect(code).toBe(2);
  });

  test.runIf(hasFullDevice)('on a full disk does not cost the report that goes to a file', async () => {
    const cwd = await folder({});
    const options = { cwd, stdin: article, stdout: await fullDevice() };
    expect((await run(['--list', '-', '-f', 'pretty', '-f', 'json:a.json'], options)).code).toBe(2);
    expect(JSON.parse(await readFile(join(cwd, 'a.json'), 'utf8'))).toMatchObject({ summary: { links: 2 } });
  });

  test('says nothing with --quiet where nothing is wrong', async () => {
    const cwd = await folder({ 'a.md': 'no links, [but](#a-place) and [mail](mailto:a@b.example)' });
    expect(await run(['-q', 'a.md'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });
});

test.runIf(hasFullDevice)('a full stderr changes no exit code', async () => {
  expect((await run(['no.md'], { stderr: await fullDevice() })).code).toBe(2);
  expect((await run(['--list', '-'], { stdin: article, stderr: await fullDevice() })).code).toBe(0);
});

describe('a format with a path', () => {
  test('goes to that file, and another one to stdout', async () => {
    const cwd = await folder({ 'a.md': article });
    const { code, stdout } = await run(['--list', 'a.md', '-f', 'pretty', '-f', 'json:a.json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^a\.md {3}day of citation not known, 1 link, 1 image\n/);
    expect(JSON.parse(await readFile(join(cwd, 'a.json'), 'utf8'))).toMatchObject({ mode: 'list' });
    expect((await readdir(cwd)).toSorted()).toEqual(['a.json', 'a.md']);
  });

  test('replaces what a symbolic link leads to, and not the link', async () => {
    const cwd = await folder({ 'a.md': article, 'reports/1.json': 'old' });
    await symlink('reports/1.json', join(cwd, 'latest.json'));
    expect((await run(['--list', 'a.md', '-f', 'json:latest.json'], { cwd })).code).toBe(0);
    expect((await lstat(join(cwd, 'latest.json'))).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(join(cwd, 'reports/1.json'), 'utf8'))).toMatchObject({ mode: 'list' });
  });

  test('may be a pipe, which is written to and not replaced', async () => {
    const cwd = await folder({ 'a.md': article });
    const { stdout } = await shell(
      'mkfifo pipe && { "$0" "$1" --list a.md -f json:pipe & cat pipe; wait; test -p pipe && echo still a pipe; }',
      cwd,
    );
    expect(stdout).toMatch(/^\{\n[^]*\}\nstill a pipe\n$/);
  });

  test('that can not be written ends with 2, and leaves the old file as it was', async () => {
    const cwd = await folder({ 'a.md': article, 'a.json': 'old' });
    const { code, stderr } = await shell('ulimit -f 0; exec "$0" "$1" --list a.md -f json:a.json', cwd).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^audit-links: a\.json can't be written: EFBIG/);
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe('old');
    expect((await readdir(cwd)).toSorted()).toEqual(['a.json', 'a.md']);
  });
});

describe('colour', () => {
  const escape = '\u001B[';
  test.each([
    ['a pipe', [], {}, false],
    ['a pipe and --color', ['--color'], {}, true],
    ['a pipe and FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['NO_COLOR and --color', ['--color'], { NO_COLOR: '1' }, true],
    ['FORCE_COLOR and --no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ])('with %s', async (_, flags, env, coloured) => {
    const { code, stdout } = await run(['--list', '-', ...flags], { stdin: article, env });
    expect(code).toBe(0);
    expect(stdout.includes(escape)).toBe(coloured);
    expect(stripVTControlCharacters(stdout)).toContain('https://a.example/b');
  });

  test('never goes into a file', async () => {
    const cwd = await folder({});
    await run(['--list', '-', '--color', '-f', 'pretty:a.txt'], { cwd, stdin: article });
    expect(await readFile(join(cwd, 'a.txt'), 'utf8')).not.toContain(escape);
  });
});

test('file names with line ends and workflow commands are shown on one line, escaped', async () => {
  const cwd = await folder({});
  const name = 'a\n::error::owned\u001B[31m.md';
  await writeFile(join(cwd, name), article);
  for (const args of [
    ['--list', '.'],
    ['--list', '.', '-f', 'json'],
  ]) {
    const { code, stdout } = await run(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/^\s*::error/m);
    expect(stdout).not.toContain('\u001B');
  }
});
