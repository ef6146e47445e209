import { digestOf } from '../digest.ts';
import { changedSince } from './changed-since.ts';
import { fixText, type FixedText } from './fix-text.ts';
import { wishesOf } from './wishes.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../world.ts';

/** What became of one document. */
export type DocumentFix =
  | ({ readonly type: 'fixed'; readonly path: string; readonly before: string } & FixedText)
  /** Nothing was changed in it; `detail` is a sentence. */
  | { readonly type: 'problem'; readonly path: string; readonly detail: string };

/**
 * Makes the changes that a report proposes and that need no second thought, document by document: `write` or only tell what they
 * would be.
 */
export async function* fixDocuments(
  report: Report,
  { files, parsing }: Pick<World, 'files' | 'parsing'>,
  { write, signal }: { readonly write: boolean; readonly signal: AbortSignal },
): AsyncGenerator<DocumentFix> {
  const digests = new Map(report.documents.map(({ path, digest }) => [path, digest]));
  for (const [path, wishes] of wishesOf(report)) {
    const read = await files.read({ path }, signal);
    if ('problem' in read) {
      yield { type: 'problem', path, detail: read.problem.detail };
      continue;
    }
    const { text: before } = read;
    if (digestOf(before) !== digests.get(path)) {
      yield { type: 'problem', path, detail: changedSince };
      continue;
    }
    const fixed = await fixText(before, wishes, async (text) => {
      const parsed = await parsing.document(text, signal);
      return 'problem' in parsed ? undefined : parsed.links;
    });
    const isChanged = fixed.text !== before;
    const detail = write && isChanged ? await replaceIn(files, path, before, fixed.text) : undefined;
    yield detail === undefined ? { type: 'fixed', path, before, ...fixed } : { type: 'problem', path, detail };
  }
}

const replaceIn = async (
  files: World['files'],
  path: string,
  before: string,
  after: string,
): Promise<string | undefined> =>
  files.replace === undefined ? 'There is no way to write it.' : files.replace({ path }, before, after);
