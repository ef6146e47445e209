import type { Report } from '../model/report.ts';
import { partOf, withAddresses } from '../shards/part.ts';
import type { Format } from './format.ts';
import { documentJson, findingJson, headJson, summaryJson, targetJsonOf } from './json-pieces.ts';
import { type Printable, say, shaped } from './printable.ts';
import { redactAddress } from '../redact.ts';
import { createSanitiser, type Sanitiser } from './sanitise.ts';

/**
 * For programs: everything, in the shape of `report-schema.ts`. Fields come in one order, so that the same report
 * is the same text. A field may be added without a new `schemaVersion`; none is renamed or taken away.
 */
export const json: Format = function* (report, { secrets }) {
  const sanitiser = createSanitiser(secrets);
  let before = say`{\n`;
  for (const [name, value] of Object.entries(fieldsOf(report, sanitiser))) {
    if (value === undefined) continue;
    yield say`${before}  ${sanitiser.jsonText(name)}: `;
    before = say`,\n`;
    if (typeof value === 'function') yield* listed(value(), sanitiser);
    else yield indented(sanitiser.jsonText(value), 2);
  }
  yield say`\n}\n`;
};

/** A field's value; of a long list, how to begin it. */
type Field = (() => Iterable<object>) | object | string | number | boolean | undefined;

function fieldsOf(report: Report, sanitiser: Sanitiser): Readonly<Record<string, Field>> {
  const { schemaVersion, tool, startedAt, mode } = headJson(report);
  const part = partOf(report);
  return {
    schemaVersion,
    tool,
    startedAt,
    finishedAt: report.finishedAt,
    complete: report.complete,
    mode,
    summary: summaryJson(report.summary, mode),
    documents: () => each(report.documents, documentJson),
    targets: () => each(report.targets, targetJsonOf(mode)),
    findings: () => each(report.findings, (finding) => findingJson(finding, sanitiser)),
    notices: report.notices,
    shard: part && withAddresses(part, redactAddress),
  };
}

function* each<Item>(items: readonly Item[], shown: (item: Item) => object): Iterable<object> {
  for (const item of items) yield shown(item);
}

/** One by one: the text of a large report as a whole takes several times the memory of the report. */
function* listed(items: Iterable<object>, { jsonText }: Sanitiser): Iterable<Printable> {
  let isEmpty = true;
  for (const item of items) {
    yield say`${isEmpty ? say`[` : say`,`}\n    ${indented(jsonText(item), 4)}`;
    isEmpty = false;
  }
  yield isEmpty ? say`[]` : say`\n  ]`;
}

/** JSON has line ends between its tokens alone. */
const indented = (text: Printable, units: number): Printable =>
  shaped(text, (lines) => lines.replaceAll('\n', `\n${' '.repeat(units)}`));
