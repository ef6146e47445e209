import { usableCapture } from '../findings/rescue.ts';
import type { Finding, Report, ReportTarget } from '../model/report.ts';
import type { Wish } from './edits.ts';

/**
 * What `--fix` would change, by the path of each document: of the fixes that findings propose those that need no second thought.
 * What is miswritten, carries a password or could not be judged is for a person to mend.
 */
export function wishesOf({ findings, targets }: Report): ReadonlyMap<string, readonly Wish[]> {
  const byUrl = new Map(targets.map((target) => [target.target.url, target]));
  const wishes = new Map<string, Wish[]>();
  for (const finding of findings) {
    const { path, link, fix } = finding;
    if (fix === undefined || link.ignored || !isCertain(finding, byUrl.get(finding.url))) continue;
    const known = wishes.get(path) ?? [];
    known.push({ link, address: fix.with });
    wishes.set(path, known);
  }
  return wishes;
}

function isCertain({ fact }: Finding, target: ReportTarget | undefined): boolean {
  if (fact.code === 'moved-link') return true;
  if (target === undefined || !isRecoverable(target)) return false;
  // What is withheld from where we stand may be served to the readers.
  return fact.code === 'dead-link' || (fact.code === 'suspect-link' && target.verdict.reason !== 'geo-notice');
}

/** There is a capture of what was cited, not of what came after it. */
const isRecoverable = ({ outlook, archive }: ReportTarget): boolean =>
  outlook === 'recoverable' && usableCapture(archive)?.fit !== 'after-death';
