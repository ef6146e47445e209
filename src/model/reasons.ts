/** The six statuses, most pressing first: the order of every table and summary. */
export const statuses = ['dead', 'suspect', 'moved', 'unsure', 'alive', 'skipped'] as const;
export type Status = (typeof statuses)[number];

interface ReasonEntry {
  /** The statuses that it may give; the first is the usual one. */
  readonly statuses: readonly [Status, ...Status[]];
  /** One sentence: what it means for the reader. */
  readonly summary: string;
}

/**
 * Every reason a verdict can have. The README's table, the JSON Schema and the messages are made from this list.
 * A code is never renamed: other programs read it.
 */
export const reasons = {
  ok: { statuses: ['alive'], summary: 'The cited resource was served.' },
  paywalled: { statuses: ['alive'], summary: 'It was served, and says itself that it is not free to read.' },
  insecure: { statuses: ['alive'], summary: 'It is served, but only with an invalid or obsolete certificate.' },
  truncated: { statuses: ['alive'], summary: 'It was served, and the transfer broke off before its end.' },
  undecodable: { statuses: ['alive'], summary: 'It was served, in an encoding that could not be read.' },

  'permanent-redirect': {
    statuses: ['moved'],
    summary: 'It has moved for good; every hop of the redirect is permanent.',
  },
  'https-upgrade': { statuses: ['moved'], summary: 'It has moved for good from http to https and nowhere else.' },

  'soft-404': {
    statuses: ['suspect', 'dead'],
    summary: 'The server says success, and the page says that it was not found.',
  },
  'redirected-home': { statuses: ['suspect'], summary: 'A deep address now leads to the home page.' },
  parked: { statuses: ['suspect'], summary: 'The domain looks parked or for sale.' },
  drifted: { statuses: ['suspect'], summary: 'The page no longer says what was archived when it was cited.' },
  'placeholder-image': { statuses: ['suspect', 'dead'], summary: 'A stand-in is served in place of the image.' },
  'placeholder-page': {
    statuses: ['suspect'],
    summary: 'A stand-in page is served: account suspended, a farewell, a bare web server.',
  },
  'not-an-image': { statuses: ['suspect'], summary: 'What is embedded as an image is served as something else.' },
  'wrong-type': { statuses: ['suspect'], summary: 'A document was cited, and a web page is served.' },
  empty: { statuses: ['suspect'], summary: 'The answer is a success with nothing in it.' },
  'bad-capture': {
    statuses: ['suspect'],
    summary: 'An archived copy is cited, and what was archived is an error, a wall or a notice.',
  },
  'geo-notice': { statuses: ['suspect'], summary: 'The page says that it is not available where it was asked from.' },
  'bad-redirect': {
    statuses: ['suspect', 'dead'],
    summary: 'It redirects to nowhere: no address, an unusable one, or one inside a private network.',
  },

  'not-found': { statuses: ['dead'], summary: 'The site itself says that there is no such page (404).' },
  gone: { statuses: ['dead'], summary: 'The site itself says that the page was taken away for good (410).' },
  removed: { statuses: ['dead'], summary: 'The platform itself says that the post, video or file was removed.' },
  'no-host': { statuses: ['dead'], summary: 'The host name does not exist any more (NXDOMAIN).' },
  usurped: { statuses: ['dead'], summary: 'The domain is in other hands.' },
  'redirect-loop': { statuses: ['dead'], summary: 'Its redirects run in a circle.' },
  'too-many-redirects': { statuses: ['dead'], summary: 'Its redirects do not end.' },
  malformed: { statuses: ['dead'], summary: 'What is written there is not a usable address.' },
  'no-anchor': { statuses: ['dead'], summary: 'The page has no such place (the part behind #).' },

  blocked: { statuses: ['unsure'], summary: 'The site refuses programs, or refuses us (403 and its kin).' },
  challenged: { statuses: ['unsure'], summary: 'The site asks for a proof of being human.' },
  'rate-limited': { statuses: ['unsure'], summary: 'The site says that we ask too often (429).' },
  'login-wall': { statuses: ['unsure'], summary: 'The site wants its readers to sign in.' },
  paywall: { statuses: ['unsure'], summary: 'The site wants to be paid first (402).' },
  'consent-wall': { statuses: ['unsure'], summary: 'The site wants consent to cookies first.' },
  'app-shell': {
    statuses: ['unsure'],
    summary: 'The page is made by a script, and looks the same for every address.',
  },
  maintenance: { statuses: ['unsure'], summary: 'The site says that it is down for maintenance.' },
  legal: { statuses: ['unsure'], summary: 'It is withheld for legal reasons, at least from here (451).' },
  'server-error': { statuses: ['unsure'], summary: 'The server failed (5xx); it may recover.' },
  timeout: { statuses: ['unsure'], summary: 'No answer came in time.' },
  dns: { statuses: ['unsure'], summary: 'The name could not be looked up just now.' },
  refused: { statuses: ['unsure'], summary: 'The connection was refused, or there is no way to the host.' },
  reset: { statuses: ['unsure'], summary: 'The connection broke off before an answer came.' },
  tls: { statuses: ['unsure'], summary: 'No secure connection could be made.' },
  protocol: { statuses: ['unsure'], summary: 'The answer breaks the rules of HTTP.' },
  'unexpected-status': { statuses: ['unsure'], summary: 'The status says nothing about the cited page.' },

  excluded: { statuses: ['skipped'], summary: 'Left out by --exclude, --include, --only or an ignore comment.' },
  scheme: { statuses: ['skipped'], summary: 'Not a web address (mailto:, tel:, data:…).' },
  relative: { statuses: ['skipped'], summary: 'Points into its own site, not to another one.' },
  'private-address': { statuses: ['skipped'], summary: 'Leads into a private network; see --allow-private.' },
  'bad-port': { statuses: ['skipped'], summary: 'On a port that the Fetch standard blocks.' },
  budget: { statuses: ['skipped'], summary: 'The run had no room left for it.' },
  'not-kept': {
    statuses: ['skipped'],
    summary: 'Only what earlier runs saw was judged (--rejudge), and they left nothing of it.',
  },
} as const satisfies Record<string, ReasonEntry>;

export type Reason = keyof typeof reasons;

/** The reasons that may stand beside a status. */
export type ReasonFor<S extends Status> = {
  [R in Reason]: S extends (typeof reasons)[R]['statuses'][number] ? R : never;
}[Reason];
