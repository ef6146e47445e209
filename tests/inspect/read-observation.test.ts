import { describe, expect, test } from 'vitest';
import { readObservation } from '../../src/inspect/read-observation.ts';
import type { Look, Observation } from '../../src/model/observation.ts';

const look: Look = {
  purpose: 'first',
  at: '2026-05-01T10:00:00.000Z',
  durationMs: 12.5,
  attempts: 1,
  hops: [{ url: 'https://a.test/', status: 301, next: { by: 'location', url: 'https://a.test/new' } }],
  end: {
    type: 'answer',
    answer: {
      url: 'https://a.test/new',
      status: 200,
      headers: { server: 'a' },
      contentType: 'text/html',
      body: { bytes: 12, end: 'complete', coding: 'ok' },
      page: {
        charset: 'utf-8',
        charsetFrom: 'header',
        textLength: 5,
        text: 'Ferry',
        scripts: 0,
        passwordField: false,
        marks: [],
      },
    },
  },
};
const failed: Look = {
  ...look,
  purpose: 'confirm',
  hops: [],
  end: { type: 'failure', failure: { code: 'timeout', detail: '20 s' }, url: 'https://a.test/' },
};
const chain: Look = { ...look, end: { type: 'chain', problem: 'loop', detail: 'https://a.test/', status: 302 } };

const afterTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('an observation that comes from outside', () => {
  test.each<Observation>([
    { from: 'wire', looks: [look] },
    { from: 'cache', looks: [failed, look, chain], nameServiceProven: true, shared: { finalUrl: 2, image: 3 } },
  ])('is taken as it was, %#', (observation) => {
    expect(readObservation(afterTheWire(observation))).toEqual(observation);
  });

  test.each<[trouble: string, value: unknown]>([
    ['nothing', undefined],
    ['a text', 'observation'],
    ['no look', { from: 'wire', looks: [] }],
    ['an unknown purpose', { from: 'wire', looks: [{ ...look, purpose: 'spying' }] }],
    [
      'an unknown failure',
      { from: 'wire', looks: [{ ...failed, end: { ...failed.end, failure: { code: 'tired' } } }] },
    ],
    ['an end of no kind', { from: 'wire', looks: [{ ...look, end: { type: 'verdict', status: 'dead' } }] }],
    ['a status that is a text', { from: 'wire', looks: [{ ...chain, end: { ...chain.end, status: '302' } }] }],
    ['a moment that is none', { from: 'wire', looks: [{ ...look, at: 'yesterday' }] }],
    ['no hops', { from: 'wire', looks: [{ ...look, hops: undefined }] }],
  ])('is not taken with %s in it', (_, value) => {
    expect(readObservation(value)).toBeUndefined();
  });
});
