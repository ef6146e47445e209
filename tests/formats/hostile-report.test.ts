import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { reportSchema } from '../../src/formats/report-schema.ts';
import type { ArchiveRecord } from '../../src/model/capture.ts';
import type { Observation } from '../../src/model/observation.ts';
import { type Reason, reasons } from '../../src/model/reasons.ts';
import type { CitedLink, Report, ReportTarget } from '../../src/model/report.ts';
import type { Target } from '../../src/model/target.ts';
import { answered, archived, archiveSaid, capture, cited, failed, reportOf, seen, targetOf } from './sample-report.ts';

// Many reports on a busy machine: no test here is about time.
vi.setConfig({ testTimeout: 60_000 });

/** Reports in which every text that a stranger may choose is hostile. */

const controls = ['\u001B', '\u001B[2J', '\u001B]0;owned\u0007', '\u009B31m', '\u0000', '\u007F', '\u0085'];
const directions = ['\u202E', '\u2066', '\u061C', '\u200B', '\u200D', '\uFEFF', '\u2028', '\u2029', '\u{E0041}'];
const builds = ['::error::owned', '##[error]owned', '##vso[task.complete]', '##teamcity[x', '::', ':', '##', '['];
const spaces = ['\n', '\r', '\r\n', '\t', ' ', '\u00A0', '\u3000', ' \n '];
const letters = ['城市', '更新。', 'か゛', '👍🏽', '\uD83D', '\uDE00', 'e\u0301', '\u0301'.repeat(30), 'أخبار', 'word '];
const marks = ['https://me:pw@a.example/', '//', '@', '?token=abc', '%40', '"', '\\', '\\u0007', '</script>', '`', '|'];
const spells = fc.constantFrom(...controls, ...directions, ...builds, ...spaces, ...letters, ...marks);

const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.array(spells, { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: spells.map((spell) => spell.repeat(200)) },
);

const webAddress = hostile.map((path) => `https://a.example/${encodeURIComponent(path.replace(/\p{Cs}/gu, ''))}`);

const target: fc.Arbitrary<Target> = fc.oneof(
  webAddress.map((url): Target => ({ type: 'web', url })),
  fc.record({ type: fc.constant('malformed' as const), url: hostile, problem: hostile, repair: hostile }),
  fc.record({
    type: fc.constant('skipped' as const),
    url: hostile,
    reason: fc.constantFrom('scheme', 'relative'),
    detail: hostile,
  }),
);

const link: fc.Arbitrary<CitedLink> = fc
  .record({
    kind: fc.constantFrom('link', 'image', 'frame', 'media'),
    text: hostile,
    heading: fc.array(hostile, { maxLength: 2 }),
    path: fc.oneof(hostile, fc.constant('a.md')),
    fragment: hostile,
    credentials: fc.boolean(),
    line: fc.integer({ min: 1, max: 99_999 }),
    href: hostile,
  })
  .map(({ href, line, ...more }) => cited(href, { at: [line, 1], ...more }));

const archive: fc.Arbitrary<ArchiveRecord> = fc.oneof(
  hostile.map((detail) => archiveSaid('unknown', detail)),
  hostile.map((detail) => archiveSaid('none', detail)),
  hostile.map((url) => archived({ ...capture('', '2022-01-07', { daysFromCitation: 1 }), url })),
);

const observation: fc.Arbitrary<Observation | undefined> = fc.oneof(
  fc.constant(undefined),
  hostile.map((detail) => seen(failed(detail, 'protocol', detail))),
  fc.tuple(hostile, hostile).map(([url, title]) => seen(answered(url, 404, { title }))),
);

const verdicts = Object.entries(reasons).flatMap(([reason, { statuses }]) =>
  statuses.map((status) => [status, reason as Reason] as const),
);

const reportTarget: fc.Arbitrary<ReportTarget> = fc
  .record({
    target,
    verdict: fc.constantFrom(...verdicts),
    why: hostile,
    replacement: fc.option(hostile, { nil: undefined }),
    outlook: fc.constantFrom('safe', 'at-risk', 'recoverable', 'lost', 'unchecked'),
    archive,
    observation,
    links: fc.array(link, { minLength: 1, maxLength: 3 }),
  })
  .map(({ target: about, verdict: [status, reason], replacement, observation: looks, links, ...parts }) =>
    targetOf(about.url, status, reason, {
      ...parts,
      target: about,
      ...(replacement === undefined ? {} : { replacement }),
      ...(looks === undefined ? {} : { observation: looks }),
      links: links as [CitedLink, ...CitedLink[]],
    }),
  );

const report: fc.Arbitrary<Report> = fc
  .record({
    targets: fc.array(reportTarget, { maxLength: 3 }),
    notices: fc.array(hostile, { maxLength: 2 }),
    mode: fc.constantFrom('audit', 'list'),
    title: hostile,
    problem: fc.option(hostile, { nil: undefined }),
  })
  .map(({ targets, notices, mode, title, problem }) => {
    const paths = new Set(targets.flatMap(({ links }) => links.map(({ path }) => path)));
    const documents = [...paths].map((path) => ({
      path,
      title,
      links: 1,
      ...(problem === undefined ? {} : { problem: { code: 'unreadable', detail: problem } as const }),
    }));
    return reportOf(targets, { notices, mode, documents, ...(mode === 'list' ? { findings: [] } : {}) });
  });

const surface = fc.record({
  columns: fc.integer({ min: 0, max: 130 }),
  colour: fc.constantFrom(0, 1, 3),
  verbose: fc.boolean(),
  quiet: fc.boolean(),
});

/** Written out on its own: what a terminal obeys or hides, besides line ends, by code point. */
const dangerous = (text: string): boolean =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0).some(
    (code) =>
      (code < 0x20 && code !== 0x0a) ||
      (code >= 0x7f && code <= 0x9f) ||
      code === 0x61c ||
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x2028 && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x206f) ||
      code === 0xfeff ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (code >= 0xe0000 && code <= 0xe007f),
  );

/** Without colours. Any other sequence stays, to be found. */
const unpainted = (text: string): string => text.replace(/\p{Cc}\[\d+m/gu, '');

/** As the runners of build services read a log: line by line, the spaces at its start skipped. */
const commands = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trimStart().startsWith('::') || /##(?:vso|teamcity)?\[/i.test(line));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(reportSchema);

test('pretty lets no stranger write to a terminal or command a build', () => {
  fc.assert(
    fc.property(report, surface, (hostileReport, where) => {
      const text = unpainted([...formats.pretty(hostileReport, where)].join(''));
      expect(dangerous(text)).toBe(false);
      expect(commands(text)).toEqual([]);
    }),
  );
});

test('pretty paints the same words that it writes plain', () => {
  fc.assert(
    fc.property(report, surface, (hostileReport, where) => {
      const textIn = (colour: 0 | 1): string => [...formats.pretty(hostileReport, { ...where, colour })].join('');
      expect(unpainted(textIn(1))).toBe(textIn(0));
    }),
  );
});

test('json is clean as bytes, parses, and keeps its schema', () => {
  fc.assert(
    fc.property(report, surface, (hostileReport, where) => {
      const text = [...formats.json(hostileReport, where)].join('');
      expect(dangerous(text)).toBe(false);
      expect(commands(text)).toEqual([]);
      expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
    }),
  );
});
