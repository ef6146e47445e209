import { ExchangeError, type Http, type HttpRequest, type HttpResponse } from '../world.ts';
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

/**
 * Sends an archive one request: past the guard like any other, but without a link's politeness, as archives have budgets.
 * Gives its response, or why there is none; throws only when aborted.
 */
export async function sendToArchive(
  { http, names, guard, userAgent }: ArchiveRoute,
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'content'>,
  signal: AbortSignal,
): Promise<HttpResponse | string> {
  const { url, headers } = request;
  const refusal = guardUrl(url, guard);
  if (refusal !== undefined) return refusal.detail;
  const addresses = http.viaProxy(url) ? [] : await allowedAddresses(url, names, guard, signal);
  if (typeof addresses === 'string') return addresses;
  try {
    return await http.exchange(
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
  } catch (error) {
    if (error instanceof ExchangeError) return `${error.code}: ${error.message}`;
    throw error;
  }
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
