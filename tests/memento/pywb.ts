import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A pywb that serves a collection on loopback. */
export interface Pywb {
  readonly base: string;
  /** The collection, which is its TimeGate too: an original address stands behind it. */
  readonly gate: string;
  close(): Promise<void>;
}

/** `framed`: captures in a frame that answers 200, as pywb does by itself · `redirecting`: TimeGates redirect to captures. */
export type PywbMode = 'framed' | 'redirecting';

/** With `PYWB_BIN`, a folder of programs, that one is looked into first. */
const env = {
  ...process.env,
  PATH: [process.env['PYWB_BIN'], process.env['PATH']].filter((path) => path !== undefined).join(delimiter),
};

/** The version of the pywb that is here, if any is. */
export function pywbVersion(): string | undefined {
  const { status, stdout } = spawnSync('wayback', ['--version'], { env, encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? /pywb (\S+)/.exec(stdout)?.[1] : undefined;
}

/** So named, it is where the Wayback Machine has its own. */
const collection = 'web';
const deadlineMs = 60_000;

/** Puts a WARC file into a new collection, and serves it. */
export async function servePywb(warc: Uint8Array, mode: PywbMode): Promise<Pywb> {
  const folder = await mkdtemp(join(tmpdir(), 'audit-links-pywb-'));
  await writeFile(join(folder, 'captures.warc.gz'), warc);
  await writeFile(join(folder, 'config.yaml'), settings[mode]);
  const manage = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('wb-manager', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: deadlineMs,
    });
    if (status !== 0) throw new Error(`wb-manager ${args.join(' ')}: ${stderr}`);
  };
  manage('init', collection);
  manage('add', collection, 'captures.warc.gz');

  const port = await freePort();
  const server = spawn('wayback', ['-b', '127.0.0.1', '-p', String(port)], { cwd: folder, env });
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  const ended = new Promise<void>((resolve) => void server.on('close', () => resolve()));
  const close = async (): Promise<void> => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const base = `http://127.0.0.1:${port}`;
  const gate = `${base}/${collection}/`;
  const deadline = performance.now() + deadlineMs;
  while (!(await answers(gate))) {
    if (server.exitCode === null && performance.now() < deadline) continue;
    await close();
    throw new Error(`pywb does not answer: ${log}`);
  }
  return { base, gate, close };
}

const settings: Readonly<Record<PywbMode, string>> = {
  framed: '{}\n',
  redirecting: 'framed_replay: false\nredirect_to_exact: true\n',
};

/** Does something answer there? Asked again, a moment later, while it does not. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    await new Promise((resolve) => void setTimeout(resolve, 100));
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
