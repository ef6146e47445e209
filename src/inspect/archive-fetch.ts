import type { ArchiveResponse } from '../archives/archive.ts';
import type { Answer } from '../model/observation.ts';
import type { HttpResponse, Parsing } from '../world.ts';
import type { ArchiveFetch } from './archive-queue.ts';
import { type ArchiveRoute, sendToArchive } from './archive-route.ts';
import { readAnswer, valuesOf } from './read-answer.ts';

interface ArchiveFetchOptions extends ArchiveRoute {
  readonly parsing: Parsing;
  /** The main text of captures is wanted. */
  readonly mainText?: boolean;
}

/** Sends an archive's questions, and reads what comes back. */
export const createArchiveFetch =
  ({ parsing, mainText = false, ...route }: ArchiveFetchOptions): ArchiveFetch =>
  async ({ url, headers = {}, captureOf }, signal) => {
    const response = await sendToArchive(route, { method: 'GET', url, headers }, signal);
    if (typeof response === 'string') return { type: 'failure', detail: response };
    const isCapture = captureOf !== undefined && valuesOf(response, 'memento-datetime').length > 0;
    const read = { url: captureOf ?? url, mainText, parsing };
    return {
      ...answerOf(response),
      ...(isCapture && { capture: await readCapture(response, read, signal) }),
    };
  };

/** The response as an archive's reader takes it. */
export const answerOf = ({ status, headers, body }: HttpResponse): Extract<ArchiveResponse, { type: 'answer' }> => ({
  type: 'answer',
  status,
  // A header that comes twice counts as it came first.
  headers: new Map(headers.toReversed()),
  body: new TextDecoder().decode(body),
});

/** How Wayback and its kin hand on the headers that a page was archived with. */
const archivedHeader = /^x-archive-orig-(?=.)/;

/**
 * Reads a capture as the page that it was: with the headers it was archived with, and in the encoding that its header or its
 * markup names, else in the one that the archive has guessed.
 */
async function readCapture(
  response: HttpResponse,
  read: { readonly url: string; readonly mainText: boolean; readonly parsing: Parsing },
  signal: AbortSignal,
): Promise<Answer> {
  const archived = response.headers.flatMap(([name, value]) =>
    archivedHeader.test(name) ? [[name.replace(archivedHeader, ''), value] as const] : [],
  );
  const type = valuesOf({ ...response, headers: archived }, 'content-type')[0] ?? valuesOf(response, 'content-type')[0];
  const others = (archived.length > 0 ? archived : response.headers).filter(([name]) => name !== 'content-type');
  const readAs = async (contentType: string | undefined): Promise<Answer> => {
    const headers = contentType === undefined ? others : [...others, ['content-type', contentType] as const];
    return (await readAnswer({ ...response, headers }, read, signal)).answer;
  };
  const answer = await readAs(type);
  const guessed = valuesOf(response, 'x-archive-guessed-charset')[0];
  const { charsetFrom, charset } = answer.page ?? {};
  // Bytes that are UTF-8 are hardly anything else, whatever was guessed.
  return guessed !== undefined && charsetFrom === 'default' && charset !== 'utf-8'
    ? readAs(`${answer.contentType ?? 'text/html'}; charset=${guessed}`)
    : answer;
}
