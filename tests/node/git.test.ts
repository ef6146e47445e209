import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGit } from '../../src/node/git.ts';
import type { FirstCommit } from '../../src/world.ts';

const { signal } = new AbortController();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'audit-links-git-')));
const repository = join(folder, 'repository');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Neither the user's settings nor a hook that runs the tests have a say. */
const env: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
};

const git = (at: string, args: readonly string[], day = '2022-01-01'): string =>
  execFileSync('git', ['-C', at, '-c', 'user.name=A', '-c', 'user.email=a@a.example', ...args], {
    env: { ...env, GIT_AUTHOR_DATE: `${day}T23:30:00-0800`, GIT_COMMITTER_DATE: '2025-05-05T12:00:00Z' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

function commit(day: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) write(path, text);
  git(repository, ['add', '--all'], day);
  git(repository, ['commit', '--quiet', '--message', day], day);
}

const ask = (path: string, settings: Parameters<typeof createGit>[0] = { env }): Promise<FirstCommit> =>
  createGit(settings).firstCommit(path, signal);
const day = (text: string): FirstCommit => ({ type: 'day', day: text });
const unknown: FirstCommit = { type: 'unknown' };

const article = (name: string): string => `# ${name}\n\n${`A line of ${name}.\n`.repeat(30)}`;

beforeAll(() => {
  mkdirSync(repository);
  git(repository, ['init', '--quiet']);
  commit('2022-01-01', { 'old.md': article('old'), 'back.md': article('back'), 'index.md': article('index') });
  commit('2022-01-02', { 'posts/文章 1.md': article('new'), 'old.md': `${article('old')}More.\n` });
  git(repository, ['mv', 'old.md', 'posts/renamed.md']);
  commit('2022-01-03', { 'posts/renamed.md': `${article('old')}Still more.\n` });
  git(repository, ['mv', 'index.md', 'posts/last-year.md']);
  git(repository, ['rm', '--quiet', 'back.md']);
  commit('2022-01-04', {});
  commit('2022-01-05', { 'index.md': 'Something else altogether.\n', 'back.md': 'It is back.\n' });
  write('untracked.md', '# Not yet\n');
});

describe('the first commit of a document', () => {
  test.each<[what: string, path: string, expected: FirstCommit]>([
    ['is of the day on its author’s clock', 'posts/文章 1.md', day('2022-01-02')],
    ['is found under the names it had before', 'posts/renamed.md', day('2022-01-01')],
    ['is found when another took its old name', 'posts/last-year.md', day('2022-01-01')],
    ['is its own where it has the name of an older one that moved away', 'index.md', day('2022-01-05')],
    ['is the first of several under one name', 'back.md', day('2022-01-01')],
    ['is not known of a file that was never added', 'untracked.md', unknown],
    ['is not known of a file that is not there', 'missing.md', unknown],
  ])('%s', async (_, path, expected) => {
    expect(await ask(join(repository, path))).toEqual(expected);
  });

  test('is that of the file behind a link', async () => {
    symlinkSync(join(repository, 'posts/renamed.md'), join(folder, 'link.md'));
    expect(await ask(join(folder, 'link.md'))).toEqual(day('2022-01-01'));
  });

  test('is told in a worktree', async () => {
    git(repository, ['worktree', 'add', '--quiet', join(folder, 'worktree')]);
    expect(await ask(join(folder, 'worktree/posts/renamed.md'))).toEqual(day('2022-01-01'));
  });

  test('is not known outside of a repository, in an empty one and without git', async () => {
    writeFileSync(join(folder, 'outside.md'), '# Outside\n');
    expect(await ask(join(folder, 'outside.md'))).toEqual(unknown);
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    git(empty, ['init', '--quiet']);
    writeFileSync(join(empty, 'a.md'), '# A\n');
    expect(await ask(join(empty, 'a.md'))).toEqual(unknown);
    expect(await ask(join(repository, 'index.md'), { env: { ...env, PATH: folder } })).toEqual(unknown);
  });

  test('is not asked of a git in the current folder', async () => {
    expect(await ask(join(repository, 'index.md'), { env: { ...env, PATH: '.:bin' } })).toEqual(unknown);
  });

  test('is asked of the document’s repository, whatever a hook’s environment says', async () => {
    expect(await ask(join(repository, 'index.md'), { env: { ...env, GIT_DIR: join(folder, 'empty/.git') } })).toEqual(
      day('2022-01-05'),
    );
  });

  test('is not waited for without end', async () => {
    expect(await ask(join(repository, 'index.md'), { env: { ...env, PATH: slowGit() }, deadlineMs: 50 })).toEqual(
      unknown,
    );
  });

  test('ends with the run', async () => {
    const abort = new AbortController();
    const asked = createGit({ env: { ...env, PATH: slowGit() } }).firstCommit(
      join(repository, 'index.md'),
      abort.signal,
    );
    abort.abort();
    await expect(asked).rejects.toThrow();
  });
});

test('a repository is read once, however many of its documents are asked about', async () => {
  const counting = join(folder, 'counting');
  mkdirSync(counting);
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  program(join(counting, 'git'), `echo "$*" >> '${counting}/calls'\nexec '${real}' "$@"`);
  const counted = createGit({ env: { ...env, PATH: `${counting}:${env['PATH']}` } });
  await Promise.all(
    ['index.md', 'back.md', 'posts/renamed.md'].map((path) => counted.firstCommit(join(repository, path), signal)),
  );
  expect(execFileSync('grep', ['-c', ' log ', join(counting, 'calls')], { encoding: 'utf8' }).trim()).toBe('1');
});

describe('in a shallow clone', () => {
  const shallow = join(folder, 'shallow');
  beforeAll(() => {
    git(folder, ['clone', '--quiet', '--depth', '2', `file://${repository}`, shallow]);
  });

  test('the day is not told of what its oldest commit holds', async () => {
    expect(await ask(join(shallow, 'posts/renamed.md'))).toEqual({ type: 'shallow' });
  });

  test('and is told of what was added later', async () => {
    expect(await ask(join(shallow, 'index.md'))).toEqual(day('2022-01-05'));
  });
});

describe('a stranger’s repository', () => {
  const witness = join(folder, 'witness');
  const evil = join(folder, 'evil');

  /** A clone with a signed commit at its end, whose settings name a program wherever they can. */
  function hostileClone(name: string): string {
    const hostile = join(folder, name);
    program(evil, `touch '${witness}'`);
    git(folder, ['clone', '--quiet', repository, hostile]);
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n';
    const file = join(folder, 'commit');
    writeFileSync(file, git(hostile, ['cat-file', 'commit', 'HEAD']).replace('\n\n', `\n${signature}`));
    git(hostile, ['reset', '--quiet', git(hostile, ['hash-object', '-t', 'commit', '-w', file]).trim()]);
    for (const [key, value] of [
      ['core.fsmonitor', evil],
      ['core.pager', evil],
      ['core.sshCommand', evil],
      ['core.hooksPath', folder],
      ['pager.log', 'true'],
      ['log.showSignature', 'true'],
      ['gpg.program', evil],
      ['diff.external', evil],
      ['remote.origin.url', 'ssh://a.example/a'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.partialclonefilter', 'blob:none'],
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
    ] as const)
      git(hostile, ['config', key, value]);
    return hostile;
  }

  test('runs no program by its settings', async () => {
    expect(await ask(join(hostileClone('signed'), 'posts/renamed.md'))).toEqual(day('2022-01-01'));
    expect(existsSync(witness)).toBe(false);
  });

  test('fetches nothing that it lacks, and tells what it can without', async () => {
    const partial = hostileClone('partial');
    const blob = git(partial, ['rev-parse', 'HEAD:posts/renamed.md']).trim();
    rmSync(join(partial, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    expect(await ask(join(partial, 'posts/last-year.md'))).toEqual(day('2022-01-01'));
    expect(await ask(join(partial, 'index.md'))).toEqual(day('2022-01-05'));
    expect(existsSync(witness)).toBe(false);
  });
});

test('a user’s settings do not change what is read', async () => {
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(
    join(home, '.gitconfig'),
    '[log]\n\tshowSignature = true\n\tfollow = true\n[color]\n\tui = always\n[diff]\n\trenames = false\n\trelative = true\n[core]\n\tquotePath = true\n',
  );
  const own = { env: { ...env, HOME: home } };
  expect(await ask(join(repository, 'posts/renamed.md'), own)).toEqual(day('2022-01-01'));
  expect(await ask(join(repository, 'posts/文章 1.md'), own)).toEqual(day('2022-01-02'));
});

function program(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A folder with a git that never comes to an end. */
function slowGit(): string {
  const slow = join(folder, 'slow');
  mkdirSync(slow, { recursive: true });
  program(join(slow, 'git'), 'exec /bin/sleep 600');
  return slow;
}
