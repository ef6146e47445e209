import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Is there a tinyproxy on this machine? A proxy that we did not write is the better witness. */
export const hasTinyproxy = (): boolean => spawnSync('tinyproxy', ['-v']).status === 0;

/** Runs tinyproxy on loopback until it is closed. */
export const runTinyproxy = async ({ credentials }: { readonly credentials?: string } = {}): Promise<{
  readonly port: number;
  close(): Promise<void>;
}> => {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'tinyproxy-'));
  const settings = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Allow 127.0.0.1',
    'Timeout 30',
    `LogFile "${join(folder, 'log')}"`,
    ...(credentials === undefined ? [] : [`BasicAuth ${credentials.replace(':', ' ')}`]),
  ];
  await writeFile(join(folder, 'conf'), `${settings.join('\n')}\n`);
  const child = spawn('tinyproxy', ['-d', '-c', join(folder, 'conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (child.exitCode === null && !(await answers(port))) await new Promise(setImmediate);
  return {
    port,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
