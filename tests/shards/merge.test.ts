import { describe, expect, test } from 'vitest';
import { startAudit } from '../../src/audit.ts';
import { json } from '../../src/formats/json.ts';
import { reportSchema } from '../../src/formats/report-schema.ts';
import type { Report } from '../../src/model/report.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { mergeShards, type NamedShard } from '../../src/shards/merge.ts';
import { readShardReport } from '../../src/shards/read-part.ts';
import { version } from '../../src/version.ts';
import { type Answers, capture, type MemoryWorld, memoryWorld } from '../support/world.ts';

/** The start of a PNG of 512 × 512 pixels. */
const start = [
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 2,
];
const picture = Uint8Array.from([...start, 0, 8, 2, ...Array.from({ length: 38 }, () => 0)]);
const png = { headers: { 'content-type': 'image/png' }, body: picture };
const hosts = Array.from({ length: 12 }, (_, index) => `host-${index}.example`);

const documents = {
  'a.md': [
    '---\ndate: 2020-01-01\ntitle: First\n---',
    ...hosts.map(
      (host) => `See [${host}](https://${host}/one) and ![](https://${host}/a.png) and ![](https://${host}/b.png).`,
    ),
    '[gone](https://host-3.example/gone#part) [moved](http://host-4.example/old) [away](https://host-5.example/away)',
    '[later](https://host-6.example/2022/01/06/later) [also later](https://host-7.example/2022/01/06/later)',
    '[copy](https://web.archive.org/web/20200102000000/https://host-8.example/one)',
    '[copy](https://web.archive.org/web/20200102000000/https://host-9.example/gone)',
    '[copy](https://archive.ph/abcDE)',
    '[secret](https://me:word@host-2.example/one?token=sesame)',
    '[odd](//me:word@host-2.example/two)',
    hosts.map((host) => `<https://${host}/to-closed>`).join(' '),
    `<img srcset="${hosts.map((host, index) => `https://${host}/${index}.png ${index + 1}x`).join(', ')}">`,
    '[mail](mailto:a@b.example) [beside](other.md) [typo](htp://host-1.example/) [typo](https://)',
    '[private](http://127.0.0.1/) [left out](https://left-out.example/)',
  ].join('\n\n'),
  'b.md': [
    '# Second',
    '[again](https://host-3.example/gone) [again](http://host-4.example/old) [mail](mailto:a@b.example)',
    ...hosts.slice(6).map((host) => `<https://${host}/two>`),
    '[nowhere](https://nowhere.example/) [down 1](https://down.example/1) [down 2](https://down.example/2) [down 3](https://down.example/3)',
  ].join('\n\n'),
};

const web: Answers = {
  ...Object.fromEntries(hosts.flatMap((host) => ['a.png', 'b.png'].map((name) => [`https://${host}/${name}`, png]))),
  ...Object.fromEntries(
    hosts.flatMap((host) => [
      [`https://${host}/to-closed`, { status: 302, headers: { location: `https://closed.example/${host}` } }],
      [`https://closed.example/${host}`, 403],
    ]),
  ),
  'https://host-3.example/gone': 404,
  'https://host-9.example/gone': 404,
  'http://host-4.example/old': { status: 301, headers: { location: 'https://host-4.example/new' } },
  'https://host-5.example/away': { status: 302, headers: { location: 'https://host-6.example/one' } },
  ...Object.fromEntries([1, 2, 3].map((n) => [`https://down.example/${n}`, 503])),
  'https://web.archive.org/web/20200102000000/https://host-8.example/one': capture('20200102'),
  'https://web.archive.org/web/20200102000000/https://host-9.example/gone': capture('20200102'),
};

const options: AuditOptionsInput = { exclude: ['left-out.example'] };
const newWorld = (): MemoryWorld =>
  memoryWorld({ documents, web, names: { 'nowhere.example': { type: 'not-found' } }, alive: true });

const textOf = (report: Report): string =>
  [...json(report, { columns: 100, colour: 0, quiet: false, verbose: false, fails: () => false, secrets: [] })].join(
    '',
  );

/** The JSON report without what tells the time and chance. */
const timeless = (report: Report): unknown =>
  JSON.parse(textOf(report), (key, value: unknown) =>
    ['startedAt', 'finishedAt', 'at', 'durationMs'].includes(key) ? undefined : value,
  );

const auditIn = (world: MemoryWorld, more: AuditOptionsInput = {}): Promise<Report> =>
  startAudit(['.'], { ...options, ...more }, { world }).report;

interface Cut {
  readonly shards: readonly NamedShard[];
  readonly worlds: readonly MemoryWorld[];
}

/** Runs every shard in a world of its own, and reads its report from JSON. */
async function cut(count: number, more: AuditOptionsInput = {}): Promise<Cut> {
  const worlds = Array.from({ length: count }, newWorld);
  const shards: NamedShard[] = [];
  for (const [index, world] of worlds.entries()) {
    const report = await auditIn(world, { ...more, shard: `${index + 1}/${count}` });
    const read = readShardReport(textOf(report), version);
    if ('problem' in read) throw new Error(read.problem);
    shards.push({ name: `${index + 1}.json`, report: read });
  }
  return { shards, worlds };
}

describe('merged shards', () => {
  test.for([1, 2, 3, 4, 5])('%i of them give the report of a single run', async (count) => {
    const single = await auditIn(newWorld());
    const { shards } = await cut(count);
    expect(timeless(mergeShards(shards.toReversed()))).toEqual(timeless(single));
  });

  test('the single run has what merging could get wrong', async () => {
    const { summary, findings, targets, notices } = await auditIn(newWorld());
    const codes = findings.map(({ fact }) => fact.code);
    expect(codes.filter((code) => code === 'cited-before-published')).toHaveLength(1);
    expect(notices).toContainEqual(expect.stringContaining('down.example failed for 3 of 3 links'));
    expect(notices).toContain('closed.example failed for 12 of 12 links: it refuses us');
    expect(summary.status).toMatchObject({ dead: expect.any(Number), skipped: 4 });
    expect(targets.filter(({ original }) => original !== undefined)).toHaveLength(2);
    expect(targets.some(({ observation }) => observation?.shared?.image === 2)).toBe(true);
  });

  test('what every shard says once, the merged report says once', async () => {
    const { shards } = await cut(3, { list: true });
    const saying = shards.map(({ name, report }, index) => ({
      name,
      report: { ...report, notices: ['The clone is shallow.', `Only ${index}.`] },
    }));
    expect(mergeShards(saying).notices).toEqual(['The clone is shallow.', 'Only 0.', 'Only 1.', 'Only 2.']);
  });

  test('a list that was cut is joined too', async () => {
    const single = await auditIn(newWorld(), { list: true });
    const { shards } = await cut(3, { list: true });
    expect(timeless(mergeShards(shards))).toEqual(timeless(single));
  });

  test('drift that was measured in shards is told, and the texts stay behind', async () => {
    const story = (from: number): string =>
      Array.from(
        { length: 30 },
        (_, index) => `<p>Ship${from + index} left pier${from + index} at ${index} o’clock.</p>`,
      ).join('');
    const html = (text: string): string => `<!doctype html><title>Ships</title><article>${text}</article>`;
    const urls = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example/2022/ships`);
    const drifting = (): MemoryWorld =>
      memoryWorld({
        documents: { '2022-01-06-a.md': urls.map((url) => `<${url}>`).join(' ') },
        web: Object.fromEntries(
          urls.flatMap((url, index) => [
            [url, { body: html(story(index * 10)) }],
            [`https://web.archive.org/web/20220106120000id_/${url}`, { ...capture('20220107'), body: html(story(0)) }],
          ]),
        ),
      });
    const single = await auditIn(drifting(), { drift: true });
    expect(single.targets.map(({ drift }) => drift?.type)).toEqual(urls.map(() => 'text'));
    const texts = await Promise.all(
      [1, 2, 3].map(async (index) => textOf(await auditIn(drifting(), { drift: true, shard: `${index}/3` }))),
    );
    expect(texts.join('')).not.toContain('wholeText');
    const shards = texts.map((text, index) => ({ name: `${index}.json`, report: readShardReport(text, version) }));
    expect(timeless(mergeShards(shards as NamedShard[]))).toEqual(timeless(single));
  });

  test('no URL is asked by two shards, and all are asked that a single run asks', async () => {
    const single = newWorld();
    await auditIn(single);
    const { worlds } = await cut(4);
    // A redirect may lead to what another shard looks at.
    const asked = worlds.map(({ requests }) => new Set(requests.map(({ url }) => url)));
    const twice = [...new Set(asked.flatMap((urls) => [...urls]))].filter(
      (url) => asked.filter((urls) => urls.has(url)).length > 1,
    );
    expect(twice.filter((url) => url !== 'https://host-6.example/one')).toEqual([]);
    const all = worlds.flatMap(({ requests }) => requests.map(({ url }) => url));
    const steady = (urls: readonly string[]): readonly string[] =>
      [...new Set(urls)].filter((url) => !/[a-z]{25}/.test(url)).toSorted();
    expect(steady(all)).toEqual(steady(single.requests.map(({ url }) => url)));
  });

  test('with a shard that was interrupted, the report is not complete', async () => {
    const { shards } = await cut(2);
    const [first, second] = shards as [NamedShard, NamedShard];
    const { documents: read, ...shard } = second.report.shard;
    const cutShort = { ...second.report, complete: false, shard: { ...shard, documents: read.slice(0, 1) } };
    const merged = mergeShards([first, { ...second, report: cutShort }]);
    expect(merged.complete).toBe(false);
    expect(merged.documents).toHaveLength(2);
  });

  test('a shard with no host of its own has a report, and tells nothing', async () => {
    const lonely = (): MemoryWorld => memoryWorld({ documents: { 'a.md': '<https://one.example/>' } });
    const reports = await Promise.all([1, 2, 3, 4, 5].map((index) => auditIn(lonely(), { shard: `${index}/5` })));
    const counts = reports.map(({ targets }) => targets.length);
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 1]);
  });

  test('a shard whose hosts are all silent is no network that is down, if a name server answers', async () => {
    const silent = (alive: boolean): MemoryWorld =>
      memoryWorld({
        documents: { 'a.md': '<https://one.example/>' },
        names: { 'one.example': { type: 'timeout' } },
        alive,
      });
    const alone = { shard: '1/1', archive: 'none' } as const;
    const { targets } = await auditIn(silent(true), alone);
    expect(targets[0]?.verdict.reason).toBe('dns');
    await expect(auditIn(silent(false), alone)).rejects.toThrow('Nothing could be reached');
  });

  test('no password that stands in a document gets into a shard’s report', async () => {
    const texts = await Promise.all(
      [1, 2].map(async (index) => textOf(await auditIn(newWorld(), { shard: `${index}/2` }))),
    );
    expect(texts.join('')).not.toMatch(/word@|sesame/);
  });
});

describe('what is not merged', () => {
  const refused = async (change: (shards: NamedShard[]) => readonly NamedShard[]): Promise<string> => {
    const { shards } = await cut(3, { list: true });
    try {
      mergeShards(change([...shards]));
      return '';
    } catch (error) {
      return String(error);
    }
  };

  test('a run of which a shard is missing', async () => {
    expect(await refused(([first, , third]) => [first!, third!])).toContain('Shard 2/3 is missing.');
    expect(await refused(([, second]) => [second!])).toContain('Shards 1/3, 3/3 are missing.');
  });

  test('a shard that is there twice', async () => {
    expect(await refused((shards) => [...shards, { ...shards[1]!, name: 'copy.json' }])).toContain(
      'Shard 2/3 is there twice: 2.json and copy.json.',
    );
  });

  test('shards of different counts', async () => {
    const { shards } = await cut(2, { list: true });
    expect(await refused(([first]) => [first!, shards[1]!])).toContain('one is of 3 shards, the other of 2');
  });

  test('shards with different options', async () => {
    const { shards } = await cut(3, { list: true, only: 'image' });
    expect(await refused(([first, second]) => [first!, second!, shards[2]!])).toContain(
      '1.json and 3.json are not of one run: they were made with different options.',
    );
  });

  test('but options that change nothing in a report may differ', async () => {
    const { shards } = await cut(3, { list: true, concurrency: 7, failOn: 'never', maxAge: '0' });
    expect(await refused(([first, second]) => [first!, second!, shards[2]!])).toBe('');
  });

  test('shards of different texts', async () => {
    expect(
      await refused(([first, second, third]) => {
        const [a, b] = third!.report.shard.documents;
        const changed = { ...third!.report.shard, documents: [a!, { ...b!, digest: 'another' }] };
        return [first!, second!, { ...third!, report: { ...third!.report, shard: changed } }];
      }),
    ).toContain('1.json and 3.json are not of one run: they have read different documents, or texts, at b.md.');
  });
});

describe('a file that is no report of a shard', () => {
  const problemOf = (text: string): string => {
    const read = readShardReport(text, version);
    return 'problem' in read ? read.problem : '';
  };

  test.for([
    ['nothing', ''],
    ['no JSON', '# A document'],
    ['another JSON', '{"schemaVersion":1}'],
    ['null', 'null'],
  ] as const)('%s is refused', ([, text]) => {
    expect(problemOf(text)).toBe('is no JSON report of audit-links (--format json)');
  });

  test('the report of a whole run is refused', async () => {
    expect(problemOf(textOf(await auditIn(newWorld(), { list: true })))).toContain('is the report of a whole run');
  });

  test('a report of another version is refused', async () => {
    const text = textOf(await auditIn(newWorld(), { list: true, shard: '1/1' }));
    const read = readShardReport(text, '99.0.0');
    expect(read).toEqual({ problem: `was made by version ${version}, and this is 99.0.0` });
  });

  test('a damaged one is refused, and where', async () => {
    const text = textOf(await auditIn(newWorld(), { shard: '1/1' }));
    expect(problemOf(text)).toBe('');
    const report = JSON.parse(text) as { shard: { targets: { verdict: { status: string } }[] } };
    report.shard.targets[2]!.verdict.status = 'fine';
    expect(problemOf(JSON.stringify(report))).toBe('is damaged at shard.targets.2.verdict.status');
  });

  test('the published schema tells of the field', () => {
    expect(reportSchema.properties.shard.required).toEqual(['index', 'count']);
  });
});
