import { expect, it } from 'vitest';
import { outlookFor, outlookOf } from '../../src/judge/outlook.ts';
import type { ArchiveState } from '../../src/model/capture.ts';
import type { Status } from '../../src/model/reasons.ts';

const states: readonly ArchiveState[] = ['captured', 'none', 'unusable', 'excluded', 'unknown', 'not-asked'];

it.each<readonly [Status, string]>([
  ['alive', 'safe at-risk at-risk at-risk unchecked unchecked'],
  ['moved', 'safe at-risk at-risk at-risk unchecked unchecked'],
  ['dead', 'recoverable lost lost lost unchecked unchecked'],
  ['suspect', 'recoverable at-risk at-risk at-risk unchecked unchecked'],
  ['unsure', 'recoverable at-risk at-risk at-risk unchecked unchecked'],
  ['skipped', '     '],
])('what is %s is %s', (status, expected) => {
  expect(states.map((state) => outlookOf(status, state) ?? '').join(' ')).toBe(expected);
});

it.each<[what: string, archive: string, status: Status, code: string, original: Status | undefined, expected: string]>([
  ['a capture that was seen', 'wayback', 'alive', 'capture', 'dead', 'safe'],
  ['a list of captures', 'wayback', 'alive', 'served', 'alive', 'at-risk'],
  ['a copy in an archive that does not date them', 'perma-cc', 'moved', 'served', undefined, 'safe'],
  ['a copy in an archive that is no longer trusted', 'archive-today', 'alive', 'served', 'alive', 'at-risk'],
  ['a capture that holds an error', 'wayback', 'suspect', 'capture', 'alive', 'at-risk'],
  ['a capture that is gone, with its original', 'wayback', 'dead', 'no-capture', 'dead', 'lost'],
  ['a capture that is gone, of a page that lives', 'wayback', 'dead', 'no-capture', 'alive', 'at-risk'],
  ['a capture that is gone, of a page nobody could judge', 'wayback', 'dead', 'no-capture', 'unsure', 'lost'],
])('%s, of which no archive has another', (_, archive, status, code, original, expected) => {
  const url = 'https://a.example/b';
  const verdictOf = (what: Status) => ({ status: what, reason: 'ok', evidence: [{ code, detail: '' }] }) as const;
  const outcome = {
    target: { type: 'web', url: 'https://archive.example/b', archived: { archive, url } },
    verdict: verdictOf(status),
    archive: { state: 'none', asked: [], captures: [] },
    ...(original === undefined ? {} : { original: { url, verdict: verdictOf(original) } }),
  } as const;
  expect(outlookFor(outcome)).toBe(expected);
});
