import { type TextVersion, textDrift } from '../../src/drift/text-drift.ts';
import { mainText } from '../../src/extract/main-text.ts';
import { pageFacts } from '../../src/extract/page.ts';
import { type DriftBand, driftBands, type TextDrift } from '../../src/model/drift.ts';
import type { Pair } from './pairs.ts';

/** A pair, and what was measured of it. */
export interface Measured extends Pair {
  readonly drift: ReturnType<typeof textDrift>;
}

const context = { url: 'https://courier.example/a/1', contentType: 'text/html; charset=utf-8' };

/** Markup → drift, as an audit goes about it. */
export const measured = (pair: Pair): Measured => ({
  ...pair,
  drift: textDrift(versionOf(pair.archived), versionOf(pair.live)),
});

function versionOf(markup: string): TextVersion {
  const body = new TextEncoder().encode(markup);
  return { page: { ...pageFacts(body, context), ...mainText(body, context) }, cut: false };
}

/** How many pairs that are `known` to be so were measured as `found`. */
export const count = (of: readonly Measured[], known: DriftBand, found: DriftBand): number =>
  of.filter(({ band, drift }) => band === known && drift?.band === found).length;

export const recall = (of: readonly Measured[], band: DriftBand): number =>
  count(of, band, band) / of.filter((one) => one.band === band).length;

export const precision = (of: readonly Measured[], band: DriftBand): number =>
  count(of, band, band) / of.filter(({ drift }) => drift?.band === band).length;

/** The confusion matrix with precision and recall, and the scores of each edit, as text. */
export function tableOf(of: readonly Measured[]): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const matrix = driftBands.map((known) => [
    known,
    ...driftBands.map((found) => String(count(of, known, found))),
    percent(precision(of, known)),
    percent(recall(of, known)),
  ]);
  const edits = [...new Set(of.map(({ band, edit }) => `${band}: ${edit}`))].map((name) => {
    const drifts = of.filter(({ band, edit }) => `${band}: ${edit}` === name).flatMap(({ drift }) => drift ?? []);
    return [name, ...(['score', 'containment', 'jaccard', 'title'] as const).map((figure) => spread(drifts, figure))];
  });
  return [
    ...rows([['known \\ found', ...driftBands, 'precision', 'recall'], ...matrix]),
    '',
    ...rows([['edit (least, median, most)', 'score', 'containment', 'jaccard', 'title'], ...edits]),
  ].join('\n');
}

type Figures = Pick<TextDrift, 'score' | 'containment' | 'jaccard' | 'title'>;

function spread(drifts: readonly Figures[], figure: keyof Figures): string {
  const all = drifts.flatMap((drift) => drift[figure] ?? []).toSorted((a, b) => a - b);
  return [all[0], all[Math.floor(all.length / 2)], all.at(-1)].map((one) => one?.toFixed(2) ?? '-').join(' ');
}

function rows(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
