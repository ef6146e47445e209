import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import type { Served } from '../servers/served.ts';

// Starting a process is slow on a busy machine, and no test here is about that.
vi.setConfig({ testTimeout: 30_000 });

/** Where a user finds the program; `npm test` builds what is behind it. */
export const program = fileURLToPath(new URL('../../bin/audit-links.js', import.meta.url));

interface RunOptions {
  /** Where the program stands; an empty folder of its own, without this. */
  readonly cwd?: string;
  /** All of its environment but `PATH`, and but for a cache folder of this run's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Loaded before it, from `fixtures/cli`. */
  readonly preload?: Preload;
  readonly stdin?: string;
  /** Leaves its stdin open, as a terminal does. */
  readonly unended?: true;
  /** A file descriptor to write to in place of a pipe. */
  readonly stdout?: number;
  readonly stderr?: number;
}

type Preload =
  | 'no-network.js'
  | 'no-queue.js'
  | 'ports.js'
  | 'loaded-modules.js'
  | 'hasty-intervals.js'
  | 'hasty-saving.js'
  | 'unplugged.js';

/** How a run ended, and what it wrote. */
interface Ran {
  /** `undefined` where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run under way. */
interface Running {
  readonly ended: Promise<Ran>;
  /** Resolves when all of `stdin` is on its way into the program; more than a pipe holds has been read then. */
  readonly fed: Promise<void>;
  /** Resolves when the program has written this, to either stream. */
  wrote(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs the program to its end. */
export const run = async (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  (await start(args, options)).ended;

/** Starts the program. It ends with the test at the latest. */
export const start = (args: readonly string[], options: RunOptions = {}): Promise<Running> =>
  launch([process.execPath, ...imports(options.preload), program, ...args], options);

/** Is there a way to a terminal without an add-on for Node: the `script` of util-linux? */
export const hasTerminal = (): boolean => spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false;

/** Starts the program on a terminal, of 100 columns if nothing else is said. What it shows there is the run's stdout; its own may go to a file. */
export const startOnTerminal = (
  args: readonly string[],
  { stdoutTo, columns = 100, ...options }: RunOptions & { readonly stdoutTo?: string; readonly columns?: number } = {},
): Promise<Running> => {
  const command = [process.execPath, ...imports(options.preload), program, ...args].map(quoted).join(' ');
  const line = `stty columns ${columns} rows 40; ${command}${stdoutTo === undefined ? '' : ` > ${quoted(stdoutTo)}`}`;
  return launch(['script', '--quiet', '--return', '--flush', '--command', line, '/dev/null'], options);
};

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

async function launch([file = '', ...args]: readonly string[], options: RunOptions): Promise<Running> {
  const { cwd = await folder({}), env = {}, stdin = '', unended, stdout = 'pipe', stderr = 'pipe' } = options;
  // What one run keeps is nothing to the next, nor to the user who runs the tests.
  const ownEnv = { PATH: process.env['PATH'], XDG_CACHE_HOME: await folder({}) };
  const child = spawn(file, args, { cwd, env: { ...ownEnv, ...env }, stdio: ['pipe', stdout, stderr] });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Who reads no input may end before it is written.
  const input = child.stdin?.on('error', () => {});
  const fed = new Promise<void>((resolve) => void input?.write(stdin, () => resolve()));
  if (!unended) input?.end();
  const said = { stdout: '', stderr: '' };
  const heard = new EventEmitter();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      heard.emit('text');
    });
  }
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      resolve({ ...said, code: code ?? undefined, signal: signal ?? undefined });
      heard.emit('text');
    });
  });
  return {
    ended,
    fed,
    async wrote(text) {
      while (!said.stdout.includes(text) && !said.stderr.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`It ended, and never wrote ${JSON.stringify(text)}: ${JSON.stringify(said)}`);
        }
        await once(heard, 'text');
      }
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** Node's arguments for one of the modules in `fixtures/cli`. */
const imports = (preload: Preload | undefined): readonly string[] =>
  preload === undefined ? [] : ['--import', new URL(`../../fixtures/cli/${preload}`, import.meta.url).href];

/** A folder with these files, for this test. */
export async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'audit-links-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

/** Flags with which every host name leads to this server, at its port, and nobody waits for manners. */
export const ledTo = ({ address, port }: Pick<Served, 'address' | 'port'>): readonly string[] => [
  '--allow-private',
  '--resolve',
  `*:${port}:${address}`,
  '--host-interval',
  '0',
  '--retries',
  '0',
];

/** Closes a server with the test. */
export function forThisTest<Closable extends { close(): Promise<void> }>(served: Closable): Closable {
  onTestFinished(() => served.close());
  return served;
}
