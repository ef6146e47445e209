import { Resolver } from 'node:dns/promises';
import { setMaxListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDns, type DnsOptions } from '../../src/node/dns.ts';
import { parseHostsFile } from '../../src/node/hosts-file.ts';
import type { Dns } from '../../src/world.ts';
import { type NameReply, type NameServer, startNameServer } from '../support/name-server.ts';

const lookup = vi.hoisted(() => vi.fn<(host: string) => Promise<{ address: string; family: number }[]>>());
vi.mock('node:dns/promises', async (importOriginal) => ({ ...(await importOriginal<object>()), lookup }));

const { signal } = new AbortController();
// As the run's own: hundreds wait at once.
setMaxListeners(0, signal);
let server: NameServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
  lookup.mockReset();
});

/** A name server with these replies, by `TYPE name`; names that are not listed don't exist. */
async function serve(
  replies: Record<string, NameReply>,
  { delayMs = 0, ...options }: DnsOptions & { delayMs?: number | ((name: string) => number) } = {},
): Promise<Dns> {
  server = await startNameServer((type, name) => replies[`${type} ${name}`] ?? 'nxdomain', { delayMs });
  return createDns({ servers: [server.address], hosts: new Map(), timeoutMs: 150, tries: 2, ...options });
}

const ipv4 = (name: string, data = '192.0.2.1') => ({ type: 'A', name, ttl: 60, data }) as const;
const ipv6 = (name: string, data = '2001:db8::1') => ({ type: 'AAAA', name, ttl: 60, data }) as const;

describe('a name with', () => {
  test.each<[string, Record<string, NameReply>, readonly string[], readonly string[]]>([
    [
      'IPv4 addresses is one question',
      { 'A a.test': [ipv4('a.test'), ipv4('a.test', '192.0.2.2')] },
      ['192.0.2.1', '192.0.2.2'],
      ['A a.test'],
    ],
    [
      'IPv6 addresses only is two',
      { 'A a.test': 'ok', 'AAAA a.test': [ipv6('a.test')] },
      ['2001:db8::1'],
      ['A a.test', 'AAAA a.test'],
    ],
    [
      'IPv6 addresses, of which its server says NXDOMAIN where it is asked for the other kind, has them still',
      { 'AAAA a.test': [ipv6('a.test')] },
      ['2001:db8::1'],
      ['A a.test', 'AAAA a.test'],
    ],
    [
      'an alias is followed by its server',
      { 'A a.test': [{ type: 'CNAME', name: 'a.test', ttl: 60, data: 'b.test' }, ipv4('b.test')] },
      ['192.0.2.1'],
      ['A a.test'],
    ],
  ])('%s', async (_name, replies, addresses, questions) => {
    const dns = await serve(replies);
    expect(await dns.resolve('a.test', signal)).toEqual({ type: 'addresses', addresses });
    expect(server?.questions).toEqual(questions);
  });
});

describe('without an address', () => {
  test.each<[string, Record<string, NameReply>, object]>([
    ['NXDOMAIN is not-found', {}, { type: 'not-found' }],
    ['no data is no-address', { 'A a.test': 'ok', 'AAAA a.test': 'ok' }, { type: 'no-address' }],
    ['NXDOMAIN to the second question alone is no-address', { 'A a.test': 'ok' }, { type: 'no-address' }],
    ['NXDOMAIN to the first question alone is no-address', { 'AAAA a.test': 'ok' }, { type: 'no-address' }],
    [
      'NXDOMAIN to one question and SERVFAIL to the other is a failure',
      { 'AAAA a.test': 'servfail' },
      { type: 'failed', detail: 'ESERVFAIL' },
    ],
    ['SERVFAIL is a failure', { 'A a.test': 'servfail' }, { type: 'failed', detail: 'ESERVFAIL' }],
    ['REFUSED is a failure', { 'A a.test': 'refused' }, { type: 'failed', detail: 'EREFUSED' }],
    [
      'SERVFAIL to the second question is a failure',
      { 'A a.test': 'ok', 'AAAA a.test': 'servfail' },
      { type: 'failed', detail: 'ESERVFAIL' },
    ],
    ['silence is a timeout', { 'A a.test': 'silence' }, { type: 'timeout' }],
  ])('%s', async (_name, replies, answer) => {
    const dns = await serve(replies);
    expect(await dns.resolve('a.test', signal)).toEqual(answer);
    expect(lookup).not.toHaveBeenCalled();
  });

  test('a name server that is not there is a failure', async () => {
    await serve({});
    const { address } = server ?? { address: '' };
    await server?.close();
    server = undefined;
    const dns = createDns({ servers: [address], hosts: new Map(), timeoutMs: 150, tries: 1 });
    expect(await dns.resolve('a.test', signal)).toEqual({ type: 'failed', detail: 'ECONNREFUSED' });
  });

  test('a name that no server could be asked for is a failure', async () => {
    const dns = await serve({});
    expect(await dns.resolve(`${'x'.repeat(70)}.test`, signal)).toEqual({ type: 'failed', detail: 'EBADNAME' });
  });
});

test('the same question is asked again, not answered from memory: the second NXDOMAIN counts', async () => {
  const dns = await serve({});
  await dns.resolve('a.test', signal);
  await dns.resolve('a.test', signal);
  expect(server?.questions).toEqual(['A a.test', 'AAAA a.test', 'A a.test', 'AAAA a.test']);
});

test('many names are asked at once: 200 of 100 ms each are no 20 s', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `h${index}.test`);
  const dns = await serve(Object.fromEntries(names.map((name) => [`A ${name}`, [ipv4(name)]])), {
    delayMs: 100,
    timeoutMs: 2000,
  });
  const answers = await Promise.all(names.map((name) => dns.resolve(name, signal)));
  expect(answers.every(({ type }) => type === 'addresses')).toBe(true);
}, 10_000);

test('fast answers make no less patient with a slow one', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `fast${index}.test`);
  const dns = await serve(Object.fromEntries([...names, 'slow.test'].map((name) => [`A ${name}`, [ipv4(name)]])), {
    delayMs: (name) => (name === 'slow.test' ? 1500 : 0),
    timeoutMs: 10_000,
    tries: 1,
  });
  for (const name of names) expect(await dns.resolve(name, signal)).toMatchObject({ type: 'addresses' });
  expect(await dns.resolve('slow.test', signal)).toMatchObject({ type: 'addresses' });
});

test('the hosts file comes first, whatever the case', async () => {
  const dns = await serve({ 'A a.test': [ipv4('a.test')] }, { hosts: parseHostsFile('127.0.0.5 A.test') });
  expect(await dns.resolve('a.TEST', signal)).toEqual({ type: 'addresses', addresses: ['127.0.0.5'] });
  expect(server?.questions).toEqual([]);
});

describe('the system is asked', () => {
  test.each(['intranet', 'printer.local', 'nas.home.arpa'])('for %s', async (name) => {
    lookup.mockResolvedValue([{ address: '10.0.0.1', family: 4 }]);
    const dns = await serve({});
    expect(await dns.resolve(name, signal)).toEqual({ type: 'addresses', addresses: ['10.0.0.1'] });
    expect(server?.questions).toEqual([]);
  });

  test('and its own codes are understood', async () => {
    const dns = await serve({});
    lookup.mockRejectedValue(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await dns.resolve('intranet', signal)).toEqual({ type: 'not-found' });
    lookup.mockRejectedValue(Object.assign(new Error('later'), { code: 'EAI_AGAIN' }));
    expect(await dns.resolve('intranet', signal)).toEqual({ type: 'failed', detail: 'EAI_AGAIN' });
  });
});

describe('an abort', () => {
  test('ends a question at once, and lets nothing run on', async () => {
    const cancel = vi.spyOn(Resolver.prototype, 'cancel');
    const controller = new AbortController();
    const dns = await serve({ 'A a.test': 'silence' }, { timeoutMs: 60_000 });
    const answer = dns.resolve('a.test', controller.signal);
    await vi.waitFor(() => expect(server?.questions).toEqual(['A a.test']));
    controller.abort(new Error('stop'));
    await expect(answer).rejects.toThrow('stop');
    expect(cancel).toHaveBeenCalledOnce();
  });

  test('of one leaves the questions of others alone', async () => {
    const controller = new AbortController();
    const dns = await serve({ 'A a.test': 'silence', 'A b.test': [ipv4('b.test')] }, { delayMs: 50, timeoutMs: 5000 });
    const [one, other] = [dns.resolve('a.test', controller.signal), dns.resolve('b.test', signal)];
    controller.abort(new Error('stop'));
    await expect(one).rejects.toThrow('stop');
    expect(await other).toEqual({ type: 'addresses', addresses: ['192.0.2.1'] });
  });
});

describe('the name service', () => {
  const servers = (zone: string) => [{ type: 'NS', name: zone, ttl: 60, data: 'ns.example' }] as const;

  test.each<[string, Record<string, NameReply>, boolean]>([
    ['works when the top-level domain has servers', { 'NS test': servers('test') }, true],
    ['works when only the root has', { 'NS .': servers('.') }, true],
    ['is not proven by a server that denies everything', {}, false],
    ['is not proven by silence', { 'NS test': 'silence', 'NS .': 'silence' }, false],
  ])('%s', async (_name, replies, alive) => {
    const dns = await serve(replies);
    expect(await dns.alive('gone.test', signal)).toBe(alive);
  });
});
