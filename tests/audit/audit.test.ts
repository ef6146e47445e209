import { expect, test } from 'vitest';
import { type AuditEvent, startAudit } from '../../src/audit.ts';
import { json } from '../../src/formats/json.ts';
import { pretty } from '../../src/formats/pretty.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { ExchangeError } from '../../src/world.ts';
import { capture, memoryWorld, type MemoryWorld } from '../support/world.ts';

const audited = (world: MemoryWorld, options: AuditOptionsInput = {}) => startAudit(['.'], options, { world }).report;

/** Target → what the audit made of it. */
async function verdicts(world: MemoryWorld, options: AuditOptionsInput = {}): Promise<Record<string, string>> {
  const { targets } = await audited(world, options);
  return Object.fromEntries(
    targets.map(({ target, verdict, archive, outlook }) => [
      target.url,
      [`${verdict.status}/${verdict.reason}`, archive.state, outlook].filter(Boolean).join(' '),
    ]),
  );
}

const surface = { columns: 100, colour: 0, verbose: false, quiet: false } as const;

test('a small article, from its text to its report', async () => {
  const world = memoryWorld({
    documents: {
      '2022-01-06-a.md': [
        '[alive](https://a.example.com/1) ![picture](https://img.example.com/p.png)',
        '[gone](https://b.example.com/gone) [again](https://b.example.com/gone#part) [mail](mailto:x@example.com)',
        '[moved](https://c.example.com/old) [lost](https://d.example.com/lost) [bad](https://)',
      ].join('\n\n'),
    },
    web: {
      'https://img.example.com/p.png': { headers: { 'content-type': 'image/png' }, body: png() },
      'https://b.example.com/gone': 404,
      'https://c.example.com/old': { status: 301, headers: { location: 'https://c.example.com/stories/old' } },
      'https://d.example.com/lost': 410,
      'https://web.archive.org/web/20220106120000id_/https://a.example.com/1': capture('20220107'),
      'https://web.archive.org/web/20220106120000id_/https://b.example.com/gone': capture('20220104'),
    },
  });
  const report = await audited(world);
  expect(
    report.targets.map(({ target, verdict, archive, outlook, links }) =>
      [target.url, verdict.status, verdict.reason, archive.state, outlook, links.length].join(' '),
    ),
  ).toEqual([
    'https://a.example.com/1 alive ok captured safe 1',
    'https://img.example.com/p.png alive ok none at-risk 1',
    'https://b.example.com/gone dead not-found captured recoverable 2',
    'mailto:x@example.com skipped scheme not-asked  1',
    'https://c.example.com/old moved permanent-redirect none at-risk 1',
    'https://d.example.com/lost dead gone none lost 1',
    'https:// dead malformed not-asked unchecked 1',
  ]);
  expect(report.summary).toMatchObject({
    documents: 1,
    links: 8,
    targets: 7,
    status: { alive: 2, dead: 3, moved: 1, skipped: 1 },
    outlook: { safe: 1, 'at-risk': 2, recoverable: 1, lost: 1, unchecked: 1 },
  });
  expect(report.targets[2]?.archive.captures[0]).toMatchObject({ daysFromCitation: -2 });
});

test('one target is asked for once, and a verdict of death is confirmed on a fresh connection', async () => {
  const world = memoryWorld({
    documents: {
      'a.md': '[1](https://a.example.com/x#1) [2](https://a.example.com/x#2)',
      'b.md': '<https://A.example.com:443/x>',
    },
    web: { 'https://a.example.com/x': 404 },
  });
  await audited(world, { archive: 'none' });
  expect(world.requests.map(({ url, fresh }) => ({ url, fresh }))).toEqual([
    { url: 'https://a.example.com/x', fresh: false },
    { url: 'https://a.example.com/x', fresh: true },
  ]);
});

test.each([
  ['a bot wall', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'unsure/challenged'],
  ['a rate limit', { status: 429 }, 'unsure/rate-limited'],
  ['a bad minute', { status: 503 }, 'unsure/server-error'],
  ['a login', { status: 401 }, 'unsure/login-wall'],
  ['silence', { ms: 60_000 }, 'unsure/timeout'],
  ['a closed port', new ExchangeError('refused', 'ECONNREFUSED'), 'unsure/refused'],
  ['a broken handshake', new ExchangeError('tls', 'EPROTO'), 'unsure/tls'],
  ['a bad certificate', new ExchangeError('certificate', 'CERT_HAS_EXPIRED'), 'unsure/tls'],
])('%s is never death', async (_, answer, expected) => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/x> <https://b.example.com/>' },
    web: { 'https://a.example.com/x': answer },
  });
  expect((await verdicts(world, { archive: 'none' }))['https://a.example.com/x']).toBe(
    `${expected} not-asked unchecked`,
  );
});

test('one bad answer is not a death', async () => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/x>' },
    web: { 'https://a.example.com/x': (_, count) => (count === 1 ? 404 : 200) },
  });
  expect(await verdicts(world, { archive: 'none' })).toEqual({
    'https://a.example.com/x': 'alive/ok not-asked unchecked',
  });
});

test('silence of the archive is not absence', async () => {
  const archive = 'https://web.archive.org/web/20220106120000id_/https://a.example.com/x';
  const documents = { '2022-01-06.md': '<https://a.example.com/x>' };
  const outage = memoryWorld({ documents, web: { [archive]: new ExchangeError('refused', 'ECONNREFUSED') } });
  expect(await verdicts(outage)).toEqual({ 'https://a.example.com/x': 'alive/ok unknown unchecked' });
  expect(await verdicts(memoryWorld({ documents }))).toEqual({ 'https://a.example.com/x': 'alive/ok none at-risk' });
});

test('a name that does not exist is dead only where name servers are known to work', async () => {
  const names = { 'gone.example.com': { type: 'not-found' } } as const;
  const alone = { 'a.md': '<https://gone.example.com/>' };
  expect(await verdicts(memoryWorld({ documents: alone, names, alive: true }), { archive: 'none' })).toEqual({
    'https://gone.example.com/': 'dead/no-host not-asked unchecked',
  });
  const withOthers = { 'a.md': '<https://gone.example.com/> <https://other.example.com/>' };
  expect(await verdicts(memoryWorld({ documents: withOthers, names }), { archive: 'none' })).toMatchObject({
    'https://gone.example.com/': 'dead/no-host not-asked unchecked',
  });
});

test.each([
  ['no name server answers', { type: 'failed', detail: 'ECONNREFUSED' }],
  ['every name is unknown to a server that knows nothing', { type: 'not-found' }],
] as const)('the network is down when %s: a sentence, and no verdict', async (_, answer) => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/> <https://b.example.com/>' },
    names: { 'a.example.com': answer, 'b.example.com': answer, 'web.archive.org': answer },
  });
  await expect(audited(world)).rejects.toThrow('Nothing could be reached');
});

test('a private address is not asked, and no archive is told of it', async () => {
  const names = { 'intranet.example.com': { type: 'addresses', addresses: ['10.0.0.5'] } } as const;
  const world = memoryWorld({ documents: { 'a.md': '<http://127.0.0.1/> <https://intranet.example.com/x>' }, names });
  expect(await verdicts(world)).toEqual({
    'http://127.0.0.1/': 'skipped/private-address not-asked',
    'https://intranet.example.com/x': 'skipped/private-address not-asked',
  });
  expect(world.requests).toEqual([]);
});

test('a redirect into a private network is not followed', async () => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/x>' },
    web: { 'https://a.example.com/x': { status: 302, headers: { location: 'http://169.254.169.254/latest/' } } },
  });
  expect(await verdicts(world, { archive: 'none' })).toEqual({
    'https://a.example.com/x': 'suspect/bad-redirect not-asked unchecked',
  });
  expect(new Set(world.requests.map(({ url }) => url))).toEqual(new Set(['https://a.example.com/x']));
});

test('user names and passwords are never sent, nor shown', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://user:pa55word@a.example.com/x>' } });
  const report = await audited(world);
  expect(world.requests.map(({ url }) => url).filter((url) => url.includes('pa55word'))).toEqual([]);
  expect([...json(report, surface)].join('')).not.toContain('pa55word');
  expect(report.findings.map(({ fact }) => fact.code)).toContain('credentials-in-link');
});

test.each([
  ['none', []],
  ['failing', ['https://b.example.com/']],
  ['all', ['https://a.example.com/', 'https://b.example.com/']],
] as const)('--archive %s asks about these', async (archive, expected) => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/> <https://b.example.com/>' },
    web: { 'https://b.example.com/': 404 },
  });
  const { targets } = await audited(world, { archive });
  expect(targets.filter((target) => target.archive.asked.length > 0).map(({ target }) => target.url)).toEqual(expected);
});

test.each([
  [{ exclude: ['b.example.com'] }, ['https://b.example.com/1', 'https://b.example.com/2.png']],
  [{ include: ['b.example.com'] }, ['https://a.example.com/']],
  [{ only: 'image' }, ['https://a.example.com/', 'https://b.example.com/1']],
  [{ only: 'link' }, ['https://b.example.com/2.png']],
] as const)('%j sets targets aside, counted and not asked', async (options, skipped) => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/> <https://b.example.com/1> ![](https://b.example.com/2.png)' },
  });
  const report = await audited(world, options as AuditOptionsInput);
  const aside = report.targets.filter(({ verdict }) => verdict.status === 'skipped');
  expect(aside.map(({ target, verdict }) => [target.url, verdict.reason])).toEqual(
    skipped.map((url) => [url, 'excluded']),
  );
  expect(world.requests.some(({ url }) => (skipped as readonly string[]).includes(url))).toBe(false);
  expect(report.summary.links).toBe(3);
});

test('an address that one document leaves out is looked at for another', async () => {
  const world = memoryWorld({
    documents: {
      'a.md': '<!-- audit-links-ignore-next-line -->\n<https://a.example.com/>',
      'b.md': '<https://a.example.com/>',
    },
  });
  expect(await verdicts(world, { archive: 'none' })).toEqual({
    'https://a.example.com/': 'alive/ok not-asked unchecked',
  });
});

test('an address that is a link here and an image there has to be an image', async () => {
  const documents = { 'a.md': '<https://a.example.com/x>', 'b.md': '![](https://a.example.com/x)' };
  expect(await verdicts(memoryWorld({ documents }), { archive: 'none' })).toEqual({
    'https://a.example.com/x': 'suspect/not-an-image not-asked unchecked',
  });
});

test('a list asks nobody', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://a.example.com/> [x](https://)' } });
  const report = await audited(world, { list: true });
  expect(world.requests).toEqual([]);
  expect(world.nameQuestions).toEqual([]);
  expect(report).toMatchObject({ mode: 'list', findings: [], summary: { links: 2, targets: 2 } });
});

test('the same answers give the same bytes, whatever order they come in', async () => {
  const documents = {
    'b.md': Array.from({ length: 30 }, (_, index) => `<https://h${index % 7}.example.com/${index}>`).join(' '),
    'a.md': '<https://h1.example.com/1> ![](https://h2.example.com/2)',
  };
  const slow = (seed: number) =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `https://h${index % 7}.example.com/${index}`,
        { status: index % 5 === 0 ? 404 : 200, ms: ((index + 1) * seed) % 900 },
      ]),
    );
  const bytes = await Promise.all(
    [7, 131].map(async (seed) =>
      [...json(await audited(memoryWorld({ documents, web: slow(seed) })), surface)].join(''),
    ),
  );
  const timeless = bytes.map((text) => text.replaceAll(/"(?:startedAt|finishedAt|at|durationMs)": [^,\n]+/g, ''));
  expect(timeless[0]).toBe(timeless[1]);
});

test('a host that refuses every connection is one notice, and soon left alone', async () => {
  const links = Array.from({ length: 12 }, (_, index) => `https://down.example.com/${index}`);
  const world = memoryWorld({
    documents: { 'a.md': ['https://up.example.com/', ...links].map((url) => `<${url}>`).join(' ') },
    web: Object.fromEntries(links.map((url) => [url, new ExchangeError('refused', 'ECONNREFUSED')])),
  });
  const report = await audited(world, { archive: 'none' });
  expect(report.notices).toEqual([
    'down.example.com failed for 12 of 12 links: connection refused, or no way to it; after that it was not asked for the other 6',
  ]);
  expect(report.summary.status).toMatchObject({ alive: 1, unsure: 12 });
  expect(world.requests.filter(({ url }) => links.includes(url)).length).toBeLessThanOrEqual(12);
});

test('what addresses of a host have in common is known when they are judged, whoever answers first', async () => {
  const names = ['1', '2', '3'];
  const reports = await Promise.all(
    [names, names.toReversed()].map((order) => {
      const images = order.map((name, index): [string, object] => [
        `https://img.example.com/${name}.png`,
        { headers: { 'content-type': 'image/png' }, body: png(), ms: index * 500 },
      ]);
      const pages = order.map((name, index): [string, object] => [
        `https://a.example.com/stories/${name}`,
        { status: 302, headers: { location: '/sorry' }, ms: index * 500 },
      ]);
      const world = memoryWorld({
        documents: {
          'a.md': names
            .map((name) => `![](https://img.example.com/${name}.png) <https://a.example.com/stories/${name}>`)
            .join('\n\n'),
        },
        web: Object.fromEntries([...images, ...pages]),
      });
      return audited(world, { archive: 'none' });
    }),
  );
  for (const { targets } of reports) {
    expect(targets.map(({ observation }) => observation?.shared)).toEqual(
      names.flatMap(() => [{ image: 3 }, { finalUrl: 3 }]),
    );
  }
  const [one, other] = reports.map(({ targets }) => targets.map(({ verdict }) => verdict));
  expect(one).toEqual(other);
});

test('an address made up beside cited ones is asked for once, and never printed', async () => {
  const lost = '<!doctype html><title>Page not found</title><h1>Page not found</h1>';
  const urls = ['first-story', 'second-story', 'third-story'].map((name) => `https://a.example.com/stories/${name}`);
  const world = memoryWorld({
    documents: { 'a.md': urls.map((url) => `<${url}>`).join(' ') },
    web: Object.fromEntries(urls.map((url) => [url, { body: lost }])),
  });
  const report = await audited(world, { archive: 'none' });
  const beside = world.requests.map(({ url }) => url).filter((url) => !urls.includes(url));
  expect(beside).toEqual([expect.stringMatching(/^https:\/\/a\.example\.com\/stories\/[a-z]{25}$/)]);
  const looks = report.targets.map(({ observation }) =>
    observation?.looks.find(({ purpose }) => purpose === 'sibling'),
  );
  expect(looks[0]).toBeDefined();
  expect(new Set(looks).size).toBe(1);
  const token = beside[0]?.split('/').at(-1) ?? '';
  for (const format of [json, pretty])
    expect([...format(report, { ...surface, verbose: true })].join('')).not.toContain(token);
});

test('events tell of every target, and end with the report', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://a.example.com/> <https://b.example.com/>' } });
  const events: AuditEvent[] = [];
  for await (const event of startAudit(['.'], { archive: 'none' }, { world })) events.push(event);
  expect(events.map(({ type }) => type).toSorted()).toEqual(
    ['document', 'documents', 'looking', 'looking', 'outcome', 'outcome', 'report', 'target', 'target'].toSorted(),
  );
  expect(events.at(-1)?.type).toBe('report');
});

test('nothing happens before somebody asks', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://a.example.com/>' } });
  startAudit(['.'], {}, { world });
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.requests).toEqual([]);
});

test('an interrupted audit reports what it knows', async () => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/> <https://slow.example.com/>' },
    web: { 'https://slow.example.com/': { ms: 15_000 } },
  });
  const interruption = new AbortController();
  const audit = startAudit(['.'], { archive: 'none' }, { world, signal: interruption.signal });
  for await (const event of audit) if (event.type === 'outcome') interruption.abort();
  const report = await audit.report;
  expect(report.complete).toBe(false);
  expect(report.targets.map(({ target }) => target.url)).toEqual(['https://a.example.com/']);
});

test('an interrupted audit reports even where nothing has been reached yet', async () => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://down.example.com/> <https://slow.example.com/>' },
    names: { 'down.example.com': { type: 'failed', detail: 'ECONNREFUSED' } },
    web: { 'https://slow.example.com/': { ms: 15_000 } },
  });
  const interruption = new AbortController();
  const audit = startAudit(['.'], { archive: 'none', retries: 0 }, { world, signal: interruption.signal });
  for await (const event of audit) if (event.type === 'outcome') interruption.abort();
  expect(await audit.report).toMatchObject({ complete: false, summary: { status: { unsure: 1 } } });
});

test('a fault of our own ends the run as what it is', async () => {
  const world = memoryWorld({
    documents: { 'a.md': '<https://a.example.com/> <https://b.example.com/>' },
    web: { 'https://b.example.com/': () => new ExchangeError('local', 'EMFILE') },
  });
  await expect(audited(world, { archive: 'none' })).rejects.toThrow('EMFILE');
});

test('a document that can not be read is a problem of its own', async () => {
  const world = memoryWorld({ documents: { 'a.md': '', 'b.md': '<https://b.example.com/>' } });
  const files = {
    ...world.files,
    read: async ({ path }: { path: string }) =>
      path === 'a.md'
        ? ({ problem: { code: 'not-utf-8', detail: 'Save it as UTF-8.' } } as const)
        : { text: '<https://b.example.com/>' },
  };
  const report = await startAudit(['.'], { archive: 'none' }, { world: { ...world, files } }).report;
  expect(report.documents).toMatchObject([
    { path: 'a.md', problem: { code: 'not-utf-8' } },
    { path: 'b.md', links: 1 },
  ]);
  expect(report.summary.status.alive).toBe(1);
});

test('a document whose date is before what it cites is asked about near the day of its links', async () => {
  const text =
    '# Title\n\n[a](https://a.example.com/2022/01/04/a) [b](https://b.example.com/2022-01-06/b)\n\n2021年1月6日\n';
  const world = memoryWorld({
    documents: { 'a.md': text },
    web: {
      'https://a.example.com/2022/01/04/a': 404,
      'https://web.archive.org/web/20220106120000id_/https://a.example.com/2022/01/04/a': capture('20220107'),
    },
  });
  const report = await audited(world);
  expect(report.documents).toMatchObject([
    { cited: { date: '2022-01-06', basis: 'links', doubted: { date: '2021-01-06', basis: 'text' } } },
  ]);
  expect(report.targets[0]?.archive).toMatchObject({ state: 'captured', captures: [{ daysFromCitation: 1 }] });
  const found = report.findings.filter(({ fact }) => fact.code === 'cited-before-published');
  expect(found.map(({ url, severity }) => [url, severity])).toEqual([
    ['https://b.example.com/2022-01-06/b', 'warning'],
  ]);
});

test('a shallow clone is said once, and only where it leaves a document without a day', async () => {
  const shallow = async (documents: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const world = memoryWorld({ documents });
    const files = { ...world.files, firstCommit: async () => ({ type: 'shallow' }) as const };
    return (await startAudit(['.'], { list: true }, { world: { ...world, files } }).report).notices;
  };
  expect(await shallow({ 'a.md': '# A', 'b.md': '# B' })).toEqual([expect.stringContaining('fetch-depth: 0')]);
  expect(await shallow({ 'a.md': '---\ndate: 2022-01-06\n---\n' })).toEqual([]);
});

function png(): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 2, 0, 8, 2,
  ]);
  return bytes;
}
