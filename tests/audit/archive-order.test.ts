import { expect, test } from 'vitest';
import { startAudit } from '../../src/audit.ts';
import { capture, memoryWorld, type MemoryWorld } from '../support/world.ts';

const count = 60;
const links = Array.from({ length: count }, (_, n) => `https://s${n}.example/page`);
const dead = links.at(-1) ?? '';
const question = (url: string): string => `https://web.archive.org/web/20220106120000id_/${url}`;
const documents = { '2022-01-06-a.md': links.map((url) => `<${url}>`).join('\n') };

/** A world with one dead link, the last, and an archive that takes `ms` for each answer. */
const world = (ms: number): MemoryWorld =>
  memoryWorld({
    documents,
    web: {
      [dead]: 404,
      ...Object.fromEntries(links.map((url) => [question(url), { ...capture('20220107'), ms }])),
    },
  });

test('a link that turns out dead is asked about before those that are well', async () => {
  const slow = world(1000);
  const { targets } = await startAudit(['.'], {}, { world: slow }).report;
  const asked = slow.requests.map(({ url }) => url).filter((url) => url.startsWith('https://web.archive.org/'));
  expect(asked).toHaveLength(count);
  // Six at once: two rounds are over before a second look has confirmed its death.
  expect(asked.indexOf(question(dead))).toBeLessThan(18);
  expect(targets.every(({ archive }) => archive.state === 'captured')).toBe(true);
});

test('a run that is cut short while the archive is asked reports what it saw, and rescues what it can', async () => {
  const slow = world(1000);
  const controller = new AbortController();
  const ending = slow.clock.sleep(4500).then(() => controller.abort(new Error('enough')));
  const report = await startAudit(['.'], {}, { world: slow, signal: controller.signal }).report;
  await ending;
  expect(report.complete).toBe(false);
  expect(report.targets).toHaveLength(count);
  const told = (url: string) => {
    const found = report.targets.find(({ target }) => target.url === url);
    return `${found?.verdict.status}, ${found?.archive.state}, ${found?.outlook}`;
  };
  expect(told(dead)).toBe('dead, captured, recoverable');
  expect(told(links[0] ?? '')).toBe('alive, captured, safe');
  expect(told(links.at(-2) ?? '')).toBe('alive, unknown, unchecked');
  expect(report.targets.at(-2)?.archive.asked).toEqual([
    { archive: 'wayback', answer: 'unknown', detail: 'interrupted' },
  ]);
});

test('an archive that tells a look at a cited capture to stop is not asked anything for a while either', async () => {
  const copy = 'https://web.archive.org/web/20220106120000/https://s0.example/page';
  const limiting = memoryWorld({
    documents: { '2022-01-06-a.md': `<${copy}>` },
    web: { [copy]: 429, [question('https://s0.example/page')]: { ...capture('20220106'), ms: 2000 } },
  });
  const { notices } = await startAudit(['.'], { retries: 0 }, { world: limiting }).report;
  expect(notices).toContain('wayback told us to stop asking: it is left alone for 60 s');
});
