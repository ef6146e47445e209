import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { lineSchema } from '../../src/formats/line-schema.ts';
import type { Report } from '../../src/model/report.ts';
import { answered, archived, capture, cited, reportOf, seen, targetOf } from './sample-report.ts';

const surface = { columns: 100, colour: 0, verbose: false, quiet: false } as const;
const textOf = (report: Report): string => [...formats.jsonl(report, surface)].join('');
const linesOf = (report: Report) =>
  textOf(report)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(lineSchema);

const dead = 'https://a.example/dead';
const report = reportOf([
  targetOf('https://a.example/', 'alive', 'ok'),
  targetOf(dead, 'dead', 'not-found', {
    outlook: 'recoverable',
    why: '404 to GET, twice',
    observation: seen(answered(dead, 404, { title: 'Not here' })),
    archive: archived(capture(dead, '2022-01-07', { daysFromCitation: 1, fit: 'near' })),
    links: [cited(dead, { heading: ['A', 'B'] })],
  }),
]);

test('is a run, its documents, its targets with what is told of each behind it, and an end', () => {
  const lines = linesOf(report);
  expect(lines.map(({ type }) => type)).toEqual(['run', 'document', 'target', 'target', 'finding', 'end']);
  for (const line of lines) expect(validate(line) ? [] : validate.errors).toEqual([]);
});

test('says what the JSON report says', () => {
  const whole = JSON.parse([...formats.json(report, surface)].join(''));
  const withoutType = ({ type: _type, ...fields }: { readonly type: string }) => fields;
  const [run, document, first, second, finding, end] = linesOf(report).map(withoutType);
  expect({ ...run, ...end }).toEqual({
    schemaVersion: whole.schemaVersion,
    tool: whole.tool,
    startedAt: whole.startedAt,
    finishedAt: whole.finishedAt,
    mode: whole.mode,
    complete: whole.complete,
    summary: whole.summary,
    notices: whole.notices,
  });
  expect([document]).toEqual(whole.documents);
  expect([first, second]).toEqual(whole.targets);
  expect([finding]).toEqual(whole.findings);
});

test('one object is one line, whatever is in it', () => {
  const text = 'two\nlines\u2028and\u0085more\r';
  const odd = reportOf([targetOf(dead, 'alive', 'ok', { links: [cited(dead, { text })] })]);
  expect(textOf(odd).split(/[\n\r\u2028\u0085]/)).toHaveLength(5);
  expect(linesOf(odd).find(({ type }) => type === 'target').links[0].text).toBe(text);
});

test('what was only listed has the shape of a list', () => {
  const listed = { ...report, mode: 'list', findings: [] } as const;
  const lines = linesOf(listed);
  for (const line of lines) expect(validate(line) ? [] : validate.errors).toEqual([]);
  expect(lines.filter(({ type }) => type === 'target').map(Object.keys)).toEqual([
    ['type', 'url', 'links'],
    ['type', 'url', 'links'],
  ]);
});
