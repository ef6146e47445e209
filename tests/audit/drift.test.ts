import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { startAudit } from '../../src/audit.ts';
import { json } from '../../src/formats/json.ts';
import { pretty } from '../../src/formats/pretty.ts';
import { reportSchema } from '../../src/formats/report-schema.ts';
import type { AuditOptionsInput } from '../../src/options/schema.ts';
import { completeOptions } from '../../src/options/resolve-options.ts';
import { trace } from '../../src/commands/trace.ts';
import { capture, memoryWorld } from '../support/world.ts';

const held = (url: string): string => `https://web.archive.org/web/20220106120000id_/${url}`;
const archivedPage = (body: string | Uint8Array, type = 'text/html; charset=utf-8') => {
  const answer = capture('20220107');
  return { ...answer, headers: { ...answer.headers, 'content-type': type }, body };
};

const sentence = (index: number): string =>
  `Ship${index} left pier${index} behind cargo${index} of ${index * 11 + 100} tons. `;
const story = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `<p>${sentence(from + index)}</p>`).join('');
const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><title>${title} - A Paper</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>${text}</article></body></html>`;

const same = 'https://a.example.com/2022/same-story-as-ever';
const changed = 'https://a.example.com/2022/half-of-the-story';
const replaced = 'https://a.example.com/2022/another-story-now';
const front = 'https://b.example.com/';
const picture = 'https://c.example.com/p.png';

/** A picture of so many pixels: its signature and its first chunk. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const world = () =>
  memoryWorld({
    documents: {
      '2022-01-06-a.md': [
        `As [one](${same}) tells, 210 tons were lost.`,
        `[Another](${changed}) has “Ship19 left pier19 behind cargo19”, and 309 tons.`,
        `[Again](${changed}), without a word of it.`,
        `[A third](${replaced}), [the paper](${front}), ![a picture](${picture})`,
      ].join('\n\n'),
    },
    web: {
      [same]: { body: page('Ships leave', story(20)) },
      [changed]: { body: page('Ships leave', `${story(9)}${story(11, 50)}`) },
      [replaced]: { body: page('Council votes on rents', story(20, 50)) },
      [front]: { body: page('A Paper', story(20, 50)) },
      [picture]: { headers: { 'content-type': 'image/png' }, body: png(400, 400) },
      [held(same)]: archivedPage(page('Ships leave', story(20))),
      [held(changed)]: archivedPage(page('Ships leave', story(20))),
      [held(replaced)]: archivedPage(page('Ships leave', story(20))),
      [held(front)]: archivedPage(page('A Paper', story(20))),
      [held(picture)]: archivedPage(png(800, 600), 'image/png'),
    },
  });
const audited = (options: AuditOptionsInput) => startAudit(['.'], options, { world: world() }).report;
const surface = { columns: 100, colour: 0, verbose: true, quiet: false } as const;

describe('an audit with --drift', () => {
  test('tells what is as it was, what has changed, and what is another page', async () => {
    const { targets, findings } = await audited({ drift: true });
    expect(
      targets.map(({ verdict, drift }) => `${verdict.status}/${verdict.reason} ${drift?.type} ${drift?.band}`),
    ).toEqual([
      'alive/ok text stable',
      'alive/ok text changed',
      'suspect/drifted text replaced',
      'alive/ok text replaced',
      'alive/ok image changed',
    ]);
    expect(findings.map(({ fact, url }) => `${fact.code} ${url}`)).toEqual([
      `quote-lost ${changed}`,
      `changed-page ${changed}`,
      `changed-page ${changed}`,
      `suspect-link ${replaced}`,
    ]);
  });

  test('looks for what the sentences quote', async () => {
    const { targets, findings } = await audited({ drift: true });
    expect(targets.flatMap(({ drift }) => (drift?.type === 'text' ? drift.quotes : []))).toEqual([
      { text: '210', archived: true, live: true },
      { text: 'Ship19 left pier19 behind cargo19', archived: true, live: false },
      { text: '309', archived: true, live: false },
    ]);
    expect(findings[0]?.fact).toMatchObject({ data: { quotes: ['Ship19 left pier19 behind cargo19', '309'] } });
  });

  test('tells it in JSON as its schema says, and on the terminal', async () => {
    const report = await audited({ drift: true });
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats.default(ajv);
    const data = JSON.parse([...json(report, surface)].join(''));
    expect(ajv.validate(reportSchema, data) ? [] : ajv.errors).toEqual([]);
    expect(data.targets[0].drift).toEqual({
      type: 'text',
      band: 'stable',
      score: 0,
      containment: 1,
      jaccard: 1,
      title: 1,
      quotes: [{ text: '210', archived: true, live: true }],
      capture: expect.stringContaining('web.archive.org/web/20220107120000/'),
    });
    expect(data.targets[4].drift).toMatchObject({ archived: { width: 800, height: 600, mediaType: 'image/png' } });
    const text = [...pretty(report, surface)].join('');
    expect(text).toMatch(/drift: stable, score 0\n/);
    expect(text).toMatch(/why {3}no longer has “Ship19 left pier19 behind cargo19”, “309”/);
    expect(text).toMatch(/0 % of the text archived on 2022-01-07\s+is still there/);
  });

  test('measures nothing, and changes no verdict, without the option', async () => {
    const { targets } = await audited({});
    expect(targets.map(({ verdict, drift }) => [verdict.status, drift])).toEqual(
      targets.map(() => ['alive', undefined]),
    );
  });

  test('is told by a trace', async () => {
    const { signal } = new AbortController();
    const told = await trace(replaced, completeOptions({ drift: true, citedAt: '2022-01-06' }), world(), signal);
    expect(told).toMatch(/^verdict {2}suspect\/drifted/mu);
    expect(told).toMatch(/^drift {4}replaced: score /mu);
  });

  test.each([{ archive: 'failing' as const }, { archive: 'none' as const }, { list: true }])(
    'is refused with %o',
    async (options) => {
      await expect(audited({ drift: true, ...options })).rejects.toThrow(/--drift compares every page/);
    },
  );
});
