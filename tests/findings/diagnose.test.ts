import { describe, expect, test } from 'vitest';
import { messageOf } from '../../src/findings/catalogue.ts';
import { compareFindings, diagnose } from '../../src/findings/diagnose.ts';
import type { ReportTarget } from '../../src/model/report.ts';
import { archived, archiveSaid, capture, cited, notAsked, originalOf, targetOf } from '../formats/sample-report.ts';

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
        `at-risk note: ${url} is there today, and no capture on record at wayback; save a copy now, while it can be had: --save asks the Internet Archive to`,
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
      'of a dead image the archived picture by itself',
      targetOf(url, 'dead', 'gone', { outlook: 'recoverable', archive: copy, links: [cited(url, { kind: 'image' })] }),
      'https://web.archive.org/web/20220107081500im_/https://a.example/b',
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

describe('of a cited copy', () => {
  const citing = (address: string, archive: string, original: string | undefined = url) =>
    ({
      target: {
        type: 'web',
        url: address,
        archived: { archive, ...(original === undefined ? {} : { url: original }) },
      },
    }) as const;
  const webCite = 'https://www.webcitation.org/5abc?url=https://a.example/b';
  const today = 'https://archive.ph/20220107/https://a.example/b';
  const wayback = 'https://web.archive.org/web/20220106/https://a.example/b';
  const living = originalOf(url, 'alive', 'ok');
  const moved = originalOf(url, 'moved', 'permanent-redirect', 'https://c.example/');
  const gone = originalOf(url, 'dead', 'not-found');
  const hidden = { type: 'web', url: 'https://archive.ph/Ab1', archived: { archive: 'archive-today' } } as const;

  test.each<[string, ReportTarget, string, string | undefined]>([
    [
      'that is lost, that its original lives',
      targetOf(wayback, 'dead', 'not-found', {
        ...citing(wayback, 'wayback'),
        archive: archiveSaid('none'),
        original: living,
        why: '404',
      }),
      `dead-link: ${wayback} is dead: 404; the original is still there: cite ${url}`,
      url,
    ],
    [
      'that is lost, where its original went',
      targetOf(wayback, 'dead', 'not-found', {
        ...citing(wayback, 'wayback'),
        archive: archiveSaid('none'),
        original: moved,
        why: '404',
      }),
      `dead-link: ${wayback} is dead: 404; the original is still there: cite https://c.example/`,
      'https://c.example/',
    ],
    [
      'that is lost, another capture before the original',
      targetOf(wayback, 'dead', 'not-found', {
        ...citing(wayback, 'wayback'),
        archive: copy,
        original: living,
        why: '404',
      }),
      `dead-link: ${wayback} is dead: 404; cite the capture of 2022-01-07 instead: ${copyUrl}`,
      copyUrl,
    ],
    [
      'that is lost with its original, no more than that',
      targetOf(wayback, 'dead', 'not-found', {
        ...citing(wayback, 'wayback'),
        archive: archiveSaid('none'),
        original: gone,
        why: '404',
      }),
      `dead-link: ${wayback} is dead: 404; no capture on record at wayback: cite another source, or say in the text that it is gone`,
      undefined,
    ],
    [
      'that holds an error, that its original lives, for a person to choose',
      targetOf(wayback, 'suspect', 'bad-capture', {
        ...citing(wayback, 'wayback'),
        archive: archiveSaid('unusable'),
        original: living,
        why: '404',
      }),
      `suspect-link: ${wayback} may no longer be what was cited: 404; look at it; the original is still there: cite ${url}`,
      undefined,
    ],
    [
      'at archive.today, why, and the capture of the same day',
      targetOf(today, 'alive', 'ok', {
        ...citing(today, 'archive-today'),
        outlook: 'safe',
        archive: copy,
        original: gone,
      }),
      `deprecated-archive: ${today} rests on archive.today, which altered snapshots, and is blacklisted by English Wikipedia since February 2026; cite the capture of 2022-01-07 instead: ${copyUrl}`,
      copyUrl,
    ],
    [
      'at archive.today under an address that hides its original, that it does',
      targetOf(hidden.url, 'alive', 'ok', { target: hidden, outlook: 'unchecked' }),
      `deprecated-archive: ${hidden.url} rests on archive.today, which altered snapshots, and is blacklisted by English Wikipedia since February 2026; its address does not tell what it is a copy of: open it, and cite that page, or a copy elsewhere`,
      undefined,
    ],
    [
      'at WebCite, the original where it lives and no archive has it',
      targetOf(webCite, 'alive', 'ok', {
        ...citing(webCite, 'webcite'),
        outlook: 'at-risk',
        archive: archiveSaid('none'),
        original: living,
      }),
      `deprecated-archive: ${webCite} rests on WebCite, which takes nothing new, and is often down; the original is still there: cite ${url}`,
      url,
    ],
    [
      'at WebCite, that nothing is left where nothing is',
      targetOf(webCite, 'moved', 'https-upgrade', {
        ...citing(webCite, 'webcite'),
        outlook: 'unchecked',
        archive: archiveSaid('unknown'),
        original: gone,
        replacement: 'https://x.example/',
      }),
      `deprecated-archive: ${webCite} rests on WebCite, which takes nothing new, and is often down; no answer from wayback: look for a copy elsewhere, or cite another source`,
      undefined,
    ],
  ])('says %s', (_name, target, message, fix) => {
    const found = diagnose(target, now);
    expect(found.map(({ fact }) => `${fact.code}: ${messageOf(fact)}`)).toEqual([message]);
    expect(found[0]?.fix?.with).toBe(fix);
  });

  test('at a dead archive both are said, with one fix between them, which keeps the fragment', () => {
    const links = [cited(`${webCite}#part`, { fragment: 'part' })] as const;
    const target = targetOf(webCite, 'dead', 'no-host', {
      ...citing(webCite, 'webcite'),
      archive: copy,
      original: gone,
      links,
    });
    expect(diagnose(target, now).map(({ fact, severity, fix }) => [fact.code, severity, fix?.with])).toEqual([
      ['dead-link', 'error', `${copyUrl}#part`],
      ['deprecated-archive', 'warning', undefined],
    ]);
  });

  test('no fix puts an address in place of itself', () => {
    const target = targetOf(copyUrl, 'suspect', 'soft-404', { ...citing(copyUrl, 'wayback'), archive: copy });
    expect(diagnose(target, now)[0]?.fix).toBeUndefined();
  });
});
