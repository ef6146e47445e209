import { expect, test } from 'vitest';
import { audit } from '../../src/index.ts';
import { memoryStore } from '../support/memory-store.ts';
import { capture, memoryWorld } from '../support/world.ts';

const documents = { '2022-01-06-a.md': '<https://held.example/a> <https://absent.example/b>' };
const held = 'https://web.archive.org/web/20220106120000id_/https://held.example/a';
const day = 86_400_000;

/** Audits with a store that others had before, and tells which questions the archive was asked. */
async function auditAt(now: number, store: ReturnType<typeof memoryStore>, answers = { [held]: capture('20220107') }) {
  const world = memoryWorld({ documents, web: answers });
  const clock = { ...world.clock, now: () => now };
  const report = await audit(['.'], {}, { world: { ...world, clock, store } }).report;
  const asked = world.requests.map(({ url }) => url).filter((url) => url.startsWith('https://web.archive.org/'));
  const archives = report.targets.map(({ archive }) => archive);
  return {
    asked,
    states: archives.map(({ state }) => state),
    from: archives.map(({ asked: [first] }) => first?.from),
    captures: archives.map(({ captures }) => captures),
  };
}

test('an archive is asked again when its answer has had its time: a negative after a day, a capture after 30', async () => {
  const store = memoryStore();
  const start = Date.UTC(2026, 0, 1);
  const first = await auditAt(start, store);
  expect(first.states).toEqual(['captured', 'none']);
  expect(first.from).toEqual([undefined, undefined]);
  expect(first.asked).not.toEqual([]);

  const soon = await auditAt(start + day - 1, store);
  expect(soon.asked).toEqual([]);
  expect(soon.states).toEqual(first.states);
  expect(soon.from).toEqual(['cache', 'cache']);
  expect(soon.captures).toEqual(first.captures);

  const nextDay = await auditAt(start + day, store);
  expect(nextDay.from).toEqual(['cache', undefined]);
  expect(nextDay.asked.filter((url) => url.includes('held.example'))).toEqual([]);
  expect(nextDay.asked.filter((url) => url.includes('absent.example'))).not.toEqual([]);

  const nextMonth = await auditAt(start + 31 * day, store);
  expect(nextMonth.from).toEqual([undefined, undefined]);
});

test('an outage is not remembered', async () => {
  const store = memoryStore();
  const down = await auditAt(Date.UTC(2026, 0, 1), store, {
    [held]: { ...capture('20220107'), status: 503, headers: {} },
  });
  expect(down.states[0]).toBe('unknown');
  expect([...store.entries.keys()].filter((key) => key.startsWith('archive-') && key.includes('held.example'))).toEqual(
    [],
  );
});
