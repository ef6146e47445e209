import { citationDate } from './cited-at.ts';
import type { DocumentProblem, Extraction } from './model/document.ts';
import type { ReportDocument } from './model/report.ts';
import type { DocumentRef, World } from './world.ts';

/** What a document gave. */
export type ReadDocument =
  | { readonly type: 'extraction'; readonly extraction: Extraction }
  | { readonly type: 'problem'; readonly problem: DocumentProblem };

/** Documents under way while an earlier one is waited for: each takes several turns of a thread that is busy with the network. */
const readAhead = 8;

/** Reads documents and takes them apart, in their order. One that can't be read is a problem of its own: the others go on. */
export async function* readDocuments(
  refs: readonly DocumentRef[],
  world: World,
  signal: AbortSignal,
): AsyncGenerator<{ readonly ref: DocumentRef; readonly read: ReadDocument }> {
  const reads: Promise<ReadDocument | undefined>[] = [];
  for (const [index, ref] of refs.entries()) {
    for (const next of refs.slice(index + reads.length, index + readAhead)) {
      const begun = readDocument(next, world, signal);
      // It is awaited in its turn; until then a failure must not count as unhandled.
      begun.catch(() => {});
      reads.push(begun);
    }
    const read = await reads.shift();
    if (read === undefined) return;
    yield { ref, read };
  }
}

async function readDocument(ref: DocumentRef, world: World, signal: AbortSignal): Promise<ReadDocument | undefined> {
  if (signal.aborted) return undefined;
  try {
    const read = await world.files.read(ref, signal);
    const parsed = 'problem' in read ? read : await world.parsing.document(read.text, signal);
    return 'problem' in parsed
      ? { type: 'problem', problem: parsed.problem }
      : { type: 'extraction', extraction: parsed };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** A document as the report shows it. */
export function describe(
  ref: DocumentRef,
  read: ReadDocument,
  options: { readonly citedAt?: string | undefined },
): ReportDocument {
  if (read.type === 'problem') return { path: ref.path, links: 0, problem: read.problem };
  const { title, date, links } = read.extraction;
  const cited = citationDate({ option: options.citedAt, frontMatterDate: date, path: ref.path });
  return {
    path: ref.path,
    links: links.length,
    ...(title === undefined ? {} : { title }),
    ...(cited === undefined ? {} : { cited }),
  };
}
