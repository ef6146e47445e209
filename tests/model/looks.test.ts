import { expect, test } from 'vitest';
import { decidingLook } from '../../src/model/looks.ts';
import type { Look, LookPurpose } from '../../src/model/observation.ts';
import { answered, failed } from '../support/looks.ts';

const url = 'https://a.test/';
const as = (purpose: LookPurpose, look: Look): Look => ({ ...look, purpose });
const chain: Look = {
  ...failed(url, 'reset'),
  end: { type: 'chain', problem: 'loop', detail: '', status: 302 },
};

test.each<[string, readonly [Look, ...Look[]], LookPurpose]>([
  ['the last answer', [answered(url), as('confirm', answered(url))], 'confirm'],
  ['an answer rather than a failure after it', [answered(url), as('confirm', failed(url, 'reset'))], 'first'],
  ['a chain rather than a failure', [as('confirm', chain), failed(url, 'reset')], 'confirm'],
  ['the last failure of failures', [failed(url, 'reset'), as('confirm', failed(url, 'reset'))], 'confirm'],
  ...(['site', 'sibling', 'hotlink'] as const).map((purpose): [string, [Look, Look], LookPurpose] => [
    `no ${purpose} look, whatever it found`,
    [failed(url, 'reset'), as(purpose, answered('https://b.test/'))],
    'first',
  ]),
])('what decides is %s', (_name, looks, purpose) => {
  expect(decidingLook({ from: 'wire', looks }).purpose).toBe(purpose);
});
