import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
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
  /** All of its environment but `PATH`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Loaded before it, from `fixtures/cli`. */
  readonly preload?: Preload;
  readonly stdin?: string;
  /** A file descriptor to write to in place of a pipe. */
  readonly stdout?: number;
  readonly stderr?: number;
}

type Preload = 'no-network.js' | 'ports.js' | 'loaded-modules.js' | 'hasty-intervals.js' | 'unplugged.js';

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
  kill(signal: NodeJS.Signals): void;
}

/** Runs the program to its end. */
export const run = async (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  (await start(args, options)).ended;

/** Starts the program. It ends with the test at the latest. */
export async function start(args: readonly string[], options: RunOptions = {}): Promise<Running> {
  const { cwd = await folder({}), env = {}, preload, stdin = '', stdout = 'pipe', stderr = 'pipe' } = options;
  const child = spawn(process.execPath, [...imports(preload), program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', stdout, stderr],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  // Who reads no input may end before it is written.
  child.stdin?.on('error', () => {}).end(stdin);
  const end = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const said = Promise.all([child.stdout, child.stderr].map((stream) => (stream === null ? '' : text(stream))));
  const ended = async (): Promise<Ran> => {
    const [out = '', err = ''] = await said;
    const [code, signal] = await end;
    return { code: code ?? undefined, signal: signal ?? undefined, stdout: out, stderr: err };
  };
  return {
    ended: ended(),
    kill: (signal) => void child.kill(signal),
  };
}

/** Node's arguments for one of the modules in `fixtures/cli`. */
export const imports = (preload: Preload | undefined): readonly string[] =>
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
