import { expect, test } from 'vitest';
import { userCacheFolder } from '../../src/node/cache-folder.ts';

const home = '/me';

test.each([
  ['linux', {}, '/me/.cache/audit-links'],
  ['linux', { XDG_CACHE_HOME: '/fast/cache' }, '/fast/cache/audit-links'],
  ['linux', { XDG_CACHE_HOME: 'not/absolute' }, '/me/.cache/audit-links'],
  ['linux', { XDG_CACHE_HOME: '', LOCALAPPDATA: '/other' }, '/me/.cache/audit-links'],
  ['darwin', {}, '/me/Library/Caches/audit-links'],
  ['darwin', { XDG_CACHE_HOME: '/fast/cache' }, '/fast/cache/audit-links'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/audit-links'],
  ['win32', {}, '/me/AppData/Local/audit-links'],
] as const)('on %s with %o it is %s', (platform, env, folder) => {
  expect(userCacheFolder(env, { platform, home })).toBe(folder);
});
