import { describe, expect, test } from 'vitest';
import { progressLine, progressNote } from '../../src/formats/progress.ts';
import { say } from '../../src/formats/printable.ts';
import { widthOf } from '../../src/formats/layout.ts';

const state = {
  done: 812,
  total: 1304,
  dead: 9,
  unsure: 3,
  perSecond: 4.9,
  waitingFor: { host: say`web.archive.org`, seconds: 11.2 },
  elapsedMs: 165_000,
  archivesLeft: 120,
};
const plain = (columns: number, more = {}) => progressLine({ ...state, ...more }, { columns, colour: 0 });

describe('progressLine', () => {
  test('leaves out what matters least, and never fills the last column', () => {
    expect([160, 100, 80, 60, 40, 20].map((columns) => plain(columns))).toMatchInlineSnapshot(`
      [
        "[===========>        ] 812/1,304  9 dead  3 unsure  5/s  120 to ask of archives  web.archive.org waiting 12s  ETA 1:41",
        "812/1,304  9 dead  3 unsure  5/s  120 to ask of archives  web.archive.org waiting 12s  ETA 1:41",
        "[=====>    ] 812/1,304  9 dead  3 unsure  web.archive.org waiting 12s  ETA 1:41",
        "[==========>        ] 812/1,304  9 dead  3 unsure  ETA 1:41",
        "812/1,304  9 dead  3 unsure  ETA 1:41",
        "812/1,304  9 dead",
      ]
    `);
    for (let columns = 12; columns < 160; columns += 1) expect(widthOf(plain(columns))).toBeLessThan(columns);
  });

  test.each([
    [0, 0, '[                    ] 0/0'],
    [0, 9, '[                    ] 0/9'],
    [5, 10, '[=========>          ] 5/10'],
    [10, 10, '[====================] 10/10'],
  ])('draws %i of %i', (done, total, expected) => {
    const quietState = { done, total, dead: 0, unsure: 0, perSecond: 0, elapsedMs: 0 };
    expect(progressLine(quietState, { columns: 80, colour: 0 })).toBe(expected);
  });
});

test('progressNote says the same in a plain line', () => {
  expect(progressNote(state)).toMatchInlineSnapshot(
    `"812/1,304 targets after 2:45, 9 dead, 3 unsure, 120 to ask of archives, web.archive.org waiting 12s, ETA 1:41"`,
  );
});

test('while pages are saved it tells of them, and no longer how fast it was', () => {
  const { waitingFor: _, archivesLeft: __, ...links } = state;
  const shown = { ...links, done: 1304, saving: { done: 3, total: 12 } };
  expect(progressLine(shown, { columns: 80, colour: 0 })).toMatchInlineSnapshot(
    `"[====================] 1,304/1,304  9 dead  3 unsure  saving 3/12"`,
  );
  expect(progressNote(shown)).toMatchInlineSnapshot(`"1,304/1,304 targets after 2:45, 9 dead, 3 unsure, saving 3/12"`);
});
