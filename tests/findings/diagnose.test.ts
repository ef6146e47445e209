import { describe, expect, test } from 'vitest';
import { messageOf } from '../../src/findings/catalogue.ts';
import { compareFindings, diagnose } from '../../src/findings/diagnose.ts';
import type { ReportTarget } from '../../src/model/report.ts';
import { archived, archiveSaid, capture, cited, notAsked, targetOf } from '../formats/sample-report.ts';

const now = Date.parse('2026-01-02T00:00:00Z');
const url = 'https://a.example/b';
/** Signed for an hour. */
const signedAt = (day: string): string =>
  `${url}?X-Amz-Date=${day.replaceAll('-', '')}T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0a`;
const copy = archived(capture(url, '2022-01-07'));
const copyUrl = 'https://web.archive.org/web/20220107081500/https://a.example/b';

describe('diagnose', () => {
  test.each<[string, ReportTarget, string[]]>([
    ['nothing of a link that is alive and safe', targetOf(url, 'alive', 'ok', { outlook: 'safe' }), []],
    [
      'nothing of an alive one whose archive gave no answer',
      targetOf(url, 'alive', 'ok', { outlook: 'unchecked', archive: archiveSaid('unknown') }),
      [],
    ],
    ['nothing of a skipped one', targetOf('mailto:a@b.example', 'skipped', 'scheme'), []],
    [
      'a dead one and the capture to cite',
      targetOf(url, 'dead', 'not-found', { outlook: 'recoverable', archive: copy, why: '404 to GET, twice' }),
      [`dead-link error: ${url} is dead: 404 to GET, twice; cite the capture of 2022-01-07 instead: ${copyUrl}`],
    ],
    [
      'a lost one, in no stronger words than the archive that was asked allows',
      targetOf(url, 'dead', 'gone', { outlook: 'lost', archive: archiveSaid('none'), why: '410' }),
      [
        `dead-link error: ${url} is dead: 410; no capture on record at wayback: cite another source, or say in the text that it is gone`,
      ],
    ],
    [
      'a lost one whose captures are no use',
      targetOf(url, 'dead', 'gone', { outlook: 'lost', archive: archiveSaid('unusable'), why: '410' }),
      [
        `dead-link error: ${url} is dead: 410; no capture that holds the page on record at wayback: cite another source, or say in the text that it is gone`,
      ],
    ],
    [
      'a dead one without a word against an archive that could not be asked',
      targetOf(url, 'dead', 'gone', { outlook: 'unchecked', archive: archiveSaid('unknown'), why: '410' }),
      [`dead-link error: ${url} is dead: 410; no answer from wayback: ask again later`],
    ],
    [
      'a dead one with the reason where the evidence is without words',
      targetOf(url, 'dead', 'gone', { outlook: 'unchecked', archive: notAsked, why: '' }),
      [
        `dead-link error: ${url} is dead: The site itself says that the page was taken away for good (410); no archive was asked: look for a capture, or cite another source`,
      ],
    ],
    [
      'a malformed one and what was meant',
      targetOf('http:/a.example', 'dead', 'malformed', {
        target: { type: 'malformed', url: 'http:/a.example', problem: 'one slash', repair: 'http://a.example' },
      }),
      ['malformed-link error: "http:/a.example" is not a usable address: one slash; probably meant: http://a.example'],
    ],
    [
      'a suspect one as something to look at',
      targetOf(url, 'suspect', 'parked', { outlook: 'at-risk', archive: archiveSaid('none'), why: 'for sale' }),
      [
        `suspect-link warning: ${url} may no longer be what was cited: for sale; look at it; no capture on record at wayback`,
      ],
    ],
    [
      'an insecure one',
      targetOf(url, 'alive', 'insecure', { outlook: 'safe', archive: copy, why: 'expired' }),
      [
        `insecure-link warning: ${url} is served, but browsers refuse its certificate: expired; tell the site, or cite the capture of 2022-01-07 instead: ${copyUrl}`,
      ],
    ],
    [
      'an unsure one and where to look',
      targetOf(url, 'unsure', 'blocked', { outlook: 'recoverable', archive: copy, why: '403' }),
      [
        `unsure-link note: ${url} could not be judged: 403; open it in a browser; a capture of 2022-01-07 is on record: ${copyUrl}`,
      ],
    ],
    [
      'a moved one at risk, twice',
      targetOf(url, 'moved', 'permanent-redirect', {
        outlook: 'at-risk',
        archive: archiveSaid('none'),
        replacement: 'https://b.example/',
      }),
      [
        `moved-link note: ${url} has moved for good; link https://b.example/ instead`,
        `at-risk note: ${url} is there today, and no capture on record at wayback; save a copy now, while it can be had`,
      ],
    ],
    [
      'what an archive may not hold as something to keep',
      targetOf(url, 'alive', 'ok', { outlook: 'at-risk', archive: archiveSaid('excluded') }),
      [`at-risk note: ${url} is there today, and wayback may not hold it; keep a copy of your own`],
    ],
    [
      'when an address that is signed for a while stops working',
      targetOf(signedAt('2026-05-06'), 'alive', 'ok', { outlook: 'safe', archive: copy }),
      [
        `expiring-link warning: ${signedAt('2026-05-06')} is signed, and stops working on 2026-05-06; cite the capture of 2022-01-07 instead: ${copyUrl}`,
      ],
    ],
    [
      'nothing of one that lasts longer than a year',
      targetOf(signedAt('2027-05-06'), 'alive', 'ok', { outlook: 'safe', archive: copy }),
      [],
    ],
    [
      'that the signature of one that is gone has expired',
      targetOf(signedAt('2021-05-06'), 'unsure', 'blocked', { outlook: 'unchecked', archive: notAsked, why: '403' }),
      [
        `unsure-link note: ${signedAt('2021-05-06')} could not be judged: 403; open it in a browser; no archive was asked`,
        `expiring-link warning: the signature of ${signedAt('2021-05-06')} expired on 2021-05-06; link an address of it that lasts; no archive was asked`,
      ],
    ],
    [
      'nothing of a signature that has expired and is not missed',
      targetOf(signedAt('2021-05-06'), 'alive', 'ok', { outlook: 'safe', archive: copy }),
      [],
    ],
    ['nothing of the time of one that was not looked at', targetOf(signedAt('2026-05-06'), 'skipped', 'budget'), []],
  ])('says %s', (_name, target, expected) => {
    const found = diagnose(target, now).map(({ fact, severity }) => `${fact.code} ${severity}: ${messageOf(fact)}`);
    expect(found).toEqual(expected);
  });

  test.each<[string, ReportTarget, string | undefined]>([
    [
      'the new address, with the fragment of the old one',
      targetOf(url, 'moved', 'permanent-redirect', {
        replacement: 'https://c.example/',
        links: [cited(`${url}#part`, { fragment: 'part' })],
      }),
      'https://c.example/#part',
    ],
    [
      'the new address with its own fragment',
      targetOf(url, 'moved', 'permanent-redirect', {
        replacement: 'https://c.example/#new',
        links: [cited(`${url}#part`, { fragment: 'part' })],
      }),
      'https://c.example/#new',
    ],
    ['the capture of a dead one', targetOf(url, 'dead', 'gone', { outlook: 'recoverable', archive: copy }), copyUrl],
    [
      'the capture of a suspect one',
      targetOf(url, 'suspect', 'parked', { outlook: 'recoverable', archive: copy }),
      copyUrl,
    ],
    [
      'no capture that is of no use',
      targetOf(url, 'dead', 'gone', {
        outlook: 'lost',
        archive: { ...archiveSaid('unusable'), captures: [capture(url, '2022-01-07', { usable: false })] },
      }),
      undefined,
    ],
    [
      'nothing for an unsure one: nobody knows that it is dead',
      targetOf(url, 'unsure', 'blocked', { outlook: 'recoverable', archive: copy }),
      undefined,
    ],
  ])('offers %s', (_name, target, expected) => {
    expect(diagnose(target, now)[0]?.fix?.with).toBe(expected);
  });

  test('replaces what the author wrote', () => {
    const links = [cited('HTTPS://A.example/b')] as const;
    const [finding] = diagnose(
      targetOf(url, 'moved', 'permanent-redirect', { replacement: 'https://c.example/', links }),
      now,
    );
    expect(finding?.fix?.replace).toBe('HTTPS://A.example/b');
  });

  test('warns of credentials, and offers the address without them where nothing better is', () => {
    const links = [cited('https://me:pw@a.example/b', { credentials: true })] as const;
    expect(diagnose(targetOf(url, 'alive', 'ok', { links }), now)).toMatchObject([
      { fact: { code: 'credentials-in-link' }, severity: 'warning', fix: { with: url } },
    ]);
    const dead = diagnose(targetOf(url, 'dead', 'gone', { outlook: 'recoverable', archive: copy, links }), now);
    expect(dead.map(({ fact, fix }) => [fact.code, fix?.with])).toEqual([
      ['dead-link', copyUrl],
      ['credentials-in-link', undefined],
    ]);
  });

  test('finds each link of a target, in order of document, place and severity', () => {
    const links = [
      cited(url, { path: 'b.md', at: [1, 1] }),
      cited(url, { path: 'a.md', at: [10, 1] }),
      cited(url, { path: 'a.md', at: [9, 1], credentials: true }),
    ] as const;
    const target = targetOf(url, 'unsure', 'blocked', { outlook: 'unchecked', links });
    const found = diagnose(target, now)
      .toSorted(compareFindings)
      .map(({ path, link, fact }) => `${path} ${link.place.line} ${fact.code}`);
    expect(found).toEqual([
      'a.md 9 credentials-in-link',
      'a.md 9 unsure-link',
      'a.md 10 unsure-link',
      'b.md 1 unsure-link',
    ]);
  });
});
