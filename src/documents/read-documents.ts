import { citationDate, isDated } from './cited-at.ts';
import { digestOf } from '../digest.ts';
import type { DocumentProblem, Extraction } from '../model/document.ts';
import type { ReportDocument } from '../model/report.ts';
import type { DocumentRef, FirstCommit, World } from '../world.ts';

/** What a document gave. */
export type ReadDocument =
  | {
      readonly type: 'extraction';
      readonly extraction: Extraction;
      readonly digest: string;
      readonly firstCommit?: FirstCommit;
    }
  | { readonly type: 'problem'; readonly problem: DocumentProblem };

/** What is known of all documents. */
interface Circumstances {
  /** `--cited-at`, as `parseDate` gives it. */
  readonly citedAt?: string | undefined;
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
}

/** Documents under way while an earlier one is waited for: each takes several turns of a thread that is busy with the network. */
const readAhead = 32;

/**
 * Reads documents and takes them apart, in their order; asks for the first commit of one that nothing else gives a day.
 * One that can't be read is a problem of its own: the others go on.
 */
export async function* readDocuments(
  refs: readonly DocumentRef[],
  world: World,
  circumstances: Circumstances,
  signal: AbortSignal,
): AsyncGenerator<{ readonly ref: DocumentRef; readonly read: ReadDocument }> {
  const reads: Promise<ReadDocument | undefined>[] = [];
  for (const [index, ref] of refs.entries()) {
    for (const next of refs.slice(index + reads.length, index + readAhead)) {
      const begun = readDocument(next, world, circumstances, signal);
      // It is awaited in its turn; until then a failure must not count as unhandled.
      begun.catch(() => {});
      reads.push(begun);
    }
    const read = await reads.shift();
    if (read === undefined) return;
    yield { ref, read };
  }
}

async function readDocument(
  ref: DocumentRef,
  world: World,
  { citedAt, today }: Circumstances,
  signal: AbortSignal,
): Promise<ReadDocument | undefined> {
  if (signal.aborted) return undefined;
  try {
    const read = await world.files.read(ref, signal);
    if ('problem' in read) return { type: 'problem', problem: read.problem };
    const digest = digestOf(read.text);
    const parsed = await world.parsing.document(read.text, signal);
    if ('problem' in parsed) return { type: 'problem', problem: parsed.problem };
    const isKnown = isDated({
      option: citedAt,
      path: ref.path,
      frontMatter: parsed.date,
      text: parsed.datedLine,
      today,
    });
    const firstCommit = isKnown ? undefined : await world.files.firstCommit?.(ref, signal);
    return { type: 'extraction', extraction: parsed, digest, ...(firstCommit === undefined ? {} : { firstCommit }) };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** A document as the report shows it. */
export function describe(ref: DocumentRef, read: ReadDocument, { citedAt, today }: Circumstances): ReportDocument {
  if (read.type === 'problem') return { path: ref.path, links: 0, problem: read.problem };
  const { title, date, datedLine, updated, links } = read.extraction;
  const cited = citationDate({
    option: citedAt,
    frontMatter: date,
    path: ref.path,
    text: datedLine,
    updated,
    git: read.firstCommit?.type === 'day' ? read.firstCommit.day : undefined,
    links,
    today,
  });
  return {
    path: ref.path,
    links: links.length,
    digest: read.digest,
    ...(title === undefined ? {} : { title }),
    ...(cited === undefined ? {} : { cited }),
  };
}
