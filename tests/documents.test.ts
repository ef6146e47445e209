import { expect, test } from 'vitest';
import { readDocuments } from '../src/documents.ts';
import type { World } from '../src/world.ts';
import { memoryWorld } from './support/world.ts';

const refs = Array.from({ length: 30 }, (_, index) => ({ path: `${index}.md` }));
const circumstances = { today: '2026-01-01' };
const { signal } = new AbortController();

/** A world whose documents take the longer to read, the earlier they come. */
function slowWorld(): World & { readonly begun: string[] } {
  const world = memoryWorld({ documents: {} });
  const begun: string[] = [];
  return {
    ...world,
    begun,
    files: {
      ...world.files,
      async read({ path }) {
        begun.push(path);
        await world.clock.sleep(100 - Number.parseInt(path, 10));
        return { text: `# ${path}` };
      },
    },
  };
}

test('gives documents in their order, whichever is read first, and reads some ahead', async () => {
  const world = slowWorld();
  const paths: string[] = [];
  const ahead: number[] = [];
  for await (const { ref } of readDocuments(refs, world, circumstances, signal)) {
    ahead.push(world.begun.length - paths.length);
    paths.push(ref.path);
  }
  expect(paths).toEqual(refs.map(({ path }) => path));
  expect(world.begun).toEqual(paths);
  expect(Math.max(...ahead)).toBe(8);
});

test('stops at the first document that an end of the run has cut off', async () => {
  const abort = new AbortController();
  const given: string[] = [];
  for await (const { ref } of readDocuments(refs, slowWorld(), circumstances, abort.signal)) {
    given.push(ref.path);
    abort.abort();
  }
  expect(given.length).toBeLessThan(9);
});
