import { defineConfig } from 'vitest/config';

/** Beside the other tests, as it kills some fifty runs, each of which takes its time. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/resume/*.suite.ts'],
  },
});
