import { defineConfig } from 'vitest/config';

/** Beside the other tests, as it wants a program that not everybody has: Redis. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/queue/*.suite.ts'],
  },
});
