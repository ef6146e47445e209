import { expect, test } from 'vitest';
import { startAudit } from '../../src/audit.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { ExchangeError } from '../../src/world.ts';
import { capture, memoryWorld, type MemoryWorld } from '../support/world.ts';

const original = 'https://a.example.com/story';
const copy = `https://web.archive.org/web/20220106120000/${original}`;
/** What an archive is asked about the original, near the day of that copy. */
const question = `https://web.archive.org/web/20220106120000id_/${original}`;
const kept = { [copy]: capture('20220106'), [question]: capture('20220106') };

const audited = (world: MemoryWorld, options: AuditOptionsInput = {}) => startAudit(['.'], options, { world }).report;

/** Target → its status and outlook, and what is told of its original. */
async function told(world: MemoryWorld, options: AuditOptionsInput = {}): Promise<Record<string, string>> {
  const { targets } = await audited(world, options);
  return Object.fromEntries(
    targets.map(({ target, verdict, outlook, original: beside }) => [
      target.url,
      [
        `${verdict.status}/${verdict.reason} ${outlook}`,
        ...(beside ? [`${beside.url} ${beside.verdict.status}/${beside.verdict.reason}`] : []),
      ].join(' <- '),
    ]),
  );
}
const askedFor = (world: MemoryWorld, url: string): number => world.requests.filter((one) => one.url === url).length;

test.each<[what: string, answer: number | ExchangeError, verdict: string]>([
  ['alive', 200, 'alive/ok'],
  ['dead', 404, 'dead/not-found'],
  ['behind a wall', 403, 'unsure/blocked'],
  ['out of reach', new ExchangeError('refused', ''), 'unsure/refused'],
])('a kept copy is safe, and its original is told beside it: %s', async (_, answer, verdict) => {
  const world = memoryWorld({ documents: { 'a.md': `[copy](${copy})` }, web: { ...kept, [original]: answer } });
  expect(await told(world)).toEqual({ [copy]: `alive/ok safe <- ${original} ${verdict}` });
});

test('a kept copy is safe though no archive was asked', async () => {
  const world = memoryWorld({ documents: { 'a.md': `[copy](${copy})` }, web: kept });
  expect(await told(world, { archive: 'none' })).toEqual({ [copy]: `alive/ok safe <- ${original} alive/ok` });
});

test.each([
  ['before', `[page](${original}) [copy](${copy})`],
  ['after', `[copy](${copy}) [page](${original})`],
])('an original that is cited too, %s its copy, is looked at once', async (_, text) => {
  const world = memoryWorld({ documents: { 'a.md': text }, web: kept });
  expect(await told(world)).toEqual({
    [original]: 'alive/ok at-risk',
    [copy]: `alive/ok safe <- ${original} alive/ok`,
  });
  expect(askedFor(world, original)).toBe(1);
});

test('several copies of one page share one look at it', async () => {
  const other = copy.replace('20220106', '20230506');
  const world = memoryWorld({
    documents: { 'a.md': `<${copy}> <${other}>`, 'b.md': `<${copy}>` },
    web: { ...kept, [other]: capture('20230506'), [original]: 404 },
  });
  await audited(world);
  // Once, and once more to be sure of its death.
  expect(askedFor(world, original)).toBe(2);
});

test('no archive is asked about an original on its own', async () => {
  const world = memoryWorld({ documents: { 'a.md': `<${copy}>` }, web: kept });
  await audited(world);
  expect(world.requests.map(({ url }) => url).toSorted()).toEqual([original, copy, question].toSorted());
});

test.each<[what: string, options: AuditOptionsInput, address: string, verdict: string]>([
  ['by --exclude', { exclude: ['a.example.com/**'] }, original, 'skipped/excluded'],
  ['by the guard', {}, 'http://10.0.0.1/story', 'skipped/private-address'],
  ['by its host name, which cannot be', {}, 'http://a..b.example.com:99999/', 'undefined'],
])('an original that is left out is told as such: %s', async (_, options, address, verdict) => {
  const world = memoryWorld({ documents: { 'a.md': `<${copy.replace(original, address)}>` } });
  const [target] = (await audited(world, options)).targets;
  const beside = target?.original?.verdict;
  expect(beside === undefined ? 'undefined' : `${beside.status}/${beside.reason}`).toBe(verdict);
  expect(askedFor(world, address)).toBe(0);
});

test('a list of links asks for no original', async () => {
  const world = memoryWorld({ documents: { 'a.md': `<${copy}>` } });
  expect((await audited(world, { list: true })).targets[0]?.original).toBeUndefined();
  expect(world.requests).toEqual([]);
});

test('an original counts among what a whole run can tell', async () => {
  // Three addresses of one host that lead to one page: the page is nobody's own.
  const pages = ['https://a.example.com/2021/first-of-all', 'https://a.example.com/2021/second-of-all', original];
  const away = { status: 302, headers: { location: 'https://a.example.com/all' } };
  const world = memoryWorld({
    documents: {
      'a.md': `${pages
        .slice(0, 2)
        .map((url) => `<${url}>`)
        .join(' ')} <${copy}>`,
    },
    web: { ...kept, ...Object.fromEntries(pages.map((url) => [url, away])) },
  });
  expect(Object.values(await told(world))).toEqual([
    'suspect/soft-404 at-risk',
    'suspect/soft-404 at-risk',
    `alive/ok safe <- ${original} suspect/soft-404`,
  ]);
});

test('an archive’s address that hides its original is asked of no archive', async () => {
  const hidden = 'https://archive.ph/Ab1cD';
  const world = memoryWorld({ documents: { 'a.md': `<${hidden}>` } });
  expect(await told(world)).toEqual({ [hidden]: 'alive/ok unchecked' });
  expect(world.requests.map(({ url }) => url)).toEqual([hidden]);
});

test('where nothing can be reached, originals are no exception', async () => {
  const failed = { type: 'failed', detail: '' } as const;
  const names = { 'a.example.com': failed, 'web.archive.org': failed };
  const world = memoryWorld({ documents: { 'a.md': `<${copy}>` }, names });
  await expect(audited(world)).rejects.toThrow('Nothing could be reached');
});

test('a citation at archive.today gets the capture of the same day from an archive that is asked', async () => {
  const cited = `https://archive.ph/20220106/${original}`;
  const world = memoryWorld({
    documents: { '2024-05-06-a.md': `[story](${cited}#part)` },
    web: { [cited]: 429, [question]: capture('20220106'), [original]: 404 },
  });
  const { targets, findings } = await audited(world);
  expect(targets.map(({ outlook, original: beside }) => [outlook, beside?.verdict.reason])).toEqual([
    ['recoverable', 'not-found'],
  ]);
  expect(findings.map(({ fact, fix, paste }) => [fact.code, fix?.with, paste?.urlStatus])).toEqual([
    ['deprecated-archive', `${copy}#part`, 'dead'],
    ['unsure-link', undefined, 'dead'],
  ]);
});

test('a capture that is not there any more gives way to the nearest one, or to the original', async () => {
  const documents = { 'a.md': `[story](${copy})` };
  const nearest = copy.replace('20220106', '20220301');
  const near = memoryWorld({
    documents,
    web: { [copy]: { status: 302, headers: { location: nearest } }, [nearest]: capture('20220301') },
  });
  const [found] = (await audited(near)).targets;
  expect([found?.verdict.reason, found?.outlook, found?.verdict.evidence[1]?.detail]).toEqual([
    'ok',
    'safe',
    'the archive served its capture of 2022-03-01, 54 days after the one that is cited',
  ]);
  const { targets, findings } = await audited(memoryWorld({ documents, web: { [copy]: 404 } }));
  expect(targets.map(({ verdict, outlook }) => [verdict.reason, outlook])).toEqual([['not-found', 'at-risk']]);
  expect(findings.map(({ fact, fix }) => [fact.code, fix?.with])).toEqual([['dead-link', original]]);
});
