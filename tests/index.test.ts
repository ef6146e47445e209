import { expect, test } from 'vitest';
import * as api from '../src/index.ts';
import { memoryWorld } from './support/world.ts';

test('the package exports this and nothing else', () => {
  expect(Object.keys(api).toSorted()).toEqual(['ExchangeError', 'UsageError', 'audit', 'createWorld']);
});

test('an audit of the API reports, and tells of itself on the way', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://a.example.com/>' } });
  const report = await api.audit(['.'], { archive: 'none' }, { world }).report;
  expect(report.summary.status).toMatchObject({ alive: 1 });
  const seen: string[] = [];
  for await (const { type } of api.audit(['.'], { archive: 'none' }, { world })) seen.push(type);
  expect(seen.at(-1)).toBe('report');
});

test('what the caller can mend is a UsageError', async () => {
  const world = memoryWorld({ documents: {} });
  await expect(api.audit(['.'], { retries: -1 }, { world }).report).rejects.toThrow(api.UsageError);
  await expect(api.audit(['no/such/file.md']).report).rejects.toThrow(api.UsageError);
});
