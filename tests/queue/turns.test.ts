import { expect, test } from 'vitest';
import { limiterOf } from '../../src/queue/turns.ts';

/** Most starts in any minute, where the engine gives out all that it may as soon as it may. */
function busiestMinute({ max, duration }: ReturnType<typeof limiterOf>): number {
  const starts: number[] = [];
  // As late as possible in the first window, as early as possible in all others.
  for (let window = 0; window * duration <= 180_000; window += 1) {
    const at = window === 0 ? duration - 1 : window * duration;
    starts.push(...Array.from({ length: max }, () => at));
  }
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 60_000).length));
}

test.each([480, 60, 30, 24, 12, 5, 2])('of %i turns a minute, no minute ever sees more', (perMinute) => {
  const limiter = limiterOf({ perMinute, concurrency: 1 });
  expect(busiestMinute(limiter)).toBeLessThanOrEqual(perMinute);
  // And what may be used is used.
  expect((60_000 / limiter.duration) * limiter.max).toBeGreaterThanOrEqual(perMinute / 2);
});
