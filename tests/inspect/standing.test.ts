import { expect, test } from 'vitest';
import type { ArchiveQuestion, ArchiveResponse } from '../../src/archives/archive.ts';
import { standing } from '../../src/inspect/standing.ts';

const never = new AbortController().signal;
const answer = (status: number): ArchiveResponse => ({ type: 'answer', status, headers: new Map(), body: '' });

/** How often a question was really sent that was asked three times. */
const sent = async (question: Partial<ArchiveQuestion>, response: ArchiveResponse): Promise<number> => {
  let count = 0;
  const fetch = standing(async () => {
    count += 1;
    return response;
  });
  for (let n = 0; n < 3; n += 1) await fetch({ url: 'https://archive.test/list', budget: 'list', ...question }, never);
  return count;
};

test.each<[name: string, question: Partial<ArchiveQuestion>, response: ArchiveResponse, expected: number]>([
  ['a question whose answer stands is sent once', { isStanding: true }, answer(200), 1],
  ['any other each time it is asked', {}, answer(200), 3],
  ['a refusal does not stand', { isStanding: true }, answer(503), 3],
  ['nor does a failure', { isStanding: true }, { type: 'failure', detail: 'timeout' }, 3],
])('%s', async (_, question, response, expected) => {
  expect(await sent(question, response)).toBe(expected);
});
