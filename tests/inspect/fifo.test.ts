import { expect, test } from 'vitest';
import { createFifo } from '../../src/inspect/fifo.ts';

test('gives back in the order of coming, however many come and go', () => {
  const fifo = createFifo<number>();
  const taken: (number | undefined)[] = [];
  let next = 0;
  for (let round = 0; round < 50; round += 1) {
    for (let count = 0; count < 200; count += 1) fifo.add(next++);
    for (let count = 0; count < 150; count += 1) taken.push(fifo.take());
  }
  expect(fifo.size).toBe(50 * 50);
  while (fifo.size > 0) taken.push(fifo.take());
  expect(taken).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
  expect(fifo.take()).toBeUndefined();
});
