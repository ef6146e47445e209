import type { FailureCode } from '../model/observation.ts';
import type { ReasonFor } from '../model/reasons.ts';

interface Meaning {
  readonly reason: ReasonFor<'unsure'>;
  /** For people. */
  readonly says: string;
}

/** What a failed connection says by itself: never more than that we don't know. */
export const failures = {
  'name-not-found': { reason: 'dns', says: 'the name server says that there is no such name' },
  'name-without-address': { reason: 'dns', says: 'the name has no address' },
  'name-server-failed': { reason: 'dns', says: 'the name server failed' },
  'name-timeout': { reason: 'dns', says: 'the name server did not answer in time' },
  timeout: { reason: 'timeout', says: 'no answer in time' },
  refused: { reason: 'refused', says: 'the connection was refused' },
  unreachable: { reason: 'refused', says: 'there is no way to the host' },
  reset: { reason: 'reset', says: 'the connection broke off' },
  certificate: { reason: 'tls', says: 'the certificate is not valid' },
  'obsolete-tls': { reason: 'tls', says: 'the server speaks only obsolete TLS' },
  tls: { reason: 'tls', says: 'no secure connection could be made' },
  'http2-required': { reason: 'protocol', says: 'the server wants HTTP/2 and nothing else' },
  protocol: { reason: 'protocol', says: 'the answer breaks the rules of HTTP' },
  'private-address': { reason: 'refused', says: 'leads into a private network' },
  'bad-port': { reason: 'refused', says: 'is on a port that is not asked' },
  'host-given-up': { reason: 'refused', says: 'the host failed again and again, and was not asked any more' },
  'held-too-long': { reason: 'rate-limited', says: 'the host asks to wait longer than this run may' },
  local: { reason: 'refused', says: 'a fault on this side kept it from being asked' },
} as const satisfies Record<FailureCode, Meaning>;
