import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../src/node/clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('sleeps as long as it was told', async () => {
  const woken = vi.fn();
  const sleep = createClock().sleep(1000).then(woken);
  await vi.advanceTimersByTimeAsync(999);
  expect(woken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await sleep;
  expect(woken).toHaveBeenCalledOnce();
});

test('an abort ends a sleep with its reason, and leaves no timer behind', async () => {
  const controller = new AbortController();
  const sleep = createClock().sleep(1000, controller.signal);
  controller.abort(new Error('stop'));
  await expect(sleep).rejects.toThrow('stop');
  await expect(createClock().sleep(1000, controller.signal)).rejects.toThrow('stop');
  expect(vi.getTimerCount()).toBe(0);
});

test('a sleep longer than timers can count does not end at once', async () => {
  const woken = vi.fn();
  void createClock().sleep(1e12).then(woken);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(woken).not.toHaveBeenCalled();
});
