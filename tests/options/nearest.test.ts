import { expect, test } from 'vitest';
import { nearest } from '../../src/options/nearest.ts';

test.each([
  ['timout', 'timeout'],
  ['TIMEOUT', 'timeout'],
  ['retires', 'retries'],
  ['colour', 'color'],
  ['banana', undefined],
  ['', undefined],
])('%j probably means %j', (word, meant) => {
  expect(nearest(word, ['timeout', 'retries', 'color', 'failOn'])).toBe(meant);
});
