/** Second levels under which names are given away, as in `co.uk` and `gov.cn`: what stands before them is the site. */
const sharedLevels: ReadonlySet<string> = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gov',
  'gob',
  'go',
  'net',
  'ne',
  'or',
  'org',
]);

/**
 * Do both hosts belong to one site, as far as their names tell? Without the list of public suffixes, so that two sites of one
 * host of blogs are taken for one: fit for weak signs only.
 */
export const isSameSite = (one: URL, other: URL): boolean => siteName(one.hostname) === siteName(other.hostname);

function siteName(hostname: string): string {
  const labels = hostname.toLowerCase().split('.');
  const isShared = labels.at(-1)?.length === 2 && sharedLevels.has(labels.at(-2) ?? '');
  return labels.slice(isShared ? -3 : -2).join('.');
}
