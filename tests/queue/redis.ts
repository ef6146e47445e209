import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of a test's own, on loopback, that keeps nothing. */
export interface ServedRedis {
  readonly address: string;
  readonly port: number;
  /** A connection to it. */
  readonly redis: Redis;
  close(): Promise<void>;
}

/** `undefined` where it is not installed. */
export const redisVersion = (): string | undefined =>
  /v=(\S+)/.exec(spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];

export async function serveRedis(port?: number): Promise<ServedRedis> {
  const own = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'audit-links-redis-'));
  const settings = ['--port', String(own), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.on('exit', () => reject(new Error(`redis-server has ended: ${said}`)));
  });
  const redis = new Redis({ port: own, host: '127.0.0.1' });
  redis.on('error', () => {});
  return {
    address: `redis://127.0.0.1:${own}`,
    port: own,
    redis,
    async close() {
      redis.disconnect();
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
