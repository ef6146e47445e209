import ipaddr from 'ipaddr.js';

import { UsageError } from '../usage-error.ts';
import { canonicalAddress } from './addresses.ts';
import { parseUrl } from '../parse-url.ts';

/** The proxy for an address, or `undefined` for one that is asked directly. */
export type ProxyOf = (url: URL) => URL | undefined;

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; the lower-case names win, as with curl. Throws `UsageError`.
 * `NO_PROXY` is a list of `*`, hosts (with all below them), addresses and CIDR ranges, each with a port if need be.
 */
export const proxiesFrom = (env: Readonly<Record<string, string | undefined>>): ProxyOf => {
  const http = proxyUrl(env, 'HTTP_PROXY');
  const https = proxyUrl(env, 'HTTPS_PROXY');
  const direct = (valueOf(env, 'NO_PROXY') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(exception);
  return (url) => {
    const proxy = url.protocol === 'https:' ? https : http;
    return proxy === undefined || direct.some((matches) => matches(url)) ? undefined : proxy;
  };
};

const valueOf = (env: Readonly<Record<string, string | undefined>>, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

const proxyUrl = (env: Readonly<Record<string, string | undefined>>, name: string): URL | undefined => {
  const value = valueOf(env, name);
  if (value === undefined) return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = parseUrl(text);
  // The value stays out of the message: it may hold a password.
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UsageError(`${name} should be an http or https address, such as http://proxy.example:3128.`);
  return url;
};

/** One entry of `NO_PROXY`, as a test of addresses. Addresses are compared, not their spellings (CVE-2026-44492). */
const exception = (entry: string): ((url: URL) => boolean) => {
  if (entry === '*') return () => true;
  const [, written = entry, port] = /^(\[.*\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  const samePort = (url: URL) => port === undefined || port === portOf(url);
  if (ipaddr.isValidCIDR(written)) {
    const [base, bits] = ipaddr.parseCIDR(written);
    return (url) => {
      const address = canonicalAddress(url.hostname);
      const parsed = address === undefined ? undefined : ipaddr.parse(address);
      return parsed !== undefined && parsed.kind() === base.kind() && parsed.match(base, bits);
    };
  }
  const address = canonicalAddress(written);
  if (address !== undefined) return (url) => canonicalAddress(url.hostname) === address && samePort(url);
  const name = bareName(written.replace(/^\*?\./, ''));
  return (url) => {
    const host = bareName(url.hostname);
    const within = host.endsWith(`.${name}`) && canonicalAddress(host) === undefined;
    return (host === name || within) && samePort(url);
  };
};

const bareName = (host: string): string => host.toLowerCase().replace(/\.$/, '');

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');
