import { expect, test } from 'vitest';
import { type AuditEvent, startAudit } from '../../src/audit.ts';
import { json } from '../../src/formats/json.ts';
import { pretty } from '../../src/formats/pretty.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import type { Report } from '../../src/model/report.ts';
import type { HttpRequest, Store, World } from '../../src/world.ts';
import { type Answers, memoryWorld, type MemoryWorld } from '../support/world.ts';

const savingKeys = { access: 'access-0a1b2c3d', secret: 'secret-4e5f6a7b' };
const saying = (body: object) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const home = 'https://web.archive.org/save';
const ordered = ({ content = '' }: HttpRequest): string => new URLSearchParams(content).get('url') ?? '';

/** The service, with room for all; `job` says what becomes of the one that was ordered last. */
const service = (job: (url: string) => object): Answers => {
  let last = '';
  return {
    [`${home}/status/system`]: saying({ status: 'ok' }),
    [`${home}/status/user`]: saying({ available: 1, daily_captures: 0, daily_captures_limit: 100 }),
    [home]: (request) => {
      last = ordered(request);
      return saying({ job_id: 'spn2-0a' });
    },
    [`${home}/status/spn2-0a`]: () => saying(job(last)),
  };
};
const saved = (url: string) => ({
  status: 'success',
  original_url: url,
  timestamp: '20260101000000',
  http_status: 200,
});

const stage = (
  text: string,
  web: Answers,
  more: Partial<Parameters<typeof memoryWorld>[0]> = {},
): World & MemoryWorld => ({
  ...memoryWorld({ documents: { '2022-01-06-a.md': text }, web, ...more }),
  savingKeys,
});
const audited = (world: World, options: AuditOptionsInput = {}): Promise<Report> =>
  startAudit(['.'], { save: true, ...options }, { world }).report;
const outlooks = ({ targets }: Report) =>
  targets.map(({ target, outlook, saving }) => [target.url, outlook, saving?.state]);
const orders = ({ requests }: MemoryWorld): readonly string[] =>
  requests.filter(({ method }) => method === 'POST').map(ordered);

test('what was at risk is safe in the report, with the new capture', async () => {
  const world = stage('<https://a.example.com/1> <https://b.example.com/2>', service(saved));
  const report = await audited(world);
  expect(outlooks(report)).toEqual([
    ['https://a.example.com/1', 'safe', 'saved'],
    ['https://b.example.com/2', 'safe', 'saved'],
  ]);
  expect(report.targets[0]?.archive).toMatchObject({
    state: 'captured',
    asked: [{ archive: 'wayback', answer: 'captured', detail: 'saved in this run' }],
    captures: [
      {
        url: 'https://web.archive.org/web/20260101000000/https://a.example.com/1',
        daysFromCitation: 1456,
        usable: true,
        fit: 'far',
      },
    ],
  });
  expect(report.summary).toMatchObject({ outlook: { safe: 2, 'at-risk': 0 }, findings: { note: 0 } });
  expect(report.notices).toEqual(['saved 2 of 2 addresses at risk']);
});

test('the keys go to the archive, and nowhere else', async () => {
  const world = stage('<https://a.example.com/1>', service(saved));
  const report = await audited(world);
  const holds = (value: unknown): boolean => JSON.stringify(value).includes('0a1b2c3d');
  expect(world.requests.filter(holds).map(({ url }) => url.startsWith(home))).toEqual([true, true, true, true]);
  const surface = { columns: 100, colour: 0, verbose: true, quiet: false } as const;
  for (const format of [json, pretty]) expect([...format(report, surface)].join('')).not.toMatch(/0a1b2c3d|4e5f6a7b/);
});

test('what stays inside is shown to nobody, though the guard was lifted for looks', async () => {
  const names = { 'intranet.example.com': { type: 'addresses', addresses: ['10.0.0.5'] } } as const;
  const text =
    '<https://intranet.example.com/x> <http://127.0.0.1/> <http://printer/> <https://pinned.example.com/> <https://a.example.com/1>';
  const world = stage(text, service(saved), { names });
  const report = await audited(world, { allowPrivate: true, resolve: ['pinned.example.com:443:10.0.0.6'] });
  expect(orders(world)).toEqual(['https://a.example.com/1']);
  expect(report.notices.at(-1)).toBe(
    'saved 1 of 5 addresses at risk; 4 not given to the archive (they lead into a private network)',
  );
});

test('without the option nobody is asked to save anything', async () => {
  const world = stage('<https://a.example.com/1>', service(saved));
  const report = await audited(world, { save: false });
  expect(outlooks(report)).toEqual([['https://a.example.com/1', 'at-risk', undefined]]);
  expect(world.requests.some(({ url }) => url.startsWith(home))).toBe(false);
});

test('what could not be saved stays at risk, and says why', async () => {
  const failed = { status: 'error', status_ext: 'error:not-found' };
  const report = await audited(
    stage(
      '<https://a.example.com/1>',
      service(() => failed),
    ),
  );
  expect(report.targets).toMatchObject([
    {
      outlook: 'at-risk',
      saving: { state: 'failed', detail: 'the site told it that there is no such page (404)' },
      verdict: { status: 'alive', reason: 'ok' },
    },
  ]);
  expect(report.targets[0]?.verdict.evidence.at(-1)?.code).toBe('second-vantage');
  const text = [...pretty(report, { columns: 200, colour: 0, verbose: false, quiet: false })].join('');
  expect(text).toContain('keep a copy of your own, as the Internet Archive could not save it: the site told it');
});

test('a failure of the archive itself says nothing of the page', async () => {
  const failed = { status: 'error', status_ext: 'error:blocked-url' };
  const report = await audited(
    stage(
      '<https://a.example.com/1>',
      service(() => failed),
    ),
  );
  expect(report.targets[0]?.verdict.evidence.some(({ code }) => code === 'second-vantage')).toBe(false);
  expect(report.targets[0]?.saving).toEqual({ state: 'failed', detail: 'it takes no copies of this address' });
});

test('it tells how far it is, after all links and before the report', async () => {
  const world = stage('<https://a.example.com/1> <https://b.example.com/2>', service(saved));
  const events: AuditEvent[] = [];
  for await (const event of startAudit(['.'], { save: true }, { world })) events.push(event);
  expect(events.flatMap((event) => (event.type === 'saving' ? [`${event.done}/${event.total}`] : []))).toEqual([
    '0/2',
    '1/2',
    '2/2',
  ]);
  const types = events.map(({ type }) => type);
  expect(types.indexOf('saving')).toBeGreaterThan(types.lastIndexOf('outcome'));
  expect(types.at(-1)).toBe('report');
});

test('an interrupt ends it, with a report of what was saved until then', async () => {
  const interruption = new AbortController();
  const world = stage('<https://a.example.com/1> <https://b.example.com/2>', service(saved));
  const audit = startAudit(['.'], { save: true }, { world, signal: interruption.signal });
  for await (const event of audit) if (event.type === 'saving' && event.done === 1) interruption.abort();
  const report = await audit.report;
  expect(report.complete).toBe(false);
  expect(outlooks(report)).toEqual([
    ['https://a.example.com/1', 'safe', 'saved'],
    ['https://b.example.com/2', 'at-risk', 'left'],
  ]);
});

test('keys are asked for before anything else is', async () => {
  const world = memoryWorld({ documents: { 'a.md': '<https://a.example.com/1>' } });
  await expect(audited(world)).rejects.toThrow('SAVEPAGENOW_ACCESS_KEY');
  expect(world.requests).toEqual([]);
});

test('the next run knows of the copy, and a negative of the last one is not believed before it', async () => {
  const kept = new Map<string, unknown>();
  let hours = 0;
  const store: Store = {
    get: async (kind, key) => kept.get(`${kind} ${key}`),
    put: async (kind, key, value) => void kept.set(`${kind} ${key}`, value),
    troubles: () => [],
    close: async () => {},
  };
  const inRun = async (options: AuditOptionsInput) => {
    hours += 1;
    const staged = stage('<https://a.example.com/1>', service(saved));
    const now = (
      (start) => () =>
        staged.clock.now() + start
    )(hours * 3_600_000);
    const world = { ...staged, clock: { ...staged.clock, now }, store };
    const report = await audited(world, options);
    const asked = world.requests.filter(({ url }) => /\/web\/|\/cdx\//.test(url)).length;
    return { asked: asked > 0, outlook: report.targets[0]?.outlook };
  };
  expect(await inRun({ save: false })).toEqual({ asked: true, outlook: 'at-risk' });
  expect(await inRun({ save: false })).toEqual({ asked: false, outlook: 'at-risk' });
  expect(await inRun({ save: true })).toEqual({ asked: true, outlook: 'safe' });
  expect(await inRun({ save: false })).toEqual({ asked: false, outlook: 'safe' });
});
