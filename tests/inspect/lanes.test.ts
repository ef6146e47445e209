import { expect, test } from 'vitest';
import { createLanes } from '../../src/inspect/lanes.ts';

const { signal } = new AbortController();
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Lets everybody enter one place, and tells in which order they got it. */
function oneAtATime() {
  const lanes = createLanes(1, 3);
  const order: string[] = [];
  const enter = async (name: string, lane: number, hurry?: Promise<boolean>, own = signal): Promise<void> => {
    const leave = await lanes.enter(lane, own, hurry);
    order.push(name);
    await settled();
    leave();
  };
  return { enter, order };
}

test('as many as there are places are let in at once', async () => {
  const lanes = createLanes(2, 1);
  let inside = 0;
  let most = 0;
  const enter = async (): Promise<void> => {
    const leave = await lanes.enter(0, signal);
    most = Math.max(most, (inside += 1));
    await settled();
    inside -= 1;
    leave();
  };
  await Promise.all(Array.from({ length: 9 }, enter));
  expect(most).toBe(2);
  expect(inside).toBe(0);
});

test('lane by lane, and in a lane who came first', async () => {
  const { enter, order } = oneAtATime();
  await Promise.all([enter('first', 2), enter('c1', 2), enter('c2', 2), enter('b', 1), enter('a1', 0), enter('a2', 0)]);
  expect(order).toEqual(['first', 'a1', 'a2', 'b', 'c1', 'c2']);
});

test('who comes to be in a hurry changes lanes, once', async () => {
  const { enter, order } = oneAtATime();
  const names = ['first', 'calm', 'hurried', 'not so', 'calm too'];
  const hurry = [undefined, undefined, Promise.resolve(true), Promise.resolve(false), undefined];
  await Promise.all(names.map((name, index) => enter(name, 2, hurry[index])));
  expect(order).toEqual(['first', 'hurried', 'calm', 'not so', 'calm too']);
});

test('who gives up is passed over, and takes no place', async () => {
  const { enter, order } = oneAtATime();
  const controller = new AbortController();
  const first = enter('first', 0);
  const gone = expect(enter('gone', 0, Promise.resolve(true), controller.signal)).rejects.toThrow('enough');
  const last = enter('last', 0);
  controller.abort(new Error('enough'));
  await expect(enter('late', 0, undefined, controller.signal)).rejects.toThrow('enough');
  await Promise.all([first, gone, last]);
  expect(order).toEqual(['first', 'last']);
});

test('in one turn of the event loop no more start than may', async () => {
  const lanes = createLanes(9, 1, 2);
  const all = Promise.all(Array.from({ length: 5 }, () => lanes.enter(0, signal)));
  const waiting = [lanes.waiting()];
  await settled();
  waiting.push(lanes.waiting());
  await settled();
  waiting.push(lanes.waiting());
  await all;
  expect(waiting).toEqual([3, 1, 0]);
});

test('who has a place keeps it when there are fewer, and who waits gets one when there are more', async () => {
  const lanes = createLanes(3, 1);
  const leave = await lanes.enter(0, signal);
  await lanes.enter(0, signal);
  lanes.resize(1);
  let isInside = false;
  const late = lanes.enter(0, signal).then(() => (isInside = true));
  leave();
  await settled();
  expect([isInside, lanes.waiting()]).toEqual([false, 1]);
  lanes.resize(2);
  await late;
  expect(lanes.waiting()).toBe(0);
});
