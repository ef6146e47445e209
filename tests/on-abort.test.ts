import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { onAbort } from '../src/on-abort.ts';

it('tells all who wait, each as often as it waits, and nobody twice', () => {
  const end = new AbortController();
  const told: string[] = [];
  const tell = () => told.push('one');
  onAbort(end.signal, tell);
  onAbort(end.signal, tell);
  onAbort(end.signal, () => told.push('two'));
  end.abort();
  end.abort();
  expect(told).toEqual(['one', 'one', 'two']);
});

it('does not tell who has called it off', () => {
  const end = new AbortController();
  const told: string[] = [];
  const tell = () => told.push('told');
  const callOff = onAbort(end.signal, tell);
  onAbort(end.signal, tell);
  callOff();
  end.abort();
  expect(told).toEqual(['told']);
});

it('gives a signal one listener, however many wait', () => {
  const end = new AbortController();
  const waits = Array.from({ length: 50 }, () => onAbort(end.signal, () => {}));
  for (const callOff of waits) callOff();
  onAbort(end.signal, () => {});
  expect(getEventListeners(end.signal, 'abort')).toHaveLength(1);
});
