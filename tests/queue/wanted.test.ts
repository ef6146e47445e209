import { expect, test } from 'vitest';
import { createWanted } from '../../src/queue/wanted.ts';

const about = { kinds: () => ['link'] as const, citedAt: undefined, language: undefined, embeddedFrom: undefined };
const observation = { from: 'wire', looks: [] as never } as const;

const hostsIn = (wanted: ReturnType<typeof createWanted>): object =>
  Object.fromEntries([...wanted.next()].map(([host, targets]) => [host, targets.map(({ url }) => url)]));

test('targets are told of by host, each once, whatever their ports', () => {
  const wanted = createWanted();
  for (const url of ['http://a.test/1', 'http://b.test/', 'https://a.test:8443/2', 'http://[::1]/']) {
    void wanted.want(url, about);
  }
  expect(hostsIn(wanted)).toEqual({
    'a.test': ['http://a.test/1', 'https://a.test:8443/2'],
    'b.test': ['http://b.test/'],
    '::1': ['http://[::1]/'],
  });
  void wanted.want('http://a.test/3', about);
  expect(hostsIn(wanted)).toEqual({ 'a.test': ['http://a.test/3'] });
});

test('an observation comes to whoever wants it, and a second one to nobody', async () => {
  const wanted = createWanted();
  const coming = wanted.want('http://a.test/', about);
  wanted.next();
  expect(wanted.isWaiting()).toBe(true);
  wanted.come('http://a.test/', observation);
  wanted.come('http://a.test/', { ...observation, from: 'cache' });
  wanted.come('http://other.test/', observation);
  expect(await coming).toBe(observation);
  expect(wanted.isWaiting()).toBe(false);
});

test('when no more can come, nobody waits on', async () => {
  const wanted = createWanted();
  const told = wanted.want('http://a.test/', about);
  wanted.next();
  const untold = wanted.want('http://b.test/', about);
  wanted.fail(new Error('the end'));
  await expect(told).rejects.toThrow('the end');
  await expect(untold).rejects.toThrow('the end');
});
