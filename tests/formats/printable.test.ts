import { expect, test } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { cut } from '../../src/formats/layout.ts';
import { joined, nothing, say, word } from '../../src/formats/printable.ts';
import { createSanitiser } from '../../src/formats/sanitise.ts';

test('say puts numbers and printable text between our own words', () => {
  const { clean } = createSanitiser();
  expect(say`${2} of ${clean('a\u0007')}\n`).toBe('2 of a\\u{0007}\n');
  expect(say`${joined([say`a`, word('b')], say`, `)}${nothing}`).toBe('a, b');
});

test('what a stranger wrote does not compile into an output', () => {
  // @ts-expect-error: a raw text
  const yielded: Format = function* ({ documents }) {
    for (const { path } of documents) yield path;
  };
  // @ts-expect-error: a template of the language itself
  const woven: Format = function* (report) {
    yield `${say`audit-links`} ${report.version}`;
  };
  const built: Format = function* ({ version, targets }) {
    for (const { verdict } of targets) yield word(verdict.status);
    // @ts-expect-error: a raw text between our own words
    yield say`audit-links ${version}`;
    // @ts-expect-error: no word of ours
    yield word(version);
    // @ts-expect-error: it only begins as one of ours
    yield word(`v${version}` as const);
    // @ts-expect-error: the layout takes nothing raw
    yield cut(version, 10);
  };
  expect([yielded, woven, built]).toHaveLength(3);
});
