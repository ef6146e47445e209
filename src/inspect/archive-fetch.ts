import type { ArchiveResponse } from '../archives/archive.ts';
import { ExchangeError, type Http, type HttpRequest } from '../world.ts';
import type { ArchiveFetch } from './archive-queue.ts';
import { type GuardOptions, guardAddresses, guardUrl } from './guard.ts';
import type { Names } from './names.ts';

/** The way to an archive. */
export interface ArchiveRoute {
  readonly http: Http;
  readonly names: Names;
  readonly guard: GuardOptions;
  readonly userAgent: string;
}

/** Archives are slow by nature: they find one page among hundreds of billions. */
const patienceMs = 30_000;

/** Sends an archive's questions. */
export const createArchiveFetch =
  (route: ArchiveRoute): ArchiveFetch =>
  (url, headers, signal) =>
    askArchive(route, { method: 'GET', url, headers }, signal);

/** One request to an archive: past the guard like any other, but without a link's politeness, as archives have budgets. */
export async function askArchive(
  { http, names, guard, userAgent }: ArchiveRoute,
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'content'>,
  signal: AbortSignal,
): Promise<ArchiveResponse> {
  const { url, headers } = request;
  const refusal = guardUrl(url, guard);
  if (refusal !== undefined) return failure(refusal.detail);
  const addresses = http.viaProxy(url) ? [] : await allowedAddresses(url, names, guard, signal);
  if (typeof addresses === 'string') return failure(addresses);
  try {
    const response = await http.exchange(
      {
        ...request,
        headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', ...headers },
        addresses,
        timeoutMs: patienceMs,
        fresh: false,
        tls: 'verified',
        protocol: 'http1',
      },
      signal,
    );
    // A header that comes twice counts as it came first.
    return {
      type: 'answer',
      status: response.status,
      headers: new Map(response.headers.toReversed()),
      body: new TextDecoder().decode(response.body),
    };
  } catch (error) {
    if (error instanceof ExchangeError) return failure(`${error.code}: ${error.message}`);
    throw error;
  }
}

const failure = (detail: string): ArchiveResponse => ({ type: 'failure', detail });

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
