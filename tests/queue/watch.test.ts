import { expect, test } from 'vitest';
import { createWatch } from '../../src/queue/watch.ts';

const place = 'redis://queue.test';
const well = { redisAnswers: true, isKnown: true, works: true, waits: true };
const alone = { ...well, works: false };
const away = { ...well, redisAnswers: false, isKnown: false, works: false };

/** What a watch says of these sights, which are 2 s apart: its notices, and at last why it ends. */
function saidOf(...sights: readonly (typeof well)[]): readonly string[] {
  const said: string[] = [];
  const watch = createWatch(place, (notice) => said.push(notice));
  try {
    for (const [index, sight] of sights.entries()) watch(sight, index * 2000);
  } catch (error) {
    said.push(String(error));
  }
  return said;
}

const times = (count: number, sight: typeof well): readonly (typeof well)[] =>
  Array.from({ length: count }, () => sight);

const notice = /^No worker takes the jobs of this run: start “audit-links work redis:\/\/queue\.test”/;

test.each<[name: string, sights: readonly (typeof well)[], said: readonly RegExp[]]>([
  ['all is well', times(500, well), []],
  ['nobody works, and nothing is left to do', times(500, { ...alone, waits: false }), []],
  ['nobody works for 8 s', times(5, alone), []],
  ['nobody works for 10 s', times(6, alone), [notice]],
  ['nobody works for 5 minutes', times(500, alone), [notice, /^UsageError: No worker was there for 300 s: start/]],
  ['workers come and go', [...times(100, alone), well, ...times(100, alone)], [notice]],
  ['Redis is away for 58 s', [well, ...times(29, away), well], []],
  ['Redis is away for longer', [well, ...times(32, away)], [/^UsageError: Redis at .* has not answered for 60 s/]],
  ['Redis has lost the run', [well, { ...well, isKnown: false }], [/^UsageError: Redis at .* has lost this run/]],
])('%s', (_, sights, expected) => {
  const said = saidOf(...sights);
  expect(said).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});
