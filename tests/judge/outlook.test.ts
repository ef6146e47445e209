import { expect, it } from 'vitest';
import { outlookOf } from '../../src/judge/outlook.ts';
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
