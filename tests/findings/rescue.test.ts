import { expect, test } from 'vitest';
import { archiveSays } from '../../src/findings/rescue.ts';
import type { ArchiveRecord, ArchiveState, Capture } from '../../src/model/capture.ts';

const capture = (how: Partial<Capture>): Capture => ({
  archive: 'wayback',
  url: 'https://web.archive.org/web/20220107090000/https://a.test/',
  capturedAt: '2022-01-07T09:00:00Z',
  usable: how.problem === undefined,
  ...how,
});
const record = (state: Exclude<ArchiveState, 'not-asked'>, ...captures: readonly Capture[]): ArchiveRecord => ({
  state,
  asked: [{ archive: 'wayback', answer: state, detail: '' }],
  captures,
});

test.each<[record: ArchiveRecord, says: string]>([
  [record('captured', capture({ fit: 'near' })), 'a capture of 2022-01-07 is on record'],
  [
    record('captured', capture({ fit: 'after-death' })),
    'a capture of 2022-01-07 is on record, though from after the page was first seen gone',
  ],
  [
    record('unusable', capture({ problem: 'an archived 404' })),
    'no capture that holds the page on record at wayback (the nearest is an archived 404)',
  ],
  [record('unusable'), 'no capture that holds the page on record at wayback'],
  [record('none'), 'no capture on record at wayback'],
  [record('excluded'), 'wayback may not hold it'],
  [record('unknown', capture({ problem: 'an archived 404' })), 'no answer from wayback'],
])('%#: $1', (what, says) => {
  expect(archiveSays(what)).toBe(says);
});
