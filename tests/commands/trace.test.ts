import { expect, test } from 'vitest';
import { completeOptions } from '../../src/options/resolve-options.ts';
import { trace } from '../../src/commands/trace.ts';
import { ExchangeError } from '../../src/world.ts';
import { capture, memoryWorld } from '../support/world.ts';

const { signal } = new AbortController();

test('a trace tells every layer, how each look was read, the archive and the verdict', async () => {
  const world = memoryWorld({
    documents: {},
    web: {
      'https://a.example.com/old': { status: 301, headers: { location: 'https://a.example.com/gone' } },
      'https://a.example.com/gone': 404,
      'https://web.archive.org/web/20220106120000id_/https://a.example.com/old': capture('20220107'),
    },
  });
  const text = await trace(
    'https://me:pw@a.example.com/old#x',
    completeOptions({ citedAt: '2022-01-06' }),
    world,
    signal,
  );
  const lines = text.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'target   https://a.example.com/old',
    '         #x is kept apart',
    '         user name and password are left out',
  ]);
  for (const layer of ['exchange', 'politeness', 'names', 'redirects', 'retries']) {
    expect(lines.filter((line) => line.includes(` ${layer} `)).length).toBeGreaterThanOrEqual(2);
  }
  expect(text).toContain('https://a.example.com/old at 93.184.216.34 -> 301, Location: https://a.example.com/gone');
  expect(text).toContain('weighed  first: wall, gate\n');
  expect(text).toContain('read     first: unsure/unexpected-status, would be not-found if confirmed');
  expect(text).toContain('verdict  dead/not-found, recoverable\n         http-404: 404 to GET, twice');
  expect(text).toContain(
    'asked    https://web.archive.org/web/20220106120000id_/https://a.example.com/old -> 200, memento-datetime',
  );
  expect(text).toContain('archive  captured');
});

test.each([
  ['mailto:x@example.com', 'verdict  skipped/scheme'],
  ['https://', 'verdict  dead/malformed'],
  ['http://127.0.0.1/', 'verdict  skipped/private-address'],
  ['https://down.example.com/', 'refused (ECONNREFUSED)'],
])('%s can be traced too', async (address, expected) => {
  const world = memoryWorld({
    documents: {},
    web: { 'https://down.example.com/': new ExchangeError('refused', 'ECONNREFUSED') },
  });
  expect(await trace(address, completeOptions({ archive: 'none' }), world, signal)).toContain(expected);
});
