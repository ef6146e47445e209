import { defineConfig } from 'vitest/config';

/** The hostile suite waits for silence most of its time: many cases at once keep it short. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/hostile/*.suite.ts'],
    maxConcurrency: 24,
  },
});
