import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** The addresses of each name in a hosts file (hosts(5)), names in lower case. */
export type HostsFile = ReadonlyMap<string, readonly [string, ...string[]]>;

export function parseHostsFile(text: string): HostsFile {
  const hosts = new Map<string, readonly [string, ...string[]]>();
  for (const line of text.split(/\r?\n/)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (isIP(address) === 0) continue;
    for (const name of names.map((name) => name.toLowerCase().replace(/\.$/, ''))) {
      const known = hosts.get(name);
      hosts.set(name, known === undefined ? [address] : [...known, address]);
    }
  }
  return hosts;
}

/** The machine's hosts file; empty where it can't be read, as for the system itself. */
export async function readHostsFile(): Promise<HostsFile> {
  const path =
    process.platform === 'win32'
      ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
      : '/etc/hosts';
  return parseHostsFile(await readFile(path, 'utf8').catch(() => ''));
}
