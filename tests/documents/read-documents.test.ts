import { expect, test } from 'vitest';
import { describe, readDocuments } from '../../src/documents/read-documents.ts';
import type { World } from '../../src/world.ts';
import { memoryWorld } from '../support/world.ts';

const refs = Array.from({ length: 80 }, (_, index) => ({ path: `${index}.md` }));
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
  expect(Math.max(...ahead)).toBe(32);
});

test('stops at the first document that an end of the run has cut off', async () => {
  const abort = new AbortController();
  const given: string[] = [];
  for await (const { ref } of readDocuments(refs, slowWorld(), circumstances, abort.signal)) {
    given.push(ref.path);
    abort.abort();
  }
  expect(given.length).toBeLessThan(33);
});

test('asks for the first commit of a document where nothing better gives it a day', async () => {
  const documents = {
    'a.md': '---\ndate: 2022-01-01\n---\n',
    '2022-01-02-b.md': '# B\n',
    'c.md': '# C\n\n2022-01-03\n',
    'd.md': '# D\n',
    'e.md': '---\ndate: 2030-01-01\n---\n',
  };
  const base = memoryWorld({ documents });
  const asked: string[] = [];
  const world: World = {
    ...base,
    files: {
      ...base.files,
      async firstCommit({ path }) {
        asked.push(path);
        return { type: 'day', day: '2022-01-04' };
      },
    },
  };
  const dates: string[] = [];
  for await (const { ref, read } of readDocuments(await world.files.find([]), world, circumstances, signal)) {
    const { cited } = describe(ref, read, circumstances);
    dates.push(`${cited?.date} ${cited?.basis}`);
  }
  expect(dates).toEqual([
    '2022-01-01 front-matter',
    '2022-01-02 file-name',
    '2022-01-03 text',
    '2022-01-04 git',
    '2022-01-04 git',
  ]);
  expect(asked).toEqual(['d.md', 'e.md']);
  asked.length = 0;
  const told = { ...circumstances, citedAt: '2022-01-05' };
  for await (const { ref, read } of readDocuments(await world.files.find([]), world, told, signal))
    expect(describe(ref, read, told).cited).toEqual({ date: '2022-01-05', basis: 'option' });
  expect(asked).toEqual([]);
});
