import type { ArchiveResponse } from '../archives/archive.ts';
import type { Answer } from '../model/observation.ts';
import { ExchangeError, type Http, type HttpResponse, type Parsing } from '../world.ts';
import type { ArchiveFetch } from './archive-queue.ts';
import { type GuardOptions, guardAddresses, guardUrl } from './guard.ts';
import type { Names } from './names.ts';
import { readAnswer, valuesOf } from './read-answer.ts';

interface ArchiveFetchOptions {
  readonly http: Http;
  readonly names: Names;
  readonly guard: GuardOptions;
  readonly parsing: Parsing;
  readonly userAgent: string;
  /** The main text of captures is wanted. */
  readonly mainText?: boolean;
}

/** Archives are slow by nature: they find one page among hundreds of billions. */
const patienceMs = 30_000;

/** Sends an archive's questions: past the guard like any other address, but without a link's politeness, as archives have budgets. */
export const createArchiveFetch =
  ({ http, names, guard, parsing, userAgent, mainText = false }: ArchiveFetchOptions): ArchiveFetch =>
  async ({ url, headers = {}, captureOf }, signal) => {
    const refusal = guardUrl(url, guard);
    if (refusal !== undefined) return failure(refusal.detail);
    const addresses = http.viaProxy(url) ? [] : await allowedAddresses(url, names, guard, signal);
    if (typeof addresses === 'string') return failure(addresses);
    try {
      const response = await http.exchange(
        {
          method: 'GET',
          url,
          headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', ...headers },
          addresses,
          timeoutMs: patienceMs,
          fresh: false,
          tls: 'verified',
          protocol: 'http1',
        },
        signal,
      );
      const isCapture = captureOf !== undefined && valuesOf(response, 'memento-datetime').length > 0;
      const read = { url: captureOf ?? url, mainText, parsing };
      return {
        type: 'answer',
        status: response.status,
        // A header that comes twice counts as it came first.
        headers: new Map(response.headers.toReversed()),
        body: new TextDecoder().decode(response.body),
        ...(isCapture && { capture: await readCapture(response, read, signal) }),
      };
    } catch (error) {
      if (error instanceof ExchangeError) return failure(`${error.code}: ${error.message}`);
      throw error;
    }
  };

const failure = (detail: string): ArchiveResponse => ({ type: 'failure', detail });

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

/** The addresses to dial, or why there are none. */
async function allowedAddresses(
  url: string,
  names: Names,
  guard: GuardOptions,
  signal: AbortSignal,
): Promise<readonly string[] | string> {
  const answer = await names.resolve(url, signal);
  if (answer.type !== 'addresses') return 'detail' in answer ? `dns: ${answer.detail}` : `dns: ${answer.type}`;
  return guardAddresses(answer.addresses, guard)?.detail ?? answer.addresses;
}
