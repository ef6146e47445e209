import { redactAddress } from '../redact.ts';
import { type Clock, type Exchange, ExchangeError, type Http, type HttpRequest, type Recorder } from '../world.ts';
import type { OriginHeader } from './headers.ts';

interface Recording {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  readonly recorder: Recorder;
  /** Headers of the user's own: what is asked with them is nobody else's business. */
  readonly own: readonly OriginHeader[];
}

/** Hands every exchange to a recorder, but for those that would give a secret away. */
export const recorded = ({ http, clock, recorder, own }: Recording): Http => ({
  viaProxy: (url) => http.viaProxy(url),
  async exchange(request, signal) {
    const at = clock.now();
    const note = async (outcome: Exchange['outcome']): Promise<void> => {
      if (mayBeShown(request, own)) await recorder.take({ at, request, outcome });
    };
    try {
      const response = await http.exchange(request, signal);
      await note({ type: 'answer', response });
      return response;
    } catch (error) {
      if (error instanceof ExchangeError && error.code !== 'local') {
        await note({ type: 'failure', code: error.code, detail: error.message });
      }
      throw error;
    }
  },
});

/** All that we say to strangers. Any other header may hold a key. */
const spokenToAll = new Set([
  'accept',
  'accept-datetime',
  'accept-encoding',
  'accept-language',
  'cookie',
  'prefer',
  'range',
  'referer',
  'user-agent',
]);

/** Was nothing sent that only we may know, and did the address hold nothing of the kind? */
function mayBeShown({ method, url, headers }: HttpRequest, own: readonly OriginHeader[]): boolean {
  const { origin } = new URL(url);
  return (
    method === 'GET' &&
    redactAddress(url) === url &&
    own.every((header) => header.origin !== origin) &&
    Object.keys(headers).every((name) => spokenToAll.has(name.toLowerCase()))
  );
}
