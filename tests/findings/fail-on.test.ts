import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/findings/diagnose.ts';
import { failsOn } from '../../src/findings/fail-on.ts';
import { UsageError } from '../../src/usage-error.ts';
import { targetOf } from '../formats/sample-report.ts';

const findings = [
  targetOf('https://a.example/', 'dead', 'gone', { outlook: 'unchecked' }),
  targetOf('https://b.example/', 'suspect', 'parked', { outlook: 'unchecked' }),
  targetOf('https://c.example/', 'unsure', 'blocked', { outlook: 'unchecked' }),
].flatMap(diagnose);

describe('failsOn', () => {
  test.each([
    ['error', ['dead-link']],
    ['warning', ['dead-link', 'suspect-link']],
    ['note', ['dead-link', 'suspect-link', 'unsure-link']],
    ['error, warning', ['dead-link', 'suspect-link']],
    ['unsure-link', ['unsure-link']],
    ['suspect-link,error', ['dead-link', 'suspect-link']],
    ['never', []],
    ['', []],
  ])('%j fails on %j', (text, expected) => {
    expect(findings.filter(failsOn(text)).map(({ fact }) => fact.code)).toEqual(expected);
  });

  test('names the words it knows when it meets another', () => {
    expect(() => failsOn('error,ded-link')).toThrow(UsageError);
    expect(() => failsOn('error,ded-link')).toThrow(
      /does not know "ded-link"\. It knows: never, error, warning, note, dead-link, /,
    );
  });
});
