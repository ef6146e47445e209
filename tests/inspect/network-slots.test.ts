import { expect, test } from 'vitest';
import { createNetworkSlots } from '../../src/inspect/network-slots.ts';

const { signal } = new AbortController();

/** Who has how long a queue takes the only slot in turn. */
async function orderOf(queues: readonly number[]): Promise<readonly number[]> {
  const slots = createNetworkSlots(1);
  const order: number[] = [];
  const leave = await slots.take(0, signal);
  const all = queues.map(async (queue) => {
    const give = await slots.take(queue, signal);
    order.push(queue);
    give();
  });
  leave();
  await Promise.all(all);
  return order;
}

test.each([
  [
    [0, 1, 3, 60, 7],
    [60, 7, 3, 1, 0],
  ],
  [
    [2, 0, 1_000_000, 500],
    [1_000_000, 500, 2, 0],
  ],
  // Nearly as long is as long: then who came first.
  [
    [4, 6, 5],
    [4, 6, 5],
  ],
])('of hosts that %j wait for, they are asked in the order %j', async (queues, order) => {
  expect(await orderOf(queues)).toEqual(order);
});

test('half as many, but one', async () => {
  const slots = createNetworkSlots(3);
  slots.halve();
  slots.halve();
  const leave = await slots.take(0, signal);
  let isInside = false;
  const next = slots.take(0, signal).then(() => (isInside = true));
  await new Promise((resolve) => void setImmediate(resolve));
  expect(isInside).toBe(false);
  leave();
  await next;
});
