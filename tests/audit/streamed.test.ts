import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type AuditEvent, startAudit, streamAudit } from '../../src/audit.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { createScratchFile } from '../../src/node/scratch-file.ts';
import { wholeReport } from '../../src/report.ts';
import { type Answers, capture, memoryWorld } from '../support/world.ts';

const hosts = Array.from({ length: 9 }, (_, index) => `host-${index}.example`);
const documents = Object.fromEntries(
  ['c.md', 'a.md', 'b.md'].map((path, index) => [
    path,
    [
      ...hosts.map((host) => `[${path}](https://${host}/${path}) and ![shared](https://${host}/shared?${index % 2})`),
      `<img srcset="https://${hosts[1]}/z.png 1x, https://${hosts[1]}/y.png 2x"> [mail](mailto:a@b.example) [bad](https://)`,
      `[gone](https://${hosts[2]}/gone#${index}) [again](https://${hosts[2]}/gone) [moved](https://${hosts[3]}/moved)`,
      `[copy](https://web.archive.org/web/20200102000000/https://${hosts[2]}/gone)`,
      `[nowhere](https://nowhere.example/) [later](https://${hosts[4]}/2022/01/06/later)`,
      ...hosts.map((host) => `[home](https://${host}/home-${index})`),
    ].join('\n\n'),
  ]),
);
const web: Answers = {
  [`https://${hosts[2]}/gone`]: 404,
  [`https://${hosts[3]}/moved`]: { status: 301, headers: { location: `https://${hosts[3]}/new` } },
  ...Object.fromEntries(
    hosts
      .slice(5)
      .flatMap((host) =>
        [0, 1, 2].map((n) => [`https://${host}/home-${n}`, { status: 302, headers: { location: '/sorry' } }]),
      ),
  ),
  [`https://web.archive.org/web/20200102000000/https://${hosts[2]}/gone`]: capture('20200102'),
};
const world = () => memoryWorld({ documents, web, names: { 'nowhere.example': { type: 'not-found' } }, alive: true });

// Two runs make up the same addresses.
beforeEach(() => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  onTestFinished(() => random.mockRestore());
});

test.each<[string, AuditOptionsInput]>([
  ['an audit', {}],
  ['an audit without archives', { archive: 'none' }],
  ['a list', { list: true }],
  ['a shard', { shard: '1/2' }],
])('%s that is taken piece by piece, from a disk, is the same as in one piece', async (_name, options) => {
  const whole = await startAudit(['.'], options, { world: world() }).report;
  const file = createScratchFile<never>();
  const taken = wholeReport();
  const events: AuditEvent[] = [];
  const scratch = () => file;
  for await (const event of streamAudit(['.'], options, { world: { ...world(), scratch } }, taken)) events.push(event);
  file.close();
  expect(taken.report()).toEqual(whole);
  expect(events.map(({ type }) => type)).not.toContain('report');
});

test('whoever takes it is waited for, and what goes wrong there ends the run', async () => {
  const broken = {
    ...wholeReport(),
    target: async () => {
      throw new Error('No room.');
    },
  };
  const reading = async (): Promise<void> => {
    for await (const { type } of streamAudit(['.'], { list: true }, { world: world() }, broken)) {
      expect(type).not.toBe('report');
    }
  };
  await expect(reading()).rejects.toThrow('No room.');
});
