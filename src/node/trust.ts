import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

import type { HttpRequest } from '../world.ts';

/** Where distributions keep their roots, in the order Go looks for them (crypto/x509, root_linux.go and root_bsd.go). */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export type TlsPolicy = HttpRequest['tls'];

/** What a TLS connection is made with, by policy. */
export type Trust = (policy: TlsPolicy) => tls.ConnectionOptions;

/**
 * Trusts Node's roots, the system's, and `ca` (PEM). One secure context is shared by all connections of a policy:
 * building it from the roots anew costs 30 ms a connection on Node 20.
 */
export const createTrust = (ca: string | undefined, env: Readonly<Record<string, string | undefined>>): Trust => {
  const made = new Map<TlsPolicy, tls.ConnectionOptions>();
  const make: Readonly<Record<TlsPolicy, () => tls.ConnectionOptions>> = {
    verified: () => ({
      secureContext: tls.createSecureContext({ ca: [...roots(env), ...(ca === undefined ? [] : [ca])] }),
    }),
    unverified: () => ({ secureContext: tls.createSecureContext(), rejectUnauthorized: false }),
    // Servers that old seldom have a certificate that holds, and nothing of their answer is trusted either way.
    obsolete: () => ({
      secureContext: tls.createSecureContext({
        minVersion: 'TLSv1',
        ciphers: 'DEFAULT@SECLEVEL=0',
        secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      }),
      minDHSize: 512,
      rejectUnauthorized: false,
    }),
  };
  return (policy) => {
    const options = made.get(policy) ?? make[policy]();
    made.set(policy, options);
    return options;
  };
};

const roots = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const named = [env['SSL_CERT_FILE'], env['NODE_EXTRA_CA_CERTS']].map(readable).filter((pem) => pem !== undefined);
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'system') => string[] };
  // Node 22.15 and later ask the system itself.
  if (getCACertificates)
    return [...new Set([...getCACertificates('default'), ...getCACertificates('system')]), ...named];
  const found = env['SSL_CERT_FILE'] === undefined ? firstReadable(systemBundles) : [];
  return [...tls.rootCertificates, ...found, ...named];
};

const readable = (path: string | undefined): string | undefined => {
  if (path === undefined || path === '') return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // As OpenSSL does: a bundle that is not there is a bundle without roots.
    return undefined;
  }
};

const firstReadable = (paths: readonly string[]): readonly string[] => {
  for (const path of paths) {
    const pem = readable(path);
    if (pem !== undefined) return [pem];
  }
  return [];
};
