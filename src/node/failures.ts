import type { FailureCode } from '../model/observation.ts';
import { ExchangeError } from '../world.ts';

const systemErrors: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  EMFILE: 'local',
  ENFILE: 'local',
  ENOBUFS: 'local',
  ENOMEM: 'local',
  ENETDOWN: 'local',
  EADDRNOTAVAIL: 'local',
};

/** What the TLS library says, as `code message`; the first that matches. Its alerts: RFC 8446 §6.2, RFC 7301 §3.2. */
const tlsErrors: readonly (readonly [RegExp, FailureCode])[] = [
  [/no.application.protocol/i, 'http2-required'],
  [
    /unsupported.protocol|protocol.version|no.protocols.available|legacy.renegotiation|key.too.small|DH_PARAM_SIZE/i,
    'obsolete-tls',
  ],
  // Also what a server answers for a name that it does not know; the second look, with old ciphers, tells them apart.
  [/handshake.failure|insufficient.security|no.shared.cipher|no.ciphers.available/i, 'obsolete-tls'],
  [/wrong.signature.type|no.suitable.signature|digest.too.weak|md.too.weak|legacy.sigalg/i, 'obsolete-tls'],
  // https://nodejs.org/api/tls.html#x509-certificate-error-codes
  [/^(CERT_|CRL_|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/, 'certificate'],
  [/^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNSPECIFIED)\b/, 'certificate'],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO\b)/, 'tls'],
];

/** Codes with which a server ends a stream for reasons of its own, and may serve the next (RFC 9113 §7 and §8.7). */
const passingReset = /NGHTTP2_(?:NO_ERROR|INTERNAL_ERROR|REFUSED_STREAM|CANCEL|ENHANCE_YOUR_CALM)$/;

/** Says in our words why an exchange failed: every error of net, TLS, Node and undici becomes one code of `model/observation.ts`. */
export const toExchangeError = (error: unknown): ExchangeError => {
  if (error instanceof ExchangeError) return error;
  if (error instanceof AggregateError) return mostTelling(error.errors.map(toExchangeError));
  if (!(error instanceof Error)) return new ExchangeError('protocol', String(error));
  const [message = ''] = error.message.split('\n');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new ExchangeError(classify(error, code, message), detail(code, message), { cause: error });
};

const classify = (error: Error, code: string, message: string): FailureCode => {
  if (code === 'ERR_HTTP2_STREAM_ERROR' && passingReset.test(message)) return 'reset';
  // undici's name for an answer that nobody asked for: `bad response`, `bad upgrade`.
  if (code === 'UND_ERR_SOCKET' && message.startsWith('bad ')) return 'protocol';
  const known = systemErrors[code] ?? tlsErrors.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  if (known !== undefined) return known;
  // A system call that failed in a way of its own (EACCES and EPERM are firewalls on this machine) says nothing of the server.
  return 'syscall' in error ? 'local' : 'protocol';
};

/** The code alone where it says enough; OpenSSL's reason where the code is only `EPROTO`. */
const detail = (code: string, message: string): string => {
  if (code === '') return message;
  if (code === 'EPROTO') return `EPROTO ${/SSL routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? ''}`.trim();
  if (code === 'ERR_HTTP2_STREAM_ERROR') return `${code} ${/NGHTTP2_\w+$/.exec(message)?.[0] ?? ''}`.trim();
  return code.startsWith('HPE_') || code.startsWith('UND_ERR_') ? `${code} ${message}` : code;
};

/** Of several addresses that failed, each in its way, the failure that leaves the most open about the host. */
const telling: readonly FailureCode[] = ['local', 'timeout', 'reset', 'refused', 'unreachable'];

/** One failure for a host whose addresses all failed. */
export const mostTelling = (failures: readonly ExchangeError[]): ExchangeError =>
  telling.flatMap((code) => failures.filter((failure) => failure.code === code))[0] ??
  failures[0] ??
  new ExchangeError('unreachable', 'no address');
