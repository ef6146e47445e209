import { describe, expect, test } from 'vitest';
import { driftBands } from '../../src/model/drift.ts';
import { count, measured, precision, recall, tableOf } from './calibrate.ts';
import { pairsOf } from './pairs.ts';

/** The bands were set by the pairs of another seed. */
const tunedOn = 1;
const heldOut = 2;
const rounds = 8;
/** What was added to a page takes nothing of it away, so that a short update scores like other boxes around it. */
const floors = { stable: 0.75, edited: 0.75, changed: 0.95, replaced: 0.95 } as const;

describe('the bands of drift, on pages that they were not set by', () => {
  const all = pairsOf(heldOut, rounds).map(measured);

  test('are measured on more than 200 pairs, other ones than they were set by', () => {
    expect(all.length).toBeGreaterThan(200);
    expect(pairsOf(tunedOn, 1)[0]).not.toEqual(pairsOf(heldOut, 1)[0]);
    expect(all.filter(({ drift }) => drift === undefined)).toEqual([]);
  });

  describe.each(['en', 'zh'] as const)('in %s', (language) => {
    const own = all.filter((pair) => pair.language === language);

    test('tell stable, edited, changed and replaced pages apart', async ({ annotate }) => {
      await annotate(`${language}, seed ${heldOut}, ${own.length} pairs\n${tableOf(own)}`, 'calibration');
      for (const band of driftBands) {
        expect.soft(precision(own, band), `precision of ${band}`).toBeGreaterThan(floors[band]);
        expect.soft(recall(own, band), `recall of ${band}`).toBeGreaterThan(floors[band]);
      }
    });

    test('call no page replaced whose text is there', () => {
      for (const band of ['stable', 'edited', 'changed'] as const) expect(count(own, band, 'replaced')).toBe(0);
    });

    test('call no page stable or edited that says something else', () => {
      for (const band of ['stable', 'edited'] as const) expect(count(own, 'replaced', band)).toBe(0);
    });
  });
});
