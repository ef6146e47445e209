import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { followed } from '../../src/inspect/followed.ts';
import { LocalFault } from '../../src/local-fault.ts';
import { polite, type PolitenessOptions } from '../../src/inspect/politeness.ts';
import { layered, type Probe, type ProbeRequest } from '../../src/inspect/probe.ts';
import { retried } from '../../src/inspect/retried.ts';
import type { Look } from '../../src/model/observation.ts';
import { answered, endOf, failed, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const { signal } = new AbortController();
setMaxListeners(0, signal);

interface Served {
  readonly url: string;
  readonly host: string;
  readonly from: number;
  until: number;
}

type Server = (request: ProbeRequest, at: number) => { ms: number; look: Look };

/** A network of servers behind the layers, which notes when each request began and ended. */
function setup(
  server: Server,
  options: Partial<PolitenessOptions> = {},
  outer: 'chains' | 'retries' | 'none' = 'none',
) {
  const clock = virtualClock();
  const served: Served[] = [];
  const wire: Probe = async (request) => {
    const entry = { url: request.url, host: new URL(request.url).hostname, from: clock.elapsed(), until: Infinity };
    served.push(entry);
    const { ms, look } = server(request, clock.elapsed());
    await clock.sleep(ms);
    entry.until = clock.elapsed();
    return look;
  };
  const manners = polite({
    clock,
    concurrency: 256,
    hostConcurrency: 4,
    hostIntervalMs: 0,
    ...options,
  });
  const layers = {
    none: [],
    chains: [followed({ clock, maxRedirects: 20 })],
    retries: [retried({ clock, retries: 2, random: () => 0.5 })],
  };
  const probe = layered(wire, manners, ...layers[outer]);
  const look = (url: string): Promise<Look> => probe(requestFor(url), signal);
  return { clock, served, look, probe, all: (urls: readonly string[]) => Promise.all(urls.map(look)) };
}

const ok =
  (ms: number): Server =>
  ({ url }) => ({ ms, look: answered(url) });
const many = (count: number, host = 'a.test'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://${host}/${index}`);
const on = (served: readonly Served[], host: string): readonly Served[] =>
  served.filter((entry) => entry.host === host);

/** The most requests that were under way together. */
const peak = (served: readonly Served[]): number =>
  Math.max(0, ...served.map(({ from }) => served.filter((other) => other.from <= from && from < other.until).length));

const starts = (served: readonly Served[]): readonly number[] => served.map(({ from }) => from);

describe('one host', () => {
  test('never sees more at once than it may, whatever the port and the end dot', async () => {
    const { all, served } = setup(ok(100));
    await all([...many(20), ...many(20, 'a.test:8443'), ...many(20, 'a.test.')]);
    expect(peak(served)).toBe(4);
  });

  test('never sees more at once when others redirect to it', async () => {
    const server: Server = ({ url }) => ({
      ms: 100,
      look: url.includes('a.test')
        ? answered(url)
        : answered(url, { status: 302, headers: { location: 'https://a.test/' } }),
    });
    const { all, served } = setup(server, {}, 'chains');
    await all(Array.from({ length: 40 }, (_, index) => `https://h${index}.test/`));
    expect(on(served, 'a.test').length).toBe(40);
    expect(peak(on(served, 'a.test'))).toBe(4);
  });

  test('sees starts no closer than the interval, though slots and network are free', async () => {
    const { all, served } = setup(ok(10), { hostIntervalMs: 50 });
    await all(many(5));
    expect(starts(served)).toEqual([0, 50, 100, 150, 200]);
  });

  test('is shared with other shards where it is an archive: each takes its part of slots and starts', async () => {
    const copies = many(6, 'archive.ph').map((url, index) => url.replace(/\d$/, `2020/https://a.test/${index}`));
    const { served, all } = setup(ok(1000), { shards: 2, hostIntervalMs: 50 });
    await all([...copies, ...many(8)]);
    expect(peak(on(served, 'archive.ph'))).toBe(2);
    expect(on(served, 'archive.ph')[1]?.from).toBe(100);
    expect(peak(on(served, 'a.test'))).toBe(4);
    expect(on(served, 'a.test')[1]?.from).toBe(50);
  });

  test('keeps the interval when the network was the bottleneck', async () => {
    const { all, served } = setup(ok(500), { hostIntervalMs: 50, concurrency: 4 });
    await all([...many(4, 'b.test'), ...many(4, 'c.test'), ...many(4)]);
    for (const host of ['a.test', 'b.test', 'c.test']) {
      const from = starts(on(served, host));
      for (const [index, start] of from.entries())
        expect(start - (from[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(50);
    }
  });
});

test('a host that many wait for is asked before those that few wait for', async () => {
  const { all, served } = setup(ok(100), { concurrency: 1, hostConcurrency: 2 });
  await all([...many(6), 'https://b.test/', 'https://c.test/']);
  expect(served.map(({ host }) => host).join(' ')).toBe('a.test a.test a.test a.test a.test b.test c.test a.test');
});

describe('what has begun', () => {
  const paths = (served: readonly Served[]): readonly string[] => served.map(({ url }) => new URL(url).pathname);

  test('is tried again when every link has been asked once', async () => {
    const server: Server = ({ url }) => ({
      ms: 200,
      look: url.endsWith('/1') ? failed(url, 'timeout') : answered(url),
    });
    const { all, served } = setup(server, { hostConcurrency: 1 }, 'retries');
    await all(many(20));
    expect(paths(served)).toEqual([...many(20).map((url) => new URL(url).pathname), '/1', '/1']);
    expect(peak(served)).toBe(1);
  });

  test('goes to the end of its redirects before what has not', async () => {
    const server: Server = ({ url }) => ({
      ms: 200,
      look: url.endsWith('/0') ? answered(url, { status: 302, headers: { location: '/there' } }) : answered(url),
    });
    const { all, served } = setup(server, { hostConcurrency: 1 }, 'chains');
    await all(many(5));
    expect(paths(served).indexOf('/there')).toBeLessThan(3);
  });

  test('lets the second look of one link go before the first of another', async () => {
    const { all, probe, served } = setup(ok(200), { hostConcurrency: 1 });
    const first = all(many(3));
    const second = probe({ ...requestFor('https://a.test/again'), purpose: 'confirm' }, signal);
    await Promise.all([first, second]);
    expect(paths(served)).toEqual(['/0', '/again', '/1', '/2']);
  });
});

describe('others', () => {
  test('are not held by a host with a long queue', async () => {
    const { all, served } = setup(ok(100), { concurrency: 8 });
    await all([...many(100, 'slow.test'), ...Array.from({ length: 40 }, (_, index) => `https://h${index}.test/`)]);
    const last = Math.max(...served.filter(({ host }) => host !== 'slow.test').map(({ until }) => until));
    expect(last).toBeLessThanOrEqual(1100);
  });

  test('are not held by hosts that hang', async () => {
    const server: Server = ({ url }) =>
      url.includes('hang') ? { ms: 20_000, look: failed(url, 'timeout') } : { ms: 50, look: answered(url) };
    const { all, served } = setup(server, { concurrency: 32 });
    await all([
      ...many(4, 'hang1.test'),
      ...many(4, 'hang2.test'),
      ...Array.from({ length: 200 }, (_, index) => `https://h${index}.test/`),
    ]);
    expect(Math.max(...served.filter(({ host }) => !host.startsWith('hang')).map(({ until }) => until))).toBeLessThan(
      1000,
    );
  });

  test('are not held by a host that asks for patience', async () => {
    const server: Server = ({ url }, at) => ({
      ms: 10,
      look:
        url.includes('a.test') && at < 20_000
          ? answered(url, { status: 503, headers: { 'retry-after': '20' } })
          : answered(url),
    });
    const { all, served } = setup(server, { concurrency: 4 });
    await all([...many(10), ...many(10, 'b.test')]);
    expect(Math.max(...on(served, 'b.test').map(({ until }) => until))).toBeLessThan(1000);
    expect(starts(on(served, 'a.test'))).toEqual([0, 0, 0, 0, 20_010, 20_010, 20_010, 20_010, 20_020, 20_020]);
  });
});

describe('a host that is asked too often', () => {
  /** Allows ten requests in each window of two seconds, and says so when it has had enough. */
  const strict = (): Server => {
    let windowFrom = -Infinity;
    let count = 0;
    return ({ url }, at) => {
      if (at >= windowFrom + 2000) [windowFrom, count] = [at, 0];
      count += 1;
      return {
        ms: 10,
        look: count > 10 ? answered(url, { status: 429, headers: { 'retry-after': '2' } }) : answered(url),
      };
    };
  };

  test('gets the pause it asks for, and afterwards the pace it allowed', async () => {
    const { all, served } = setup(strict(), { hostConcurrency: 1 }, 'retries');
    const looks = await all(many(40));
    expect(looks.map(endOf)).toEqual(looks.map(() => 200));
    // Ten in two seconds, and a little more time than that.
    expect(starts(served).slice(9, 12)).toEqual([90, 100, 2110]);
    expect(starts(served).slice(20, 23)).toEqual([2200, 4210, 4220]);
    // One request too many, once.
    expect(served.length).toBe(41);
  });

  test('is held by its rate-limit fields before it has to refuse', async () => {
    const server: Server = ({ url }, at) => ({
      ms: 10,
      look: answered(url, at < 1000 ? { headers: { ratelimit: '"default";r=0;t=3' } } : {}),
    });
    const { all, served } = setup(server, { hostConcurrency: 1 });
    await all(many(2));
    expect(starts(served)).toEqual([0, 3010]);
  });

  test('and does not say for how long gets longer and longer pauses, and then peace', async () => {
    const server: Server = ({ url }) => ({ ms: 10, look: answered(url, { status: 429 }) });
    const { all, served, clock } = setup(server, { hostConcurrency: 1 }, 'retries');
    const looks = await all(many(50));
    expect(looks.filter((look) => endOf(look) === 429).length).toBeGreaterThan(0);
    expect(looks.every((look) => [429, 'held-too-long'].includes(endOf(look)))).toBe(true);
    expect(served.length).toBeLessThan(15);
    expect(clock.elapsed()).toBeLessThan(200_000);
  });

  test.each([
    ['web.archive.org', 600],
    ['arquivo.pt', 2000],
    ['notarchive.org', 50],
  ])('is not %s: its looks start at least %i ms apart', async (host, interval) => {
    const server: Server = ({ url }) => ({ ms: 10, look: answered(url) });
    const { all, served } = setup(server, { hostIntervalMs: 50 });
    await all(many(3, host));
    expect(starts(served)).toEqual([0, interval, 2 * interval]);
  });

  test('is none whose archived pages say so', async () => {
    const headers = { 'memento-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT', 'retry-after': '60' };
    const server: Server = ({ url }) => ({ ms: 10, look: answered(url, { status: 429, headers }) });
    const { all, served } = setup(server, { hostConcurrency: 1 }, 'retries');
    await all(many(3));
    expect(starts(served)).toEqual([0, 10, 20]);
  });

  test('refuses those under way together once', async () => {
    const server: Server = ({ url }, at) => ({
      ms: 10 + Number(url.at(-1)),
      look: answered(url, { status: at < 5000 ? 429 : 200 }),
    });
    const { all, served } = setup(server, {}, 'retries');
    expect((await all(many(4))).map(endOf)).toEqual([200, 200, 200, 200]);
    expect(Math.min(...starts(served).slice(4))).toBe(5010);
  });

  test('and asks for more than a run has is left alone at once', async () => {
    const server: Server = ({ url }) => ({
      ms: 10,
      look: answered(url, { status: 429, headers: { 'retry-after': '99999999999' } }),
    });
    const { all, served, clock } = setup(server, { hostConcurrency: 1 });
    expect((await all(many(30))).map(endOf)).toEqual([429, ...Array.from({ length: 29 }, () => 'held-too-long')]);
    expect([served.length, clock.elapsed()]).toEqual([1, 10]);
  });

  test('and is left alone wakes those who sleep because of it', async () => {
    const server: Server = ({ url }) =>
      url.endsWith('/0')
        ? { ms: 10, look: answered(url, { status: 503, headers: { 'retry-after': '50' } }) }
        : { ms: 100, look: answered(url, { status: 503, headers: { 'retry-after': '600' } }) };
    const { all, clock } = setup(server, { hostConcurrency: 2 });
    expect((await all(many(4))).map(endOf)).toEqual([503, 503, 'held-too-long', 'held-too-long']);
    expect(clock.elapsed()).toBe(100);
  });

  test('is left alone also by those who wait for the network', async () => {
    const server: Server = ({ url }) => ({
      ms: 10,
      look: answered(url, { status: 429, headers: { 'retry-after': '600' } }),
    });
    const { all, served } = setup(server, { concurrency: 1 });
    await all(many(30));
    expect(served.length).toBe(1);
  });

  test('gets at most 120 s in all', async () => {
    const server: Server = ({ url }) => ({
      ms: 0,
      look: answered(url, { status: 503, headers: { 'retry-after': '50' } }),
    });
    const { all, served, clock } = setup(server, { hostConcurrency: 1 });
    const looks = await all(many(10));
    expect(looks.slice(0, 4).map(endOf)).toEqual([503, 503, 503, 'held-too-long']);
    expect([served.length, clock.elapsed()]).toEqual([3, 100_000]);
  });
});

/** What a host counts to find out who asks too often: may this request be served, `at` milliseconds? */
type Limiter = (at: number) => boolean;

/** Serves `limit` requests between one full second (of its own clock) and the next. */
const windows = (limit: number, offsetMs: number) => (): Limiter => {
  let current = -1;
  let count = 0;
  return (at) => {
    const window = Math.floor((at + offsetMs) / 1000);
    if (window !== current) [current, count] = [window, 0];
    count += 1;
    return count <= limit;
  };
};

/** Serves `limit` requests in any one second; those that it refuses count as well, where it is strict. */
const sliding = (limit: number, strict: boolean) => (): Limiter => {
  let counted: number[] = [];
  return (at) => {
    counted = counted.filter((time) => time > at - 1000);
    const allowed = counted.length < limit;
    if (allowed || strict) counted.push(at);
    return allowed;
  };
};

/** Fills with `limit` tokens a second, and holds `size` of them. */
const bucket = (limit: number, size: number) => (): Limiter => {
  let tokens = size;
  let filledAt = 0;
  return (at) => {
    tokens = Math.min(size, tokens + ((at - filledAt) * limit) / 1000);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

describe.each<[string, () => Limiter]>([
  ['windows of a second', windows(5, 0)],
  ['windows that began before', windows(5, 900)],
  ['windows that began long before', windows(5, 400)],
  ['any one second', sliding(5, false)],
  ['any one second, refusals counted', sliding(5, true)],
  ['a bucket of five', bucket(5, 5)],
  ['a bucket of eight', bucket(5, 8)],
])('a host that allows five requests a second, and counts them by %s', (_name, limiter) => {
  test.each([
    [2, {}],
    [30, {}],
    [120, {}],
    [2, { 'retry-after': '1' }],
    [30, { 'retry-after': '1' }],
    [120, { 'retry-after': '1' }],
  ])('serves 40 links in time, answering in %s ms and saying %j', async (ms, headers) => {
    const allows = limiter();
    const server: Server = ({ url }, at) => ({
      ms,
      look: answered(url, allows(at) ? {} : { status: 429, headers }),
    });
    const { all, served, clock } = setup(server, { hostIntervalMs: 50 }, 'retries');
    const looks = await all(many(40));
    expect(looks.map(endOf)).toEqual(looks.map(() => 200));
    expect(served.length).toBeLessThanOrEqual(48);
    expect(clock.elapsed()).toBeLessThanOrEqual(8500);
  });
});

describe('what a host allows', () => {
  test('is counted with what it served before a refusal that came sooner', async () => {
    const allows = windows(3, 0)();
    const server: Server = ({ url }, at) =>
      allows(at)
        ? { ms: url.endsWith('/0') ? 10 : 300, look: answered(url) }
        : { ms: 5, look: answered(url, { status: 429 }) };
    const { all, served } = setup(server, { hostIntervalMs: 50 }, 'retries');
    await all(many(10));
    // Three a second: 0, 50 and 100 were served, 150 was refused at 155.
    expect(starts(served).slice(0, 8)).toEqual([0, 50, 100, 150, 1155, 1205, 1255, 2205]);
  });

  test('is not forgotten when it has a bad moment', async () => {
    const allows = windows(3, 0)();
    const server: Server = ({ url }, at) => {
      if (at > 1200 && at < 1300)
        return { ms: 5, look: answered(url, { status: 503, headers: { 'retry-after': '1' } }) };
      return { ms: 5, look: answered(url, allows(at) ? {} : { status: 429 }) };
    };
    const { all, served } = setup(server, { hostIntervalMs: 50 });
    await all(many(11));
    expect(starts(served)).toEqual([0, 50, 100, 150, 1155, 1205, 2210, 2260, 2310, 3260, 3310]);
  });
});

describe('a host that is silent', () => {
  const silent =
    (code: 'timeout' | 'refused' | 'certificate', ms: number): Server =>
    ({ url }) => ({ ms, look: failed(url, code) });

  test('is given up after more addresses than are asked at once, and those who wait hear it at once', async () => {
    const { all, served, clock } = setup(silent('timeout', 20_000));
    const looks = await all(many(100));
    const ends = looks.map(endOf);
    expect([ends.indexOf('host-given-up'), ends.filter((end) => end === 'timeout').length]).toEqual([8, 8]);
    expect([served.length, clock.elapsed()]).toEqual([8, 40_000]);
  });

  test('is not given up for one address, however often it fails', async () => {
    const { look, served } = setup(silent('refused', 1));
    for (let time = 0; time < 10; time += 1) expect(endOf(await look('https://a.test/'))).toBe('refused');
    expect(served.length).toBe(10);
  });

  test('is not given up while it answers now and then', async () => {
    const server: Server = ({ url }) => ({ ms: 1, look: url.endsWith('0') ? answered(url) : failed(url, 'reset') });
    const { all, served } = setup(server, { hostConcurrency: 1 });
    await all(many(50));
    expect(served.length).toBe(50);
  });

  test('is not given up for its certificate: somebody is there', async () => {
    const { all, served } = setup(silent('certificate', 1));
    await all(many(20));
    expect(served.length).toBe(20);
  });

  test('is alone in it', async () => {
    const server: Server = ({ url }) => ({
      ms: 10,
      look: url.includes('a.test') ? failed(url, 'timeout') : answered(url),
    });
    const { all } = setup(server);
    const looks = await all([...many(20), ...many(20, 'b.test')]);
    expect(looks.slice(20).map(endOf)).toEqual(Array.from({ length: 20 }, () => 200));
  });
});

describe('when this machine has no descriptors left', () => {
  test('fewer are asked at once, and no attempt is lost', async () => {
    let underWay = 0;
    const clock = virtualClock();
    const wire: Probe = async ({ url }) => {
      underWay += 1;
      const look = underWay > 40 ? failed(url, 'local') : answered(url);
      await clock.sleep(look.end.type === 'answer' ? 100 : 0);
      underWay -= 1;
      return look;
    };
    const probe = layered(wire, polite({ clock, concurrency: 256, hostConcurrency: 4, hostIntervalMs: 0 }));
    const looks = await Promise.all(
      Array.from({ length: 500 }, (_, index) => probe(requestFor(`https://h${index}.test/`), signal)),
    );
    expect(looks.every((look) => endOf(look) === 200 && look.attempts === 1)).toBe(true);
    // A window of 32, not of one.
    expect(clock.elapsed()).toBeLessThan(10_000);
  });

  test('and it stays so, the run ends with it', async () => {
    const { look } = setup(({ url }) => ({ ms: 0, look: failed(url, 'local') }));
    await expect(look('https://a.test/')).rejects.toThrow(LocalFault);
  });
});

test.each([0, 5000])('an abort ends those who wait and those who sleep, %s ms apart', async (hostIntervalMs) => {
  const clock = virtualClock();
  const controller = new AbortController();
  let requests = 0;
  const wire: Probe = async ({ url }, wireSignal) => {
    requests += 1;
    await clock.sleep(1000, wireSignal);
    return answered(url);
  };
  const probe = polite({ clock, concurrency: 1, hostConcurrency: 2, hostIntervalMs })(wire);
  const looks = Promise.allSettled(many(10).map((url) => probe(requestFor(url), controller.signal)));
  await clock.sleep(500);
  controller.abort(new Error('stop'));
  expect((await looks).map((result) => result.status === 'rejected' && String(result.reason))).toEqual(
    many(10).map(() => 'Error: stop'),
  );
  expect([clock.elapsed(), requests]).toEqual([500, 1]);
});
