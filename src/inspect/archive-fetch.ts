import type { ArchiveResponse } from '../archives/archive.ts';
import { ExchangeError, type Http } from '../world.ts';
import type { ArchiveFetch } from './archive-queue.ts';
import { type GuardOptions, guardAddresses, guardUrl } from './guard.ts';
import type { Names } from './names.ts';

interface ArchiveFetchOptions {
  readonly http: Http;
  readonly names: Names;
  readonly guard: GuardOptions;
  readonly userAgent: string;
}

/** Archives are slow by nature: they find one page among hundreds of billions. */
const patienceMs = 30_000;

/** Sends an archive's questions: past the guard like any other address, but without a link's politeness, as archives have budgets. */
export const createArchiveFetch =
  ({ http, names, guard, userAgent }: ArchiveFetchOptions): ArchiveFetch =>
  async (url, headers, signal) => {
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
  };

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
