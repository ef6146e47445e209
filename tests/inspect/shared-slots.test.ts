import { expect, test } from 'vitest';
import type { Probe } from '../../src/inspect/probe.ts';
import { type HostSlots, withSharedSlots } from '../../src/inspect/shared-slots.ts';
import { answered, requestFor } from '../support/looks.ts';

const { signal } = new AbortController();

/** Slots that are given out at once, and a log of them. */
function loggedSlots() {
  const log: string[] = [];
  const slots: HostSlots = {
    take: async (host, { limit, intervalMs }) => {
      log.push(`take ${host} ${limit} ${intervalMs}`);
      return () => void log.push(`leave ${host}`);
    },
  };
  return { log, slots };
}

const layerOn = (slots: HostSlots) => withSharedSlots({ slots, hostConcurrency: 2, hostIntervalMs: 50 });

test('a slot of the host is held around each request', async () => {
  const { log, slots } = loggedSlots();
  const inner: Probe = async ({ url }) => {
    log.push(`ask ${url}`);
    return answered(url);
  };
  await layerOn(slots)(inner)(requestFor('http://a.test:8080/x'), signal);
  expect(log).toEqual(['take a.test 2 50', 'ask http://a.test:8080/x', 'leave a.test']);
});

test('it is given back when the request fails', async () => {
  const { log, slots } = loggedSlots();
  const probe = layerOn(slots)(() => Promise.reject(new Error('a fault')));
  await expect(probe(requestFor('http://a.test/'), signal)).rejects.toThrow('a fault');
  expect(log).toEqual(['take a.test 2 50', 'leave a.test']);
});

test('requests to an archive are as far apart as it needs', async () => {
  const { log, slots } = loggedSlots();
  await layerOn(slots)(async ({ url }) => answered(url))(requestFor('https://web.archive.org/web/1/x'), signal);
  expect(log[0]).toBe('take web.archive.org 2 600');
});

test('of one host only as many wait for a slot as may be sent at once, and of others all', async () => {
  const waiting: string[] = [];
  const slots: HostSlots = {
    take: (host) => {
      waiting.push(host);
      return new Promise(() => {});
    },
  };
  const probe = layerOn(slots)(async ({ url }) => answered(url));
  for (const url of ['http://a.test/1', 'http://a.test/2', 'http://a.test/3', 'http://b.test/']) {
    void probe(requestFor(url), signal);
  }
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(waiting.toSorted()).toEqual(['a.test', 'a.test', 'b.test']);
});
