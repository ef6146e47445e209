import { expect, test } from 'vitest';
import { wishesOf } from '../../src/fix/wishes.ts';
import { audit } from '../../src/index.ts';
import type { Report } from '../../src/model/report.ts';
import { capture, memoryWorld } from '../support/world.ts';

const url = 'https://gone.example/a';
const held = `https://web.archive.org/web/20220107120000/${url}`;

/** The report on one dead link with a capture. */
const report = async (): Promise<Report> => {
  const web = { [url]: 404, [`https://web.archive.org/web/20220106120000id_/${url}`]: capture('20220107') };
  const world = memoryWorld({ documents: { 'a.md': `<${url}>` }, web });
  return audit(['.'], { citedAt: '2022-01-06' }, { world }).report;
};

const addresses = (of: Report): readonly string[] => [...wishesOf(of).values()].flat().map(({ address }) => address);

test('a dead link is to be replaced by its capture', async () => {
  expect(addresses(await report())).toEqual([held]);
});

test('a capture that was made after the page was seen gone takes no place', async () => {
  const { targets, ...rest } = await report();
  const late = targets.map((target) => {
    const captures = target.archive.captures.map((each) => ({ ...each, fit: 'after-death' as const }));
    return { ...target, archive: { ...target.archive, captures } };
  });
  expect(addresses({ ...rest, targets: late })).toEqual([]);
});

test.each([
  ['soft-404', [held]],
  ['drifted', [held]],
  // It may be served where its readers are.
  ['geo-notice', []],
] as const)('of a suspect link the reason counts: %s', async (reason, expected) => {
  const { targets, findings, ...rest } = await report();
  const suspect = targets.map((target) => {
    return { ...target, verdict: { ...target.verdict, status: 'suspect' as const, reason } };
  });
  const suspected = findings.map((finding) => {
    const { fact } = finding;
    return fact.code === 'dead-link' ? { ...finding, fact: { ...fact, code: 'suspect-link' as const } } : finding;
  });
  expect(addresses({ ...rest, targets: suspect, findings: suspected })).toEqual(expected);
});

test('what could not be judged is not replaced, and neither is what is only miswritten or carries a password', async () => {
  const documents = { 'a.md': '<https://busy.example/a>\n[b](http//b.example/)\n[c](https://u:p@c.example/)\n' };
  const web = {
    'https://busy.example/a': 503,
    'https://web.archive.org/web/20220106120000id_/https://busy.example/a': capture('20220107'),
  };
  const world = memoryWorld({ documents, web });
  const judged = await audit(['.'], { citedAt: '2022-01-06' }, { world }).report;
  expect(judged.findings.flatMap(({ fix }) => fix ?? [])).not.toEqual([]);
  expect(addresses(judged)).toEqual([]);
});
