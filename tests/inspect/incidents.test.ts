import { expect, test } from 'vitest';
import { notAsked } from '../../src/inspect/archives.ts';
import { incidentsOf } from '../../src/inspect/incidents.ts';
import type { Look } from '../../src/model/observation.ts';
import type { Reason, Status } from '../../src/model/reasons.ts';
import type { ReportTarget } from '../../src/model/report.ts';
import { cited } from '../formats/sample-report.ts';
import { answered, failed } from '../support/looks.ts';

let made = 0;

/** A target of a host with its verdict; unless said otherwise, its server answered. */
function target(
  host: string,
  verdict: `${Status}/${Reason}`,
  { end, links = 1 }: { end?: (url: string) => Look; links?: number } = {},
): ReportTarget {
  made += 1;
  const url = `https://${host}/${made}`;
  const [status, reason] = verdict.split('/') as [Status, Reason];
  return {
    target: { type: 'web', url },
    observation: { from: 'wire', looks: [(end ?? answered)(url)] },
    verdict: { status, reason, evidence: [{ code: 'x', detail: '' }] },
    archive: notAsked,
    links: Array.from({ length: links }, () => cited(url)) as unknown as ReportTarget['links'],
  };
}
const refused = (url: string): Look => failed(url, 'refused');
const givenUp = (url: string): Look => failed(url, 'host-given-up');

const times = (count: number, make: () => ReportTarget): readonly ReportTarget[] => Array.from({ length: count }, make);

test.each<[string, readonly ReportTarget[], readonly string[]]>([
  [
    'that fails for all its links',
    times(12, () => target('a.test', 'unsure/refused', { end: refused })),
    ['a.test failed for 12 of 12 links: connection refused, or no way to it'],
  ],
  [
    'that fails for four of five, a link counted as often as it is cited',
    [...times(4, () => target('a.test', 'unsure/timeout', { links: 2 })), target('a.test', 'alive/ok')],
    ['a.test failed for 8 of 9 links: no answer in time'],
  ],
  [
    'whose name is gone',
    times(3, () => target('a.test', 'dead/no-host', { end: (url) => failed(url, 'name-not-found') })),
    ['a.test failed for 3 of 3 links: no such name'],
  ],
  [
    'that walls itself in',
    times(3, () => target('a.test', 'unsure/challenged')),
    ['a.test failed for 3 of 3 links: it asks for a proof of being human'],
  ],
  [
    'that was given up, whatever the rest',
    [
      ...times(8, () => target('a.test', 'alive/ok')),
      ...times(3, () => target('a.test', 'unsure/timeout')),
      ...times(4, () => target('a.test', 'unsure/refused', { end: givenUp })),
    ],
    ['a.test failed for 7 of 15 links: no answer in time; after that it was not asked for the other 4'],
  ],
  [
    'to which others lead',
    times(3, () => target('short.test', 'unsure/refused', { end: () => refused('https://a.test/') })),
    ['a.test failed for 3 of 3 links: connection refused, or no way to it'],
  ],
  ['with two links', times(2, () => target('a.test', 'unsure/refused', { end: refused })), []],
  ['with one link that is cited often', [target('a.test', 'unsure/refused', { end: refused, links: 9 })], []],
  [
    'that fails for three of four',
    [...times(3, () => target('a.test', 'unsure/refused', { end: refused })), target('a.test', 'alive/ok')],
    [],
  ],
  [
    'that fails in several ways',
    [...times(2, () => target('a.test', 'unsure/refused')), ...times(2, () => target('a.test', 'unsure/reset'))],
    [],
  ],
  ['whose pages are gone', times(9, () => target('a.test', 'dead/not-found')), []],
])('a host %s', (_name, targets, expected) => {
  expect(incidentsOf(targets)).toEqual(expected);
});

test('hosts are told in the order of their targets', () => {
  const targets = ['b.test', 'a.test'].flatMap((host) => times(3, () => target(host, 'unsure/timeout')));
  expect(incidentsOf(targets).map((text) => text.slice(0, 6))).toEqual(['b.test', 'a.test']);
});
