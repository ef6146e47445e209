import type { ArchiveRecord, Capture } from '../model/capture.ts';
import type { Outcome } from '../model/outcome.ts';

/** The capture to cite instead, where there is one: archives put the best first. */
export const usableCapture = (archive: ArchiveRecord): Capture | undefined =>
  archive.captures.find((capture) => capture.usable);

/** Where the page stands today that a cited copy is of, if it does. */
export const livingOriginal = (original: Outcome['original']): string | undefined =>
  original?.verdict.status === 'alive' || original?.verdict.status === 'moved'
    ? (original.verdict.replacement ?? original.url)
    : undefined;

/** The day of a capture, as `YYYY-MM-DD`. */
export const captureDay = (capture: Capture): string => capture.capturedAt.slice(0, 10);

/**
 * What the archives know, in half a sentence. The one place where a negative is put into words: nobody but the
 * archives that were asked is spoken for, and an archive that could not be asked says nothing.
 */
export function archiveSays(archive: ArchiveRecord): string {
  switch (archive.state) {
    case 'captured': {
      const capture = usableCapture(archive);
      if (capture === undefined) return 'a capture is on record';
      const late = capture.fit === 'after-death' ? ', though from after the page was first seen gone' : '';
      return `a capture of ${captureDay(capture)} is on record${late}`;
    }
    case 'none':
      return `no capture on record at ${thoseWho(archive)}`;
    case 'unusable':
      return `no capture that holds the page on record at ${thoseWho(archive)}${insteadOf(archive)}`;
    case 'excluded':
      return `${thoseWho(archive)} may not hold it`;
    case 'unknown':
      return `no answer from ${thoseWho(archive)}`;
    case 'not-asked':
      return 'no archive was asked';
    default:
      return archive.state satisfies never;
  }
}

/** What the nearest capture holds instead of the page. */
const insteadOf = ({ captures: [nearest] }: ArchiveRecord): string =>
  nearest?.problem === undefined ? '' : ` (the nearest is ${nearest.problem})`;

/** The archives whose answer makes the state. */
const thoseWho = ({ asked, state }: ArchiveRecord): string => {
  const names = asked.filter(({ answer }) => answer === state).map(({ archive }) => archive);
  return names.length === 0 ? 'the archives' : names.join(', ');
};
