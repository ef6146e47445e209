import { expect, test } from 'vitest';
import type { ParseLane, Parsed } from '../../src/node/parse-lane.ts';
import { parseLanes } from '../../src/node/parse-lanes.ts';

const job = { type: 'document', text: '' } as const;
const done: Parsed = { type: 'timeout' };

/** A lane whose jobs end when told, and in their order. */
const laneByHand = (): ParseLane & { readonly given: () => number; end(): void } => {
  const open: ((parsed: Parsed) => void)[] = [];
  let given = 0;
  return {
    prepare: () => {},
    run: () => {
      given += 1;
      return new Promise((resolve) => open.push(resolve));
    },
    close: async () => {},
    given: () => given,
    end: () => open.shift()?.(done),
  };
};

const { signal } = new AbortController();

test('a few jobs are done by one worker', () => {
  const [a, b] = [laneByHand(), laneByHand()];
  const lanes = parseLanes([a, b]);
  for (let index = 0; index < 64; index += 1) void lanes.run(job, signal);
  expect([a.given(), b.given()]).toEqual([64, 0]);
});

test('a job goes where the fewest wait', async () => {
  const [a, b] = [laneByHand(), laneByHand()];
  const lanes = parseLanes([a, b]);
  const first = Array.from({ length: 64 }, () => lanes.run(job, signal));
  for (let index = 0; index < 62; index += 1) a.end();
  await Promise.all(first.slice(0, 62));
  for (let index = 0; index < 4; index += 1) void lanes.run(job, signal);
  expect([a.given() - 64, b.given()]).toEqual([1, 3]);
});
