import { expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { catalogue } from '../../src/findings/catalogue.ts';
import { evidenceOf } from '../../src/judge/evidence.ts';
import { reasons, statuses } from '../../src/model/reasons.ts';

test.each([...statuses, ...Object.keys(reasons), ...Object.keys(catalogue), 'order'])('%s has a page', (code) => {
  expect(explain(code)).toMatch(/\.\n$/);
});

test.each(Object.entries(evidenceOf))('the page of %s names all of its evidence', (reason, evidence) => {
  const page = explain(reason);
  for (const { code, says } of evidence) expect(page).toMatch(new RegExp(`^ {2}${code} +${escaped(says)}$`, 'm'));
});

test('a page is short, and says what it is about', () => {
  expect(explain('gone')).toMatchInlineSnapshot(`
    "gone   dead

      The site itself says that the page was taken away for good (410).

      dead: The origin itself says that it is gone, or two independent signs agree.

    Evidence that leads to it

      http-…  The answer had this status.
    "
  `);
});

test('a mistyped code gets a suggestion and the list', () => {
  expect(() => explain('sof404')).toThrow('did you mean soft-404? There are: dead, suspect');
});

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
