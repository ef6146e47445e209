import { reportSchema } from './report-schema.ts';

const { properties: report, oneOf: modes } = reportSchema;
const [audited, listed] = modes;

/** One line: all of its fields are required but those named. */
const line = (type: string, properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...Object.keys(properties).filter((name) => !optional.includes(name))],
});

/** A piece that has a shape in the report, as a line of its own. */
const piece = (
  type: string,
  { properties, required }: { readonly properties: object; readonly required: readonly string[] },
) => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...required],
});

/** The JSON Schema (2020-12) of one line of `--format jsonl`, published with the package: the report's own shapes, each on a line. */
export const lineSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A line of an audit-links report in JSON Lines, version 1',
  description:
    'First a line of type "run", then each document, then each target with the findings on its links behind it, then the findings on documents, and "end", without which the report is not whole. Ignore types and fields that you do not know.',
  oneOf: [
    line(
      'run',
      {
        schemaVersion: report.schemaVersion,
        tool: report.tool,
        startedAt: report.startedAt,
        mode: report.mode,
        shard: report.shard,
      },
      ['shard'],
    ),
    piece('document', report.documents.items),
    { anyOf: modes.map(({ properties }) => piece('target', properties.targets.items)) },
    piece('finding', report.findings.items),
    line('end', {
      finishedAt: report.finishedAt,
      complete: report.complete,
      summary: { anyOf: [audited.properties.summary, listed.properties.summary] },
      notices: report.notices,
    }),
  ],
} as const;
