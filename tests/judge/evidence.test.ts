import { expect, it } from 'vitest';
import { besides, entryOf, evidenceOf } from '../../src/judge/evidence.ts';
import { judgingOrder } from '../../src/judge/order.ts';
import { reasons } from '../../src/model/reasons.ts';
import { sites } from '../../src/sites/index.ts';

const all = [...Object.values(evidenceOf).flat(), ...besides];

it('says one thing of each code, as a sentence', () => {
  const said = new Map<string, string>();
  for (const { code, says } of all) {
    expect(code).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*(?:-…)?$/u);
    expect(says).toMatch(/^[A-Z].*\.$/u);
    expect(said.get(code) ?? says).toBe(says);
    said.set(code, says);
  }
});

it('knows evidence for every reason, but for those that other parts give', () => {
  const unknown = Object.entries(evidenceOf).flatMap(([reason, entries]) => (entries.length === 0 ? [reason] : []));
  expect(unknown).toEqual(['no-anchor']);
  expect(Object.keys(evidenceOf)).toEqual(expect.arrayContaining(Object.keys(reasons)));
});

it('finds the entry of a code, of a later look at the same, and of a family', () => {
  const codes = ['nxdomain', 'nxdomain-again', 'http-404', 'http-404-again', `${sites[0]?.name}-gone`];
  expect(codes.map((code) => entryOf(code)?.code)).toEqual(['nxdomain', 'nxdomain', 'http-…', 'http-…', 'site-…']);
  expect(['http-', 'http-40', 'nothing'].map((code) => entryOf(code))).toEqual([undefined, undefined, undefined]);
});

it('judges in an order of named steps, a sentence each', () => {
  const names = judgingOrder.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect([
    'transport',
    'capture',
    'wall',
    'gate',
    'site',
    'parked',
    'soft-404',
    'image',
    'witness',
    'drift',
    'ok',
  ]).toEqual(names.filter((name) => !['status', 'notice', 'stand-in', 'away', 'content'].includes(name)));
  for (const { says } of judgingOrder) expect(says).toMatch(/^[A-Z].*\.$/u);
});
