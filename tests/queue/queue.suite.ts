import { Worker } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hostsQueue, prefix } from '../../src/queue/names.ts';
import type { JsonReport } from '../cli/articles.ts';
import { folder, forThisTest, ledTo, run, start } from '../cli/program.ts';
import { serveWayback } from '../servers/wayback.ts';
import { redisVersion, type ServedRedis, serveRedis } from './redis.ts';
import { serveWeb, type Web } from './web.ts';

const version = redisVersion();
// A suite that is left out must not pass for one that ran.
process.stderr.write(version === undefined ? 'Redis is left out: it is not installed here\n' : `Redis ${version}\n`);

// A worker that died is replaced after 13 s at most, and there may be two in a row.
vi.setConfig({ testTimeout: 120_000 });

const hostCount = 10;
const hostConcurrency = 3;
/** Requests of one worker under way at once. */
const concurrency = 12;

const hostNames = Array.from({ length: hostCount }, (_, index) => `h${index}.test`);

/** Pages, redirects to other hosts, and one page that is gone: on each host. */
const articleOn = ({ port }: Web): string =>
  hostNames
    .flatMap((host, index) => {
      const next = hostNames[(index + 1) % hostCount];
      const pages = Array.from({ length: 20 }, (_, page) => `/p${'x'.repeat(page)}`);
      const redirects = Array.from({ length: 5 }, (_, way) => `/to/${next}/${index}-${way}`);
      return [...pages, ...redirects, '/gone'].map((path) => `<http://${host}:${port}${path}>`);
    })
    .join('\n\n');

/** The archive holds what is gone. */
const stagedFor = ({ port }: Web) => ({
  pages: Object.fromEntries(hostNames.map((host) => [`http://${host}:${port}/gone`, [{ at: '20220107100000' }]])),
});

/** A report without what differs from run to run: times. */
function timeless(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) =>
    ['startedAt', 'finishedAt', 'at', 'durationMs'].includes(key) ? undefined : value,
  );
}

const tally = (visits: Web['visits']): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { url } of visits) counts.set(url, (counts.get(url) ?? 0) + 1);
  return counts;
};

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const chance = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const manners = ['--host-concurrency', String(hostConcurrency), '--concurrency', String(concurrency)];

/** Workers that are ready, by their names. */
const startWorkers = (redis: ServedRedis, web: Web, ...names: readonly string[]) =>
  Promise.all(
    names.map(async (name) => {
      const worker = await start(['work', redis.address, ...ledTo(web), ...manners, '--user-agent', name]);
      await worker.wrote('takes jobs');
      return { ...worker, name };
    }),
  );

/** What is left in Redis of runs. */
async function leftIn({ redis }: ServedRedis): Promise<readonly string[]> {
  const keys = await redis.keys(`${prefix}:*`);
  // The engine's books, which are the same for all runs.
  return keys.filter((key) => !/:(?:meta|id|events|stalled-check|limiter|workers)$/.test(key)).toSorted();
}

describe.runIf(version !== undefined)('a run that is spread over workers', () => {
  let redis: ServedRedis;
  beforeAll(async () => void (redis = await serveRedis()));
  afterAll(() => redis?.close());

  /** An article, its web and its archive; and the report of a run that has them for itself. */
  async function staged() {
    const [own, web] = [forThisTest(await serveWeb()), forThisTest(await serveWeb())];
    const cwd = await folder({ 'a.md': articleOn(web), 'own.md': articleOn(own) });
    const wayback = forThisTest(await serveWayback(stagedFor(web)));
    const ownWayback = forThisTest(await serveWayback(stagedFor(own)));
    const args = (archive: string, served: Web): readonly string[] => [
      '-f',
      'json',
      '--archive',
      'failing',
      '--wayback-url',
      archive,
      '--cited-at',
      '2022-01-06',
      '--no-cache',
      '--no-progress',
      ...ledTo(served),
      ...manners,
    ];
    const alone = await run(['own.md', ...args(ownWayback.base, own)], { cwd });
    const toOthers = (text: string): string =>
      text
        .replaceAll(`:${own.port}`, `:${web.port}`)
        .replaceAll(`:${ownWayback.port}`, `:${wayback.port}`)
        .replaceAll('own.md', 'a.md');
    return {
      web,
      cwd,
      spread: ['a.md', '--queue', redis.address, ...args(wayback.base, web)],
      expected: timeless(toOthers(alone.stdout)),
      total: own.visits.length,
      visitsAlone: new Map([...tally(own.visits)].map(([url, count]) => [toOthers(url), count])),
    };
  }

  test('says the same as a run on one machine, and asks as little', async () => {
    const { web, cwd, spread, expected, visitsAlone } = await staged();
    await startWorkers(redis, web, 'w1', 'w2', 'w3');
    const ran = await run(spread, { cwd });
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(timeless(ran.stdout)).toEqual(expected);
    expect(tally(web.visits)).toEqual(visitsAlone);
    expect(new Set(web.visits.map(({ by }) => by)).size).toBeGreaterThan(1);
    expect(Math.max(...web.peaks.values())).toBeLessThanOrEqual(hostConcurrency);
    await vi.waitFor(async () => expect(await leftIn(redis)).toEqual([]));
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
  ])('loses nothing where workers die at random moments (seed %i, %i of 3)', async (seed, deaths) => {
    const { web, cwd, spread, expected, visitsAlone, total } = await staged();
    const random = chance(seed);
    const workers = await startWorkers(redis, web, 'w1', 'w2', 'w3');
    const killed: string[] = [];
    const running = await start(spread, { cwd });
    const moments = Array.from({ length: deaths }, () => Math.ceil(random() * total * 0.8)).toSorted((a, b) => a - b);
    for (const moment of moments) {
      await web.reached(moment);
      const [victim] = workers.splice(Math.floor(random() * workers.length), 1);
      victim?.kill('SIGKILL');
      killed.push(victim?.name ?? '');
    }
    const ran = await running.ended;
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(timeless(ran.stdout)).toEqual(expected);
    expect(Math.max(...web.peaks.values())).toBeLessThanOrEqual(hostConcurrency);
    const again = [...tally(web.visits)].filter(([url, count]) => count > (visitsAlone.get(url) ?? 0));
    const whose = (url: string): readonly string[] =>
      web.visits.filter((visit) => visit.url === url).map(({ by }) => by);
    expect(again.filter(([url]) => !whose(url).some((by) => killed.includes(by)))).toEqual([]);
    // What was under way: requests, redirects between two of them, and what waits to be looked at again.
    expect(again.length).toBeLessThanOrEqual(deaths * (2 * concurrency + hostCount));
    await vi.waitFor(async () => expect(await leftIn(redis)).toEqual([]), { timeout: 15_000 });
  });

  test('goes on where a worker is told to stop, which gives back its job', async () => {
    const { web, cwd, spread, expected, total } = await staged();
    const [first] = await startWorkers(redis, web, 'w1');
    const running = await start(spread, { cwd });
    await web.reached(Math.ceil(total / 4));
    first?.kill('SIGTERM');
    expect(await first?.ended).toMatchObject({ code: 0, stderr: expect.stringMatching(/has looked at \d+ links\n$/) });
    const left = web.visits.length;
    await startWorkers(redis, web, 'w2');
    const ran = await running.ended;
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(timeless(ran.stdout)).toEqual(expected);
    expect(left).toBeLessThan(total);
  });

  test('prints what it has when it is interrupted, and takes its jobs along', async () => {
    const web = forThisTest(await serveWeb());
    const at = (host: string, path: string): string => `<http://${host}:${web.port}${path}>`;
    const cwd = await folder({
      'a.md': `${at('a.test', '/here')} ${at('a.test', '/stuck')} ${at('b.test', '/stuck')}`,
    });
    await startWorkers(redis, web, 'w1');
    const args = ['a.md', '--queue', redis.address, '--archive', 'none', '-f', 'json', ...ledTo(web)];
    const running = await start([...args, '--no-cache'], { cwd });
    await web.reached(3);
    // The page is handed in before the others, which never are.
    await vi.waitFor(async () => expect((await redis.redis.keys(`${prefix}:done:*`)).length).toBe(1));
    running.kill('SIGINT');
    const { code, stdout } = await running.ended;
    const report = JSON.parse(stdout) as JsonReport;
    expect({ code, complete: report.complete }).toEqual({ code: 130, complete: false });
    expect(report.targets.map(({ status }) => status)).toEqual(['alive']);
    await vi.waitFor(async () => expect(await leftIn(redis)).toEqual([]), { timeout: 15_000 });
    expect(web.open()).toBeLessThanOrEqual(1);
  });

  test('that is killed leaves no work behind once Redis has forgotten it', async () => {
    const web = forThisTest(await serveWeb());
    const cwd = await folder({ 'a.md': `<http://a.test:${web.port}/stuck>` });
    await startWorkers(redis, web, 'w1');
    const running = await start(['a.md', '--queue', redis.address, '--archive', 'none', ...ledTo(web)], { cwd });
    await web.reached(1);
    running.kill('SIGKILL');
    await running.ended;
    // As Redis does by itself after a minute.
    await redis.redis.del(await redis.redis.keys(`${prefix}:run:*`));
    await vi.waitFor(async () => expect(await leftIn(redis)).toEqual([]), { timeout: 15_000 });
  });

  test('is not mixed up with another on the same Redis', async () => {
    const [one, other] = [await staged(), await staged()];
    const { port } = other.web;
    const both = [...ledTo(one.web), '--resolve', `*:${port}:127.0.0.1`];
    const workers = await Promise.all(
      ['w1', 'w2'].map((name) => start(['work', redis.address, ...both, ...manners, '--user-agent', name])),
    );
    await Promise.all(workers.map((worker) => worker.wrote('takes jobs')));
    const [first, second] = await Promise.all([one, other].map(({ spread, cwd }) => run(spread, { cwd })));
    expect(timeless(first?.stdout ?? '')).toEqual(one.expected);
    expect(timeless(second?.stdout ?? '')).toEqual(other.expected);
  });

  test('ends with a sentence when what comes over the queue is no answer', async () => {
    const web = forThisTest(await serveWeb());
    const cwd = await folder({ 'a.md': `<http://a.test:${web.port}/stuck>` });
    await startWorkers(redis, web, 'w1');
    const running = await start(['a.md', '--queue', redis.address, '--archive', 'none', ...ledTo(web)], { cwd });
    await web.reached(1);
    const [key = ''] = await redis.redis.keys(`${prefix}:run:*`);
    const url = `http://a.test:${web.port}/stuck`;
    const forged = { type: 'observation', url, observation: { from: 'wire', looks: [], verdict: 'alive' } };
    await redis.redis.rpush(key.replace(':run:', ':results:'), JSON.stringify(forged));
    expect(await running.ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `audit-links: What came over the queue at ${redis.address} is not a worker's answer.\n`,
    });
  });

  test('ends with a sentence when no worker can do a job', async () => {
    const connection = redis.redis.duplicate({ maxRetriesPerRequest: null });
    const unable = new Worker(hostsQueue, () => Promise.reject(new Error('no room')), { connection, prefix });
    const cwd = await folder({ 'a.md': '<http://a.test/>' });
    const ran = await run(['a.md', '--queue', redis.address, '--archive', 'none'], { cwd });
    await unable.close();
    connection.disconnect();
    expect(ran).toMatchObject({
      code: 2,
      stderr: 'audit-links: The workers could not look at the links of a.test: no room\n',
    });
  });

  test('ends when it is interrupted though Redis is away, and so does a worker', async () => {
    const own = await serveRedis();
    const web = forThisTest(await serveWeb());
    const cwd = await folder({ 'a.md': `<http://a.test:${web.port}/stuck>` });
    const [worker] = await startWorkers(own, web, 'w1');
    const running = await start(['a.md', '--queue', own.address, '--archive', 'none', ...ledTo(web)], { cwd });
    await web.reached(1);
    await own.close();
    running.kill('SIGINT');
    worker?.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 130 });
    expect(await worker?.ended).toMatchObject({ code: 0 });
  });

  test('ends with a sentence when Redis has lost it, and the workers stay', async () => {
    const own = await serveRedis();
    const web = forThisTest(await serveWeb());
    const cwd = await folder({ 'a.md': `<http://a.test:${web.port}/stuck>`, 'b.md': `<http://a.test:${web.port}/>` });
    await startWorkers(own, web, 'w1');
    const args = ['--queue', own.address, '--archive', 'none', '--no-cache', ...ledTo(web)];
    const running = await start(['a.md', ...args], { cwd });
    await web.reached(1);
    await own.close();
    const again = forThisTest(await serveRedis(own.port));
    expect(await running.ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`audit-links: Redis at ${again.address} has lost this run`),
    });
    expect(await run(['b.md', ...args], { cwd })).toMatchObject({ code: 0 });
  });
});
