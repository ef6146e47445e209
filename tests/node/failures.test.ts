import { expect, test } from 'vitest';

import { mostTelling, toExchangeError } from '../../src/node/failures.ts';
import type { FailureCode } from '../../src/model/observation.ts';
import { ExchangeError } from '../../src/world.ts';

const error = (code: string, message = '', more: object = {}) => Object.assign(new Error(message), { code, ...more });
const openssl = (reason: string) =>
  error(
    'EPROTO',
    `write EPROTO 40E7A8:error:0A000102:SSL routines:ssl_choose_client_version:${reason}:../deps/ssl.c:1:\n`,
  );

test.each<[error: Error, code: FailureCode, detail: string]>([
  [error('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:80'), 'refused', 'ECONNREFUSED'],
  [error('EHOSTUNREACH'), 'unreachable', 'EHOSTUNREACH'],
  [error('ENETUNREACH'), 'unreachable', 'ENETUNREACH'],
  [error('ECONNRESET'), 'reset', 'ECONNRESET'],
  [error('EPIPE'), 'reset', 'EPIPE'],
  [error('ETIMEDOUT'), 'timeout', 'ETIMEDOUT'],
  [error('UND_ERR_SOCKET', 'other side closed'), 'reset', 'UND_ERR_SOCKET other side closed'],
  [error('UND_ERR_SOCKET', 'bad upgrade'), 'protocol', 'UND_ERR_SOCKET bad upgrade'],
  [
    error('UND_ERR_HEADERS_OVERFLOW', 'Headers Overflow Error'),
    'protocol',
    'UND_ERR_HEADERS_OVERFLOW Headers Overflow Error',
  ],
  [error('HPE_INVALID_CONSTANT', 'Expected HTTP/'), 'protocol', 'HPE_INVALID_CONSTANT Expected HTTP/'],
  [error('ERR_ASSERTION'), 'protocol', 'ERR_ASSERTION'],
  [error('ERR_HTTP2_STREAM_ERROR'), 'protocol', 'ERR_HTTP2_STREAM_ERROR'],
  [
    error('ERR_HTTP2_STREAM_ERROR', 'Stream closed with error code NGHTTP2_PROTOCOL_ERROR'),
    'protocol',
    'ERR_HTTP2_STREAM_ERROR NGHTTP2_PROTOCOL_ERROR',
  ],
  [
    error('ERR_HTTP2_STREAM_ERROR', 'Stream closed with error code NGHTTP2_REFUSED_STREAM'),
    'reset',
    'ERR_HTTP2_STREAM_ERROR NGHTTP2_REFUSED_STREAM',
  ],
  [error('EMFILE', '', { syscall: 'connect' }), 'local', 'EMFILE'],
  [error('ENFILE'), 'local', 'ENFILE'],
  [error('ENOBUFS'), 'local', 'ENOBUFS'],
  [error('EADDRNOTAVAIL'), 'local', 'EADDRNOTAVAIL'],
  [error('EACCES', '', { syscall: 'connect' }), 'local', 'EACCES'],
  [error('CERT_HAS_EXPIRED'), 'certificate', 'CERT_HAS_EXPIRED'],
  [error('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [error('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate', 'SELF_SIGNED_CERT_IN_CHAIN'],
  [error('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [error('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'certificate', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  [error('ERR_TLS_CERT_ALTNAME_INVALID', 'altnames: DNS:\x1b[31m'), 'certificate', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [error('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'obsolete-tls', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
  [error('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'obsolete-tls', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  [
    error('ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED'),
    'obsolete-tls',
    'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
  ],
  [error('ERR_SSL_DH_KEY_TOO_SMALL'), 'obsolete-tls', 'ERR_SSL_DH_KEY_TOO_SMALL'],
  [error('ERR_TLS_DH_PARAM_SIZE'), 'obsolete-tls', 'ERR_TLS_DH_PARAM_SIZE'],
  [error('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'), 'obsolete-tls', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
  [error('ERR_SSL_WRONG_SIGNATURE_TYPE'), 'obsolete-tls', 'ERR_SSL_WRONG_SIGNATURE_TYPE'],
  [openssl('unsupported protocol'), 'obsolete-tls', 'EPROTO unsupported protocol'],
  [openssl('unsafe legacy renegotiation disabled'), 'obsolete-tls', 'EPROTO unsafe legacy renegotiation disabled'],
  [openssl('dh key too small'), 'obsolete-tls', 'EPROTO dh key too small'],
  [openssl('wrong version number'), 'tls', 'EPROTO wrong version number'],
  [error('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  [error('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'), 'tls', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'],
  [error('ERR_SSL_TLSV1_UNRECOGNIZED_NAME'), 'tls', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'],
  [
    error('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'),
    'http2-required',
    'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
  ],
  [new Error('first line\nsecond line'), 'protocol', 'first line'],
])('%s is %s', (cause, code, detail) => {
  const failure = toExchangeError(cause);
  expect([failure.code, failure.message, failure.cause]).toEqual([code, detail, cause]);
});

test('a failure that has its code already stays as it is', () => {
  const failure = new ExchangeError('timeout', '20000 ms');
  expect(toExchangeError(failure)).toBe(failure);
});

test.each<[codes: FailureCode[], code: FailureCode]>([
  [['refused', 'refused'], 'refused'],
  [['refused', 'unreachable'], 'refused'],
  [['unreachable', 'unreachable'], 'unreachable'],
  [['refused', 'timeout'], 'timeout'],
  [['unreachable', 'reset'], 'reset'],
  [['refused', 'local'], 'local'],
])('of several addresses that failed as %j, %s is told', (codes, code) => {
  const failures = codes.map((each) => new ExchangeError(each, each));
  expect(mostTelling(failures).code).toBe(code);
  expect(toExchangeError(new AggregateError(failures)).code).toBe(code);
});
