import { describe, expect, test } from 'vitest';
import type { ArchiveConclusion } from '../../src/archives/conversation.ts';
import { wayback } from '../../src/archives/wayback.ts';
import { createArchiveMemory } from '../../src/inspect/archive-memory.ts';
import type { ArchiveAnswer, Capture } from '../../src/model/capture.ts';
import { memoryStore } from '../support/memory-store.ts';

const day = 86_400_000;
const archive = wayback('https://web.archive.org');
const lookup = { url: 'https://example.org/a', citedAt: '2022-01-06', today: '2026-01-01' };

const capture: Capture = {
  archive: 'wayback',
  url: 'https://web.archive.org/web/20220107120000/https://example.org/a',
  capturedAt: '2022-01-07T12:00:00Z',
  httpStatus: 200,
  daysFromCitation: 1,
  usable: true,
  fit: 'near',
  answer: {
    url: 'https://example.org/a',
    status: 200,
    headers: { 'content-type': 'text/html' },
    contentType: 'text/html',
    body: { bytes: 1000, end: 'complete', coding: 'ok', pixels: { width: 1, height: 2 } },
    page: {
      title: '題',
      charset: 'utf-8',
      charsetFrom: 'header',
      textLength: 900,
      text: '本文',
      scripts: 0,
      passwordField: false,
      marks: ['a-mark'],
    },
  },
};

const concluded = (answer: ArchiveAnswer['answer'], captures: readonly Capture[] = []): ArchiveConclusion => ({
  type: 'done',
  answer: { archive: 'wayback', answer, detail: 'why' },
  captures,
  limited: false,
});

/** A memory, and its clock and store to turn by hand. */
function remembering() {
  const store = memoryStore();
  const time = { now: 1000 * day };
  const clock = { now: () => time.now };
  return { store, time, clock, memory: createArchiveMemory({ store, clock }) };
}

test('an answer comes back as it was given, and says where it comes from', async () => {
  const { memory } = remembering();
  await memory.keep(archive, lookup, concluded('captured', [capture]));
  const { answer, captures, limited } = (await memory.recall(archive, lookup)) ?? {};
  expect(answer).toEqual({ archive: 'wayback', answer: 'captured', detail: 'why', from: 'cache' });
  expect(captures).toEqual([capture]);
  expect(limited).toBe(false);
});

test.each([
  ['captured', 30],
  ['none', 1],
  ['unusable', 1],
  ['excluded', 1],
] as const)('“%s” is believed for %i days', async (answer, days) => {
  const { memory, time, store } = remembering();
  await memory.keep(archive, lookup, concluded(answer));
  expect([...store.entries.values()].map(({ expires }) => expires)).toEqual([time.now + 30 * day]);
  time.now += days * day - 1;
  expect(await memory.recall(archive, lookup)).toBeDefined();
  time.now += 1;
  expect(await memory.recall(archive, lookup)).toBeUndefined();
});

test('a run that asks nobody takes answers of any age, and says where there is none', async () => {
  const { memory, store, clock, time } = remembering();
  const asking = createArchiveMemory({ store, clock, askNobody: true });
  expect(await asking.recall(archive, lookup)).toMatchObject({ answer: { answer: 'unknown' }, captures: [] });
  await memory.keep(archive, lookup, concluded('none'));
  time.now += 20 * day;
  expect(await asking.recall(archive, lookup)).toMatchObject({ answer: { answer: 'none', from: 'cache' } });
});

test('what no archive answered is not kept', async () => {
  const { memory, store } = remembering();
  await memory.keep(archive, lookup, concluded('unknown'));
  expect(store.entries.size).toBe(0);
});

test('an answer from the future is not believed', async () => {
  const { memory, time } = remembering();
  await memory.keep(archive, lookup, concluded('captured'));
  time.now -= 1;
  expect(await memory.recall(archive, lookup)).toBeUndefined();
});

test.each([
  ['the same question on another day', archive, { ...lookup, today: '2026-01-20' }, true],
  ['another address', archive, { ...lookup, url: 'https://example.org/b' }, false],
  ['copies of an image', archive, { ...lookup, kinds: ['image'] }, false],
  ['another day of citation', archive, { ...lookup, citedAt: '2022-01-07' }, false],
  ['no day of citation', archive, { url: lookup.url, today: lookup.today }, false],
  ['an archive at another address', wayback('https://archive.example'), lookup, false],
  ['an archive of another name', { ...archive, name: 'other' }, lookup, false],
] as const)('%s', async (_, askedArchive, asked, known) => {
  const { memory } = remembering();
  await memory.keep(archive, lookup, concluded('captured'));
  expect((await memory.recall(askedArchive, asked)) !== undefined).toBe(known);
});

test('a run that wants main texts does not take answers without them', async () => {
  const { memory, store, clock } = remembering();
  await memory.keep(archive, lookup, concluded('captured'));
  const reading = createArchiveMemory({ store, clock, mainText: true });
  expect(await reading.recall(archive, lookup)).toBeUndefined();
  await reading.keep(archive, lookup, concluded('captured'));
  expect(await reading.recall(archive, lookup)).toBeDefined();
});

describe('what is damaged or of another making counts as not there', () => {
  const right = { at: 1000 * day, answer: 'captured', detail: '', captures: [capture] };
  test.each([
    ['a text', 'captured'],
    ['nothing', null],
    ['a list', [right]],
    ['no time', { ...right, at: undefined }],
    ['an answer that is none', { ...right, answer: 'unknown' }],
    ['an answer of a later version', { ...right, answer: 'blurred' }],
    ['a capture without an address', { ...right, captures: [{ ...capture, url: undefined }] }],
    ['a capture that leads to a script', { ...right, captures: [{ ...capture, url: 'javascript:alert(1)' }] }],
    ['a capture that is null', { ...right, captures: [null] }],
    ['a page without its text', { ...right, captures: [{ ...capture, answer: { ...capture.answer, page: {} } }] }],
  ])('%s', async (_, value) => {
    const { memory, store } = remembering();
    await memory.keep(archive, lookup, concluded('captured'));
    const [key = ''] = store.entries.keys();
    store.entries.set(key, { json: JSON.stringify(value), expires: 2000 * day });
    expect(await memory.recall(archive, lookup)).toBeUndefined();
    store.entries.set(key, { json: JSON.stringify(right), expires: 2000 * day });
    expect(await memory.recall(archive, lookup)).toBeDefined();
  });
});
