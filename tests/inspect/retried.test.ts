import { describe, expect, test } from 'vitest';
import type { ProbeRequest } from '../../src/inspect/probe.ts';
import { retried } from '../../src/inspect/retried.ts';
import type { FailureCode, Look } from '../../src/model/observation.ts';
import { answered, endOf, failed, requestFor } from '../support/looks.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const { signal } = new AbortController();
const url = 'https://a.test/';

/** Looks through the layer at a server that gives these answers, the last of them for ever. Chance gives half of what it may. */
async function retry(
  looks: readonly [Look, ...Look[]],
  { retries = 2, random = () => 0.5 }: { retries?: number; random?: () => number } = {},
) {
  const clock = virtualClock();
  const requests: ProbeRequest[] = [];
  const times: number[] = [];
  const probe = retried({ clock, retries, random })(async (request) => {
    times.push(clock.elapsed());
    requests.push(request);
    return looks[requests.length - 1] ?? looks.at(-1) ?? looks[0];
  });
  return { look: await probe(requestFor(url), signal), requests, times };
}

const status = (code: number): Look => answered(url, { status: code, durationMs: 10 });
const archived = { 'memento-datetime': 'Thu, 06 Jan 2022 12:00:00 GMT' };
const failure = (code: FailureCode): Look => failed(url, code, 10);

describe('is asked again', () => {
  test.each([
    ['timeout', failure('timeout')],
    ['refused', failure('refused')],
    ['unreachable', failure('unreachable')],
    ['reset', failure('reset')],
    ['name-server-failed', failure('name-server-failed')],
    ['name-timeout', failure('name-timeout')],
    ...[408, 425, 429, 500, 502, 503, 504, 520].map((code): [string, Look] => [String(code), status(code)]),
    ['a broken transfer', answered(url, { end: 'broken', durationMs: 10 })],
  ])('after %s', async (_name, first) => {
    const { look } = await retry([first, status(200)]);
    expect(look).toMatchObject({
      attempts: 2,
      durationMs: 20,
      end: { answer: { status: 200, body: { end: 'complete' } } },
    });
  });
});

describe('is not asked again', () => {
  test.each([
    ['certificate', failure('certificate')],
    ['obsolete-tls', failure('obsolete-tls')],
    ['name-not-found', failure('name-not-found')],
    ['name-without-address', failure('name-without-address')],
    ['private-address', failure('private-address')],
    ['host-given-up', failure('host-given-up')],
    ['held-too-long', failure('held-too-long')],
    ['protocol', failure('protocol')],
    ...[200, 301, 403, 404, 410, 999].map((code): [string, Look] => [String(code), status(code)]),
    ['an archived 503', answered(url, { status: 503, headers: archived })],
  ])('after %s', async (_name, first) => {
    const { requests } = await retry([first, status(200)]);
    expect(requests.length).toBe(1);
  });

  test('more often than allowed', async () => {
    const { look, requests } = await retry([status(503)], { retries: 2 });
    expect([endOf(look), look.attempts, requests.length]).toEqual([503, 3, 3]);
  });

  test('with no retries', async () => {
    expect((await retry([status(503)], { retries: 0 })).requests.length).toBe(1);
  });
});

test('the pauses grow fourfold, and chance takes some of each', async () => {
  expect((await retry([status(503)], { retries: 3, random: () => 1 })).times).toEqual([0, 750, 3750, 15_750]);
  expect((await retry([status(503)], { retries: 2, random: () => 0.5 })).times).toEqual([0, 500, 2500]);
  expect((await retry([status(503)], { retries: 2, random: () => 0 })).times).toEqual([0, 250, 1250]);
});

test('a name that could not be looked up is asked for anew', async () => {
  const { requests } = await retry([failure('name-timeout'), failure('reset'), status(200)]);
  expect(requests.map(({ nameSince }) => nameSince)).toEqual([undefined, 0, 0]);
});

describe('what counts in the end', () => {
  test.each<[string, readonly [Look, ...Look[]], number | string, number]>([
    ['is the newest answer', [status(500), status(404)], 404, 2],
    ['is the newest failure', [failure('reset'), failure('certificate')], 'certificate', 2],
    ['is an answer rather than a failure after it', [status(503), failure('timeout')], 503, 3],
    ['is what was seen, when the host may not be asked any more', [status(429), failure('held-too-long')], 429, 1],
  ])('%s', async (_name, looks, end, attempts) => {
    const { look } = await retry(looks);
    expect([endOf(look), look.attempts]).toEqual([end, attempts]);
  });
});
