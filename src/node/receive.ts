import { ExchangeError, type HttpResponse } from '../world.ts';
import { createDecoder, type Decoder } from './decode.ts';
import { toExchangeError } from './failures.ts';

type Headers = HttpResponse['headers'];

/** Decoded bytes that are kept of HTML, XML, JSON and text, and of anything else. */
const textBound = 256 * 1024;
const otherBound = 64 * 1024;

/** A body that ends within so many bytes on the wire is read to its end, kept or not: a new TLS connection costs more. */
const drainBound = 128 * 1024;

/** Interim answers (1xx) that a server may send before we call it a flood. */
const maxInformational = 20;

/** Hears one answer from the wire, from whichever client, and makes a response of it. Whatever is told after the end is ignored. */
export interface Receiver {
  readonly informational: () => void;
  readonly head: (status: number, headers: Headers) => void;
  readonly data: (chunk: Uint8Array) => void;
  readonly end: () => void;
  /** Before the head: no answer. After it: an answer whose body broke off. */
  readonly fail: (error: unknown) => void;
  /** Rejects with an `ExchangeError`. */
  readonly response: Promise<HttpResponse>;
  /** Was the body read to its end, so that the connection may serve again? */
  readonly complete: () => boolean;
}

/** `drop` closes the connection: we have what we want, and the rest would cost more than a new one. */
export const createReceiver = (drop: () => void): Receiver => {
  const { promise: response, resolve, reject } = withResolvers<HttpResponse>();
  let phase: 'waiting' | 'body' | 'over' = 'waiting';
  let informationals = 0;
  let status = 0;
  let headers: Headers = [];
  let decoder: Decoder | undefined;
  let announced = 0;
  let received = 0;
  let complete = false;

  const finish = (end: HttpResponse['end']) => {
    if (phase !== 'body' || decoder === undefined) return;
    phase = 'over';
    complete = end === 'complete';
    void decoder.finish().then(({ bytes: body, truncated, coding }) => {
      resolve({ status, headers, body, end: truncated ? 'truncated' : end, coding });
    });
  };
  const fail = (error: unknown) => {
    if (phase === 'body') return finish('broken');
    if (phase === 'over') return;
    phase = 'over';
    reject(error);
  };

  return {
    response,
    complete: () => complete,
    informational: () => {
      informationals += 1;
      if (informationals <= maxInformational) return;
      fail(new ExchangeError('protocol', `more than ${maxInformational} interim answers`));
      drop();
    },
    head: (code, list) => {
      if (phase !== 'waiting') return;
      if (code < 200) return fail(new ExchangeError('protocol', `status ${code}`));
      phase = 'body';
      status = code;
      headers = list;
      announced = Number(valueOf(list, 'content-length') ?? 0);
      decoder = createDecoder(
        valueOf(list, 'content-encoding') ?? '',
        isText(valueOf(list, 'content-type')) ? textBound : otherBound,
      );
    },
    data: (chunk) => {
      if (phase !== 'body' || decoder === undefined) return;
      received += chunk.length;
      decoder.write(chunk);
      const patience = decoder.settled() ? drainBound : textBound;
      if (received <= patience && !(decoder.settled() && announced > drainBound)) return;
      finish('truncated');
      drop();
    },
    end: () => finish('complete'),
    fail: (error) => fail(toExchangeError(error)),
  };
};

/** The values of one header joined, as RFC 9110 §5.3 reads them. */
const valueOf = (headers: Headers, wanted: string): string | undefined => {
  const values = headers.filter(([name]) => name === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
};

/** HTML, XML, JSON and plain text; and what says nothing of itself, which may be any of them. */
const isText = (contentType = 'text/html'): boolean => /^\s*text\/|^[^;]*[/+](?:xml|json)\s*(;|$)/i.test(contentType);

/** `Promise.withResolvers`, which Node 20 has not. */
const withResolvers = <Value>() => {
  let resolve: (value: Value) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};
