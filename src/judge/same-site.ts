import { getDomain } from 'tldts';

/**
 * Do both hosts belong to one site: the same name registered under a public suffix (publicsuffix.org), where each blog of a host
 * of blogs counts as a site of its own?
 */
export const isSameSite = (one: URL, other: URL): boolean =>
  one.hostname === other.hostname || siteName(one.hostname) === siteName(other.hostname);

const siteName = (hostname: string): string => getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
