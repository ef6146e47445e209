import { describe, expect, test } from 'vitest';
import type { About } from '../../src/inspect/inspect.ts';
import { createObservationMemory } from '../../src/inspect/observation-memory.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { WebTarget } from '../../src/model/target.ts';
import { answered } from '../support/looks.ts';
import { memoryStore } from '../support/memory-store.ts';

const day = 86_400_000;
const url = 'https://site.example/a';
const target = (address = url): WebTarget => ({ type: 'web', url: address });
const about: About = { kinds: () => ['link'], citedAt: undefined, language: 'en', embeddedFrom: undefined };
const observation = (address = url): Observation => ({ from: 'wire', looks: [answered(address)] });

const remembering = (own: readonly { origin: string; name: string; value: string }[] = [], ways = ['a way']) => {
  const store = memoryStore();
  return { store, memory: createObservationMemory({ store, own, ways }) };
};

test('what was seen comes back as it was, and says where it comes from', async () => {
  const { memory, store } = remembering();
  await memory.keep(target(), about, observation());
  expect(await memory.recall(target(), about)).toEqual({ ...observation(), from: 'cache' });
  const [entry] = store.entries.values();
  expect(entry?.expires).toBe(Date.parse(observation().looks[0].at) + 30 * day);
});

test.each<[another: string, WebTarget, About]>([
  ['address', target('https://site.example/b'), about],
  ['language', target(), { ...about, language: 'zh' }],
  ['site that embeds it', target(), { ...about, embeddedFrom: 'https://blog.example/' }],
])('another %s is another question', async (_, asked, askedAbout) => {
  const { memory } = remembering();
  await memory.keep(target(), about, observation());
  expect(await memory.recall(asked, askedAbout)).toBeUndefined();
});

test('another way of asking is another question', async () => {
  const { memory, store } = remembering();
  await memory.keep(target(), about, observation());
  const other = createObservationMemory({ store, own: [], ways: ['another way'] });
  expect(await other.recall(target(), about)).toBeUndefined();
});

const redirected = (to: string): Observation => {
  const [look] = observation().looks;
  const hops = [...look.hops, { url: to, status: 200 }];
  return { from: 'wire', looks: [{ ...look, hops }] };
};

describe('never kept is', () => {
  const own = [{ origin: 'https://inside.example', name: 'authorization', value: 'word' }];
  test.each<[string, WebTarget, Observation]>([
    ['an address with a key in it', target(`${url}?token=abcdefgh`), observation(`${url}?token=abcdefgh`)],
    ['what led to such an address', target(), redirected('https://other.example/?X-Amz-Signature=abcdef')],
    ['what was asked with a header of ours', target('https://inside.example/'), observation('https://inside.example/')],
    ['what led to where such a header goes', target(), redirected('https://inside.example/x')],
  ])('%s', async (_, asked, seen) => {
    const { memory, store } = remembering(own);
    await memory.keep(asked, about, seen);
    expect(store.entries.size).toBe(0);
  });

  test('nor is it recalled, if an earlier run asked without the header', async () => {
    const { memory, store } = remembering();
    await memory.keep(target(), about, redirected('https://inside.example/x'));
    const withHeader = createObservationMemory({ store, own, ways: ['a way'] });
    expect(await memory.recall(target(), about)).toBeDefined();
    expect(await withHeader.recall(target(), about)).toBeUndefined();
  });
});

test.each<[string, unknown]>([
  ['a text', 'alive'],
  ['an observation without a look', { from: 'wire', looks: [] }],
  ['an observation of another making', { ...observation(), looks: [{ ...observation().looks[0], at: 'today' }] }],
])('%s in its place counts as nothing', async (_, damage) => {
  const { memory, store } = remembering();
  await memory.keep(target(), about, observation());
  for (const [key, entry] of store.entries) store.entries.set(key, { ...entry, json: JSON.stringify(damage) });
  expect(await memory.recall(target(), about)).toBeUndefined();
});
