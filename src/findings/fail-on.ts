import { severities, type Severity } from '../model/finding.ts';
import type { Finding } from '../model/report.ts';
import { UsageError } from '../usage-error.ts';
import { catalogue } from './catalogue.ts';

/** Everything that `--fail-on` understands. */
const failOnWords: readonly string[] = ['never', ...severities, ...Object.keys(catalogue)];

/**
 * Reads `--fail-on` (codes and severities with commas between) as the test of the findings that make a run fail.
 * A severity means itself and all that is more severe; `never` adds nothing. Throws `UsageError` for any other word.
 */
export function failsOn(text: string): (finding: Finding) => boolean {
  const words = new Set(
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
  const unknown = [...words].find((word) => !failOnWords.includes(word));
  if (unknown !== undefined) {
    throw new UsageError(`--fail-on does not know ${JSON.stringify(unknown)}. It knows: ${failOnWords.join(', ')}.`);
  }
  const mildest = severities.findLastIndex((severity) => words.has(severity));
  const severe = new Set<Severity>(severities.slice(0, mildest + 1));
  return ({ fact, severity }) => words.has(fact.code) || severe.has(severity);
}
