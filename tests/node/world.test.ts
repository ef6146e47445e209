import { expect, onTestFinished, test } from 'vitest';
import { createWorld } from '../../src/node/world.ts';

/** The world of a process with this environment. */
const worldOf = (env: Readonly<Record<string, string>>) => {
  const world = createWorld({ hostConcurrency: 1, caFile: undefined, cacheDir: undefined }, { env });
  onTestFinished(() => world.close());
  return world;
};

test.each<[value: string, key: string | undefined]>([
  ['0123456789abcdef', '0123456789abcdef'],
  [' 0123456789abcdef\n', '0123456789abcdef'],
  ['', undefined],
  ['two\r\nHost: elsewhere.test', undefined],
])('of PERMA_API_KEY=%j the key is %j', (value, key) => {
  expect(worldOf({ PERMA_API_KEY: value }).permaKey).toBe(key);
});
