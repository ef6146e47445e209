import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { followed } from '../../src/inspect/followed.ts';
import { createNames, isPublic, named } from '../../src/inspect/names.ts';
import { parseOverride } from '../../src/inspect/overrides.ts';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import type { NameAnswer } from '../../src/world.ts';
import { answered, endOf, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const { signal } = new AbortController();
// As the run's own: a thousand wait at once.
setMaxListeners(0, signal);
const at = (...addresses: [string, ...string[]]): NameAnswer => ({ type: 'addresses', addresses });

/** A name server that takes 100 ms an answer; a list is answered one after the other, `silence` never. */
function setup(
  answers: Record<string, NameAnswer | 'silence' | NameAnswer[]>,
  {
    resolve = [],
    allowPrivate = false,
    proxy = false,
    redirects = {},
  }: { resolve?: string[]; allowPrivate?: boolean; proxy?: boolean; redirects?: Record<string, string> } = {},
) {
  const clock = virtualClock();
  const questions: string[] = [];
  const asked: ProbeRequest[] = [];
  let underWay = 0;
  let most = 0;
  const names = createNames({
    clock,
    overrides: resolve.map((text) => parseOverride(text)).filter((override) => override !== undefined),
    dns: {
      async resolve(host, askSignal) {
        questions.push(host);
        underWay += 1;
        most = Math.max(most, underWay);
        const entry = answers[host] ?? { type: 'not-found' };
        const answer = Array.isArray(entry) ? (entry.shift() ?? { type: 'timeout' }) : entry;
        try {
          await clock.sleep(answer === 'silence' ? 1e9 : 100, askSignal);
        } finally {
          underWay -= 1;
        }
        return answer === 'silence' ? { type: 'timeout' } : answer;
      },
      alive: async (host) => host.endsWith('.up'),
    },
  });
  const layer = named({ clock, names, guard: { allowPrivate }, viaProxy: () => proxy });
  const probe = layer(async (request) => {
    asked.push(request);
    const location = redirects[request.url];
    return answered(request.url, location === undefined ? {} : { status: 302, headers: { location } });
  });
  return {
    clock,
    probe,
    names,
    questions,
    asked,
    most: () => most,
    ask: (url: string, more = {}) => probe(requestFor(url, more), signal),
  };
}

describe('one question a host', () => {
  test('is shared by all who wait, and kept for those who come later', async () => {
    const { ask, questions, asked, clock } = setup({ 'a.test': at('93.184.216.34') });
    await Promise.all([ask('https://a.test/1'), ask('http://a.test/2'), ask('https://a.test./3')]);
    await ask('https://A.test/4');
    expect(questions).toEqual(['a.test']);
    expect(asked.map(({ addresses }) => addresses)).toEqual(Array.from({ length: 4 }, () => ['93.184.216.34']));
    expect(clock.elapsed()).toBe(100);
  });

  test('is asked again for those who want a younger answer, and shared by them too', async () => {
    const { ask, questions, clock } = setup({ 'a.test': [{ type: 'not-found' }, at('93.184.216.34')] });
    expect(endOf(await ask('https://a.test/'))).toBe('name-not-found');
    expect(endOf(await ask('https://a.test/'))).toBe('name-not-found');
    await clock.sleep(2000);
    const nameSince = clock.monotonic();
    const again = await Promise.all([ask('https://a.test/1', { nameSince }), ask('https://a.test/2', { nameSince })]);
    expect(again.map(endOf)).toEqual([200, 200]);
    expect(questions.length).toBe(2);
  });

  test('is not asked again for an address that is known', async () => {
    const { ask, questions, clock } = setup({ 'a.test': at('93.184.216.34') });
    await ask('https://a.test/');
    await clock.sleep(2000);
    await ask('https://a.test/', { nameSince: clock.monotonic() });
    expect(questions.length).toBe(1);
  });

  test('is not paid for again and again when nobody answers', async () => {
    const { ask, questions, clock } = setup({ 'a.test': { type: 'timeout' } });
    for (let time = 0; time < 6; time += 1) {
      expect(endOf(await ask('https://a.test/', { nameSince: clock.monotonic() }))).toBe('name-timeout');
      await clock.sleep(1);
    }
    expect(questions.length).toBe(3);
  });

  test('lives on when one of those who wait leaves, and is asked anew when all have left', async () => {
    const { names, questions } = setup({ 'a.test': at('93.184.216.34') });
    const [one, two] = [new AbortController(), new AbortController()];
    const answers = [names.resolve('https://a.test/', one.signal), names.resolve('https://a.test/', two.signal)];
    one.abort(new Error('left'));
    await expect(answers[0]).rejects.toThrow('left');
    await expect(answers[1]).resolves.toEqual(at('93.184.216.34'));

    const gone = names.resolve('https://b.test/', AbortSignal.abort(new Error('gone')));
    await expect(gone).rejects.toThrow('gone');
    await expect(names.resolve('https://b.test/', signal)).resolves.toEqual({ type: 'not-found' });
    expect(questions).toEqual(['a.test', 'b.test', 'b.test']);
  });
});

test('1,000 names are asked 64 at a time, and the silent ones hold up nobody for longer than their deadline', async () => {
  const silent = (index: number): boolean => index % 33 === 0;
  const host = (index: number): string => `h${index}.test`;
  const indices = Array.from({ length: 1000 }, (_, index) => index);
  const { ask, most, clock } = setup(
    Object.fromEntries(indices.map((index) => [host(index), silent(index) ? 'silence' : at('93.184.216.34')])),
  );
  const ends = await Promise.all(indices.map(async (index) => endOf(await ask(`https://${host(index)}/`))));
  expect(ends).toEqual(indices.map((index) => (silent(index) ? 'name-timeout' : 200)));
  expect(most()).toBe(64);
  expect(clock.elapsed()).toBeLessThan(13_000);
});

describe('a name ends as', () => {
  test.each<[string, NameAnswer]>([
    ['name-not-found', { type: 'not-found' }],
    ['name-without-address', { type: 'no-address' }],
    ['name-server-failed', { type: 'failed', detail: 'ESERVFAIL' }],
    ['name-timeout', { type: 'timeout' }],
    ['private-address', at('10.0.0.5')],
    ['private-address', at('93.184.216.34', '::1')],
  ])('%s without a request', async (end, answer) => {
    const { ask, asked } = setup({ 'a.test': answer });
    expect(endOf(await ask('https://a.test/'))).toBe(end);
    expect(asked).toEqual([]);
  });

  test.each([
    ['private-address', 'http://127.0.0.1/'],
    ['private-address', 'http://printer.local/'],
    ['bad-port', 'http://a.test:22/'],
    ['protocol', 'ftp://a.test/'],
  ])('%s without a question: %s', async (end, url) => {
    const { ask, questions, asked } = setup({ 'a.test': at('93.184.216.34'), 'printer.local': at('93.184.216.34') });
    expect(endOf(await ask(url))).toBe(end);
    expect([questions, asked]).toEqual([[], []]);
  });
});

test('an address needs no question', async () => {
  const { ask, questions, asked } = setup({});
  await ask('http://93.184.216.34/');
  await ask('http://[2606:4700::1111]/');
  expect(asked.map(({ addresses }) => addresses)).toEqual([['93.184.216.34'], ['2606:4700::1111']]);
  expect(questions).toEqual([]);
});

describe('--resolve', () => {
  test('answers for its host and port, and nothing else', async () => {
    const { ask, asked, questions } = setup(
      { 'a.test': at('93.184.216.34') },
      { resolve: ['a.test:443:8.8.8.8,8.8.4.4'] },
    );
    await ask('https://a.test/');
    await ask('http://a.test/');
    expect(asked.map(({ addresses }) => addresses)).toEqual([['8.8.8.8', '8.8.4.4'], ['93.184.216.34']]);
    expect(questions).toEqual(['a.test']);
  });

  test('answers for every host with *', async () => {
    const { ask, asked } = setup({}, { resolve: ['*:80:127.0.0.1'], allowPrivate: true });
    await ask('http://a.test/');
    expect(asked[0]?.addresses).toEqual(['127.0.0.1']);
  });

  test('does not open private addresses', async () => {
    const { ask } = setup({}, { resolve: ['a.test:443:127.0.0.1'] });
    expect(endOf(await ask('https://a.test/'))).toBe('private-address');
  });
});

describe('a name server that changes its mind', () => {
  /** Follows `https://a.test/` → `https://b.test/` → `https://a.test/back`. */
  const chain = (answers: Parameters<typeof setup>[0]) => {
    const world = setup(answers, {
      redirects: { 'https://a.test/': 'https://b.test/', 'https://b.test/': 'https://a.test/back' },
    });
    return { ...world, look: followed({ clock: world.clock, maxRedirects: 5 })(world.probe) };
  };

  test('in the middle of a chain is not asked a second time', async () => {
    const { look, asked, questions } = chain({
      'a.test': [at('93.184.216.34'), at('127.0.0.1')],
      'b.test': at('8.8.8.8'),
    });
    expect(endOf(await look(requestFor('https://a.test/'), signal))).toBe(200);
    expect(asked.map(({ addresses }) => addresses?.[0])).toEqual(['93.184.216.34', '8.8.8.8', '93.184.216.34']);
    // Nor for a second look, which asks again only for names without an address.
    expect(endOf(await look(requestFor('https://a.test/', { nameSince: 1e9 }), signal))).toBe(200);
    expect(questions).toEqual(['a.test', 'b.test']);
  });

  test('between two names of a chain is stopped at the second', async () => {
    const { look, asked } = chain({ 'a.test': at('93.184.216.34'), 'b.test': at('10.0.0.1') });
    expect(endOf(await look(requestFor('https://a.test/'), signal))).toBe('into-private-address');
    expect(asked.map(({ url }) => url)).toEqual(['https://a.test/']);
  });

  test('after it had none is stopped as well', async () => {
    const { ask, asked } = setup({ 'a.test': [{ type: 'not-found' }, at('127.0.0.1')] });
    expect(endOf(await ask('https://a.test/'))).toBe('name-not-found');
    expect(endOf(await ask('https://a.test/', { nameSince: 1e9 }))).toBe('private-address');
    expect(asked).toEqual([]);
  });
});

test('behind a proxy nothing is looked up, and the gates of the text still stand', async () => {
  const { ask, asked, questions } = setup({}, { proxy: true });
  expect(endOf(await ask('https://a.test/'))).toBe(200);
  expect(endOf(await ask('http://169.254.169.254/'))).toBe('private-address');
  expect(endOf(await ask('http://metadata.google.internal/'))).toBe('private-address');
  expect(asked.map(({ addresses }) => addresses)).toEqual([[]]);
  expect(questions).toEqual([]);
});

test('the name service is proven by a name of the run, or else by asking', async () => {
  const { names, ask } = setup({ 'a.test': at('93.184.216.34') });
  expect(await names.proven('gone.test', signal)).toBe(false);
  expect(await names.proven('gone.up', signal)).toBe(true);
  await ask('https://missing.test/');
  expect(await names.proven('gone.test', signal)).toBe(false);
  await ask('https://a.test/');
  expect(await names.proven('gone.test', signal)).toBe(true);
});

test.each([
  ['https://a.test/', true],
  ['https://inside.test/', false],
  ['https://gone.test/', true],
  ['http://127.0.0.1/', false],
  ['http://intranet/', false],
])('%s may be told to others: %s', async (url, expected) => {
  const { names } = setup({ 'a.test': at('93.184.216.34'), 'inside.test': at('10.0.0.1') });
  const viaProxy = (): boolean => false;
  expect(await isPublic(url, { names, viaProxy, guard: { allowPrivate: false } }, signal)).toBe(expected);
  expect(await isPublic(url, { names, viaProxy, guard: { allowPrivate: true } }, signal)).toBe(true);
});
