import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { folder, forThisTest, ledTo, run } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);
const hosts = Array.from({ length: 9 }, (_, index) => `host-${index}`);

/** A web that counts, of each host, who asks at once: an answer waits until others have had their chance to come. */
async function countingWeb() {
  const open = new Map<string, number>();
  const peaks = new Map<string, number>();
  const served = forThisTest(
    await serveHttp(({ url = '', headers: { host = '' } }, response) => {
      const now = (open.get(host) ?? 0) + 1;
      open.set(host, now);
      peaks.set(host, Math.max(peaks.get(host) ?? 0, now));
      response.on('close', () => open.set(host, (open.get(host) ?? 1) - 1));
      setImmediate(() => {
        if (url === '/gone') response.writeHead(404).end();
        else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      });
    }),
  );
  return { served, peaks };
}

/** Three shards of one audit, as three processes at once; their reports are `1.json` to `3.json`. */
async function threeShards(paths: readonly string[], ...flags: string[]) {
  const { served, peaks } = await countingWeb();
  const links = hosts.flatMap((host) => paths.map((path) => `<http://${host}.test:${served.port}/${path}>`));
  const cwd = await folder({ 'a.md': links.join('\n\n'), 'b.md': links.slice(0, 5).join('\n\n') });
  const shared = ['a.md', 'b.md', ...ledTo(served), '--archive', 'none', ...flags];
  const parts = await Promise.all(
    [1, 2, 3].map((index) => run([...shared, '--shard', `${index}/3`, '-f', `json:${index}.json`], { cwd })),
  );
  return { served, peaks, cwd, shared, parts, links };
}

const files = ['1.json', '2.json', '3.json'];

describe('three shards as three processes', () => {
  test('ask for every link once, keep to the limits of hosts, and are merged to the report of one run', async () => {
    const { served, peaks, cwd, shared, links } = await threeShards(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      '--host-concurrency',
      '2',
    );
    expect(served.requests).toHaveLength(links.length);
    for (const [host, peak] of peaks) expect([host, peak <= 2]).toEqual([host, true]);
    const merged = await run(['merge', ...files, '-f', 'json'], { cwd });
    expect(merged).toMatchObject({ code: 0, stderr: '' });
    const single = await run([...shared, '-f', 'json'], { cwd });
    expect(timeless(merged.stdout)).toEqual(timeless(single.stdout));
  });

  test('are merged with the exit code, the formats and the strictness of an audit', async () => {
    const { cwd, parts } = await threeShards(['a', 'gone']);
    expect(parts.map(({ code }) => code)).toContain(1);
    const merged = await run(['merge', ...files, '-f', 'pretty', '-f', 'json:all.json'], { cwd });
    expect(merged.code).toBe(1);
    expect(merged.stdout).toContain('not-found');
    expect(JSON.parse(await readFile(join(cwd, 'all.json'), 'utf8'))).toMatchObject({ summary: { targets: 18 } });
    expect(await run(['merge', ...files, '--fail-on', 'never'], { cwd })).toMatchObject({ code: 0 });
    // What was merged is the report of a whole run.
    const again = await run(['merge', 'all.json'], { cwd });
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('all.json is the report of a whole run');
  });

  test('are refused where one is missing, and reported as incomplete where one was interrupted', async () => {
    const { cwd } = await threeShards(['a']);
    const two = await run(['merge', '1.json', '3.json'], { cwd });
    expect(two).toMatchObject({ code: 2, stdout: '', stderr: 'audit-links: Shard 2/3 is missing.\n' });
    const report = JSON.parse(await readFile(join(cwd, '2.json'), 'utf8')) as object;
    await writeFile(join(cwd, '2.json'), JSON.stringify({ ...report, complete: false }));
    const merged = await run(['merge', ...files, '-f', 'json'], { cwd });
    expect(merged.code).toBe(2);
    expect(merged.stderr).toBe('audit-links: A shard was interrupted: links are missing from this report.\n');
    expect(JSON.parse(merged.stdout)).toMatchObject({ complete: false });
  });
});

const timeless = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) =>
    ['startedAt', 'finishedAt', 'at', 'durationMs'].includes(key) ? undefined : value,
  );

describe('what is refused with one sentence and exit code 2', () => {
  test.for([
    [['merge'], 'merge joins the JSON reports of shards: name them.'],
    [['merge', 'none.json'], 'none.json does not exist.'],
    [['merge', 'a.md'], 'a.md is no JSON report of audit-links'],
    [['merge', 'a.md', '--list'], 'merge only joins and shows what was found: --list changes nothing in it.'],
    [['a.md', '--shard', '4/3'], '--shard'],
    [['a.md', '--shard', '1/3', '--save'], 'save in a run without --shard'],
    [['a.md', '--shard', '1/3', '--fix'], 'fix them in a run without --shard'],
    [['a.md', '--shard', '1/3', '--queue', 'redis://127.0.0.1:1'], 'leave out --shard'],
  ] as const)('%j', async ([args, sentence]) => {
    const cwd = await folder({ 'a.md': 'No links.\n' });
    const { code, stdout, stderr } = await run(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^audit-links: /);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

test('a document with the name of the command is audited as ./merge', async () => {
  const cwd = await folder({ merge: '[mail](mailto:a@b.test)\n' });
  expect(await run(['./merge', '--list', '-f', 'json'], { cwd })).toMatchObject({ code: 0, stderr: '' });
});
