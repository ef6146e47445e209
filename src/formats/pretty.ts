import type { Finding, Report } from '../model/report.ts';
import type { Format, Surface } from './format.ts';
import { count } from './layout.ts';
import { documentAudit, wantsAttention } from './pretty/document-audit.ts';
import { nothing, type Printable, say } from './printable.ts';
import { createSanitiser } from './sanitise.ts';
import { citationsOf } from './pretty/citation.ts';
import { documentList } from './pretty/document-list.ts';
import { sizeOf, summaryOf } from './pretty/summary.ts';
import { glyphs, themeFor } from './pretty/theme.ts';

/** For people: what needs a hand first, and what to paste; the rest in a line; the sums at the end. */
export const pretty: Format = function* (report, surface) {
  for (const line of report.mode === 'list' ? list(report, surface) : audit(report, surface)) yield say`${line}\n`;
};

function* audit(report: Report, surface: Surface): Iterable<Printable> {
  const { verbose, quiet, secrets } = surface;
  const theme = themeFor(surface);
  const columns = Math.max(surface.columns, narrowest);
  const sanitiser = createSanitiser(secrets);
  const setting = { theme, columns, verbose, quiet, sanitiser, fails: surface.fails ?? isError };
  const citations = citationsOf(report);
  let calm = 0;
  for (const document of report.documents) {
    const own = citations.get(document.path) ?? [];
    if (wantsAttention(document, own, setting) || (report.documents.length === 1 && !quiet)) {
      yield* documentAudit(document, own, setting);
      yield nothing;
    } else calm += 1;
  }
  if (quiet) return;
  if (calm > 0) yield say`${theme.mark.fine(glyphs.fine)} ${count(calm, say`document`)} with nothing to report\n`;
  yield* summaryOf(report, { ...setting, clean: sanitiser.clean });
}

function* list(report: Report, surface: Surface): Iterable<Printable> {
  const setting = {
    theme: themeFor(surface),
    columns: Math.max(surface.columns, narrowest),
    sanitiser: createSanitiser(surface.secrets),
  };
  const citations = citationsOf(report);
  for (const document of report.documents) {
    yield* documentList(document, citations.get(document.path) ?? [], setting);
    yield nothing;
  }
  yield sizeOf(report);
}

/** Columns. A terminal with less gets broken lines. */
const narrowest = 20;

const isError = ({ severity }: Finding): boolean => severity === 'error';
