import { expect, test } from 'vitest';
import { createColumn } from '../../src/targets/column.ts';

test('gives back what was put into it, however far it grew', () => {
  const column = createColumn(Float64Array);
  const valueOf = (index: number): number => (index % 3 === 0 ? Number.MAX_SAFE_INTEGER - index : -index);
  for (let index = 0; index < 5_000; index += 1) column.push(valueOf(index));
  expect(column.length).toBe(5_000);
  for (let index = 0; index < 5_000; index += 1) expect(column.at(index)).toBe(valueOf(index));
  column.set(4_321, 17);
  expect(column.at(4_321)).toBe(17);
});

test('has nothing behind its end, though there is room', () => {
  const column = createColumn(Uint8Array);
  column.push(255);
  expect([column.at(0), column.at(1), column.at(2_000)]).toEqual([255, undefined, undefined]);
  expect(() => column.set(1, 7)).toThrow(RangeError);
});
