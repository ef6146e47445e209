import { asksElsewhere } from '../model/looks.ts';
import type { Look } from '../model/observation.ts';
import { type Clock, ExchangeError, type Http, type HttpRequest, type Parsing } from '../world.ts';
import { failedLook } from './failed-look.ts';
import type { ChooseHeaders } from './headers.ts';
import type { Probe, ProbeRequest } from './probe.ts';
import { readAnswer, valuesOf } from './read-answer.ts';

export interface HttpProbeOptions {
  readonly clock: Clock;
  readonly http: Http;
  readonly parsing: Parsing;
  readonly headersFor: ChooseHeaders;
  /** The main text of the cited pages is wanted. */
  readonly mainText?: boolean;
}

/** The innermost probe: one request, one answer, and what can be told from it. */
export const httpProbe =
  ({ clock, http, parsing, headersFor, mainText = false }: HttpProbeOptions): Probe =>
  async (request, signal) => {
    const { url, purpose, jar } = request;
    const at = clock.now();
    const start = clock.monotonic();
    try {
      const response = await http.exchange(
        {
          method: 'GET',
          url,
          headers: headersFor(request),
          addresses: request.addresses ?? [],
          timeoutMs: request.budgetMs,
          ...mannerOf(request),
        },
        signal,
      );
      const durationMs = clock.monotonic() - start;
      jar?.take(url, valuesOf(response, 'set-cookie'));
      const wanted = { text: purpose === 'site', mainText: mainText && !asksElsewhere(purpose) };
      const { answer, hop } = await readAnswer(response, { url, ...wanted, parsing }, signal);
      const end = { type: 'answer', answer } as const;
      return { purpose, at: new Date(at).toISOString(), durationMs, attempts: 1, hops: [hop], end } satisfies Look;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      const durationMs = clock.monotonic() - start;
      return failedLook(request, { at, durationMs, code: error.code, detail: error.message });
    }
  };

/** What is different about a second look. */
const mannerOf = ({ purpose, protocol }: ProbeRequest): Pick<HttpRequest, 'fresh' | 'tls' | 'protocol'> => ({
  fresh: purpose === 'confirm',
  tls: purpose === 'unverified-tls' ? 'unverified' : purpose === 'obsolete-tls' ? 'obsolete' : 'verified',
  protocol: purpose === 'http2' || purpose === 'lenient' ? purpose : (protocol ?? 'http1'),
});
