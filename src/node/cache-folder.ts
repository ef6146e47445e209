import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where a program keeps what it can do without, for this user: `XDG_CACHE_HOME` (XDG Base Directory Specification 0.8) where it
 * is set, else as the system has it.
 */
export function userCacheFolder(env: Env, { platform = process.platform, home = homedir() } = {}): string {
  const asked = env['XDG_CACHE_HOME'] ?? '';
  // A relative one is to be ignored, says the specification.
  const base = isAbsolute(asked) ? asked : systemCacheFolder(env, platform, home);
  return join(base, 'audit-links');
}

function systemCacheFolder(env: Env, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return platform === 'win32' ? (env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')) : join(home, '.cache');
}
