import type { Readable } from 'node:stream';
import type { AuditOptions } from '../options/schema.ts';
import type { SavingKeys, World } from '../world.ts';
import { readCertificates } from './certificates.ts';
import { createClock } from './clock.ts';
import { createDns } from './dns.ts';
import { createFiles } from './files.ts';
import { createGit } from './git.ts';
import { createNetwork } from './network.ts';
import { createParsing, type OwnParsing } from './parsing.ts';
import { createScratchFile } from './scratch-file.ts';
import { createStore } from './store.ts';

interface WorldSettings {
  /** `address` or `address:port`; the system's without it. */
  readonly dnsServers?: readonly string[];
  /** Where a port is really served; a laboratory maps 443 to one that needs no rights. */
  readonly portOf?: (address: string, port: number) => number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: Readable;
  /** Parsing that has begun to load. */
  readonly parsing?: OwnParsing;
}

/** The real world, with connections that `close` ends. */
export interface NodeWorld extends World {
  close(): Promise<void>;
}

/** Makes the real world: this machine's files, clock and network. Throws `UsageError` for a certificate file that can't be read. */
export function createWorld(
  options: Pick<AuditOptions, 'hostConcurrency' | 'caFile' | 'cacheDir'>,
  { dnsServers, portOf, env = process.env, stdin = process.stdin, parsing = createParsing() }: WorldSettings = {},
): NodeWorld {
  const ca = options.caFile === undefined ? undefined : readCertificates(options.caFile);
  const http = createNetwork({
    connectionsPerHost: options.hostConcurrency,
    env,
    ...(ca === undefined ? {} : { ca }),
    ...(portOf === undefined ? {} : { portOf }),
  });
  const clock = createClock();
  const store = options.cacheDir === undefined ? undefined : createStore({ folder: options.cacheDir, clock });
  const savingKeys = savingKeysIn(env);
  const closings: (() => void)[] = [];
  const permaKey = env['PERMA_API_KEY']?.trim() ?? '';
  return {
    ...(store === undefined ? {} : { store }),
    ...(savingKeys === undefined ? {} : { savingKeys }),
    // A key with a line break in it would end the header that it is sent in.
    ...(/^[\x21-\x7e]+$/.test(permaKey) ? { permaKey } : {}),
    clock,
    files: createFiles({ stdin, git: createGit({ env }) }),
    dns: createDns(dnsServers === undefined ? {} : { servers: dnsServers }),
    http,
    parsing,
    scratch<Item>() {
      const file = createScratchFile<Item>();
      closings.push(() => file.close());
      return file;
    },
    async close() {
      for (const close of closings.splice(0)) close();
      await Promise.all([http.close(), parsing.close(), store?.close()]);
    },
  };
}

/** The names are those of the Python package `savepagenow`: who has saved pages from a script has them set. */
function savingKeysIn(env: Readonly<Record<string, string | undefined>>): SavingKeys | undefined {
  const [access, secret] = ['SAVEPAGENOW_ACCESS_KEY', 'SAVEPAGENOW_SECRET_KEY'].map((name) => env[name]?.trim() ?? '');
  return access && secret ? { access, secret } : undefined;
}
