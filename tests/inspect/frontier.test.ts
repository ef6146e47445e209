import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFrontier, type FrontierLimits } from '../../src/inspect/frontier.ts';

/** A frontier whose items are done when they are told to be. */
function staged(limits: Partial<FrontierLimits>) {
  const { total = 100, looking = 100, perHost = 100, perNewHost = perHost } = limits;
  const begun: string[] = [];
  const ends = new Map<string, { readonly looked: () => void; readonly done: () => void }>();
  const frontier = createFrontier<string>({
    limits: { total, looking, perHost, perNewHost },
    begin: (item, looked) => {
      begun.push(item);
      return new Promise((done) => ends.set(item, { looked, done }));
    },
  });
  const add = (...items: readonly string[]): void => items.forEach((item) => frontier.add(item[0] ?? '', item));
  const done = async (item: string): Promise<void> => {
    ends.get(item)?.done();
    await setImmediate();
  };
  return {
    frontier,
    begun,
    add,
    looked: (item: string) => ends.get(item)?.looked(),
    done,
  };
}

test('begins at once what there is room for, and at one host no more than it may', () => {
  const { begun, add } = staged({ total: 4, perHost: 2 });
  add('a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'd1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
});

test('takes the hosts in turn, and of each what came first', async () => {
  const { begun, add, done } = staged({ total: 1, perHost: 1 });
  add('a1', 'a2', 'a3', 'b1', 'b2', 'c1');
  for (const item of ['a1', 'b1', 'c1', 'a2', 'b2']) await done(item);
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
});

test('lets the next of a host begin when it is looked at, though it is not done', async () => {
  const { begun, add, looked, done } = staged({ total: 2, perHost: 1 });
  add('a1', 'a2', 'a3');
  looked('a1');
  expect(begun).toEqual(['a1', 'a2']);
  // It still counts among all that are under way.
  looked('a2');
  expect(begun).toEqual(['a1', 'a2']);
  await done('a1');
  expect(begun).toEqual(['a1', 'a2', 'a3']);
});

test('counts those that look, and those that only wait for an archive, apart', async () => {
  const { begun, add, looked, done } = staged({ total: 3, looking: 1 });
  add('a1', 'b1', 'c1', 'd1');
  looked('a1');
  looked('b1');
  expect(begun).toEqual(['a1', 'b1', 'c1']);
  looked('c1');
  expect(begun).toEqual(['a1', 'b1', 'c1']);
  await done('a1');
  expect(begun).toEqual(['a1', 'b1', 'c1', 'd1']);
});

test('gives a host more room when something of it is done', () => {
  const { begun, add, looked } = staged({ perHost: 3, perNewHost: 1 });
  add('a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2');
  expect(begun).toEqual(['a1', 'b1']);
  looked('a1');
  expect(begun).toEqual(['a1', 'b1', 'a2', 'a3', 'a4']);
});

test('is idle when all is done, and when there was nothing to do', async () => {
  const { frontier, add, done } = staged({ total: 8, perHost: 8 });
  await frontier.idle();
  add('a1', 'b1');
  let isIdle = false;
  const idle = frontier.idle().then(() => (isIdle = true));
  await done('a1');
  expect(isIdle).toBe(false);
  await done('b1');
  await idle;
  expect(isIdle).toBe(true);
});
