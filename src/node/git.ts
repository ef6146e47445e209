import { execFile, type ExecFileException } from 'node:child_process';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FirstCommit } from '../world.ts';

interface GitSettings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For the history of one repository. */
  readonly deadlineMs?: number;
}

/** Asks the repository that a document lies in. */
export interface Git {
  firstCommit(path: string, signal: AbortSignal): Promise<FirstCommit>;
}

/** A history: for each of its files the commit that first added it. */
type History = ReadonlyMap<string, FirstCommit>;

const unknown: FirstCommit = { type: 'unknown' };

/**
 * Tells when documents came into their repositories, from each repository's history, which is read once: for one document
 * that takes longer than asking for it alone would, for a folder of them far less. Without git, outside of a repository,
 * and where git does not trust the repository or is not done in time, nothing is known.
 */
export function createGit({ env = process.env, deadlineMs = 10_000 }: GitSettings = {}): Git {
  const histories = new Map<string, Promise<History>>();
  const roots = new Map<string, Promise<string | undefined>>();
  const rootAbove = (folder: string): Promise<string | undefined> => {
    const root = roots.get(folder) ?? rootOf(folder);
    roots.set(folder, root);
    return root;
  };
  const historyOf = (root: string, signal: AbortSignal): Promise<History> => {
    const history = histories.get(root) ?? readHistory(root, { env, deadlineMs, signal });
    histories.set(root, history);
    return history;
  };
  return {
    async firstCommit(path, signal) {
      const real = await realpath(path).catch(() => undefined);
      const root = real === undefined ? undefined : await rootAbove(dirname(real));
      if (real === undefined || root === undefined) return unknown;
      const history = await historyOf(root, signal);
      return history.get(relative(root, real).replaceAll(sep, '/')) ?? unknown;
    },
  };
}

/** The nearest folder above that holds `.git`, a folder or (in a worktree, in a submodule) a file. */
async function rootOf(folder: string): Promise<string | undefined> {
  let at = folder;
  while (!(await exists(join(at, '.git')))) {
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
  return at;
}

interface Reading {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

async function readHistory(root: string, reading: Reading): Promise<History> {
  const program = await findGit(reading.env['PATH'] ?? '');
  if (program === undefined) return new Map();
  const run = (args: readonly string[]): Promise<string> => runGit(program, root, args, reading);
  try {
    const shallow = await run(['rev-parse', '--is-shallow-repository']);
    // A partial clone lacks the contents by which a renamed and edited file is known again.
    const log = await run(logArguments('50%')).catch((error: ExecFileException) =>
      error.killed === true ? Promise.reject(error) : run(logArguments('100%')),
    );
    return historyIn(log, shallow.trim() === 'true');
  } catch (error) {
    if (reading.signal.aborted) throw error;
    return new Map();
  }
}

/**
 * Parents before children, as the names that a file had must be followed in their order. What a user's own settings could
 * change in the output is set here. `likeness`: of a file to what it was before it was renamed.
 */
const logArguments = (likeness: string): readonly string[] => [
  'log',
  '--topo-order',
  '--reverse',
  '--diff-filter=AR',
  '--name-status',
  '-z',
  '--format=%x01%aI %P',
  `--find-renames=${likeness}`,
  '-l200',
  '--no-relative',
  '--no-color',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--',
];

/** A repository's own configuration is a stranger's: it must not name programs that are run, nor places that are asked. */
const safely = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'safe.bareRepository=explicit',
  // A partial clone would fetch what it lacks.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** Output beyond this is given up, in bytes: a million files. */
const maxOutput = 100 * 1024 * 1024;

function runGit(
  program: string,
  root: string,
  args: readonly string[],
  { env, deadlineMs, signal }: Reading,
): Promise<string> {
  // A hook that runs us has set variables that point to its own repository.
  const inherited = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name));
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      ['--no-pager', ...safely, '-C', root, ...args],
      {
        env: {
          ...Object.fromEntries(inherited),
          GIT_CEILING_DIRECTORIES: dirname(root),
          GIT_NO_LAZY_FETCH: '1',
          GIT_OPTIONAL_LOCKS: '0',
          GIT_TERMINAL_PROMPT: '0',
        },
        maxBuffer: maxOutput,
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        signal,
        windowsHide: true,
      },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
    child.stdin?.end();
  });
}

/** Looked for by ourselves: Windows would look in the current folder first, which may be a stranger's. */
async function findGit(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of path.split(delimiter)) {
    const program = join(folder, name);
    if (!isAbsolute(folder) || !(await exists(program))) continue;
    if (
      await access(program, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return program;
  }
  return undefined;
}

/**
 * Reads the log: for each commit `\x01<date> <parents>`, then for each file `A <path>` or `R<likeness> <old> <new>`. A file
 * that comes back under its old name keeps its first commit; a new one under the name that another has left gets its own.
 */
function historyIn(log: string, shallow: boolean): History {
  const history = new Map<string, FirstCommit>();
  const tokens = log.split('\0').values();
  const next = (): string => tokens.next().value ?? '';
  let commit = unknown;
  for (const token of tokens) {
    const written = token.replace(/^\n+/, '');
    if (written.startsWith('\x01')) {
      const [date = '', ...parents] = written
        .slice(1)
        .split(' ')
        .filter((part) => part !== '');
      // In a shallow clone a commit without parents is where the history was cut off, and seems to add every file.
      commit = shallow && parents.length === 0 ? { type: 'shallow' } : { type: 'day', day: date.slice(0, 10) };
    } else if (written === 'A') {
      const path = next();
      if (!history.has(path)) history.set(path, commit);
    } else if (written.startsWith('R')) {
      const [from, to] = [next(), next()];
      history.set(to, history.get(from) ?? commit);
      history.delete(from);
    }
  }
  return history;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
