/** Why Save Page Now did not save a page. */
export interface SaveFailure {
  /** Half a sentence, of which the archive is the subject or the site. */
  readonly says: string;
  /** It may pass, so it is worth a second try later. */
  readonly passing: boolean;
  /** It tells of the site as it was seen from another place: a second vantage point. */
  readonly site: boolean;
}

const ofSite = (says: string): SaveFailure => ({ says, passing: false, site: true });
const ofSiteForNow = (says: string): SaveFailure => ({ says, passing: true, site: true });
const ofArchive = (says: string): SaveFailure => ({ says, passing: false, site: false });
const ofArchiveForNow = (says: string): SaveFailure => ({ says, passing: true, site: false });

/**
 * The codes of `status_ext`, without their `error:` (the service's own document, and what clients have met in 2026). A code
 * that is not listed counts as the archive's last word: asking again for what it refuses helps nobody.
 */
const failures: Readonly<Record<string, SaveFailure>> = {
  // What the site told the archive.
  'not-found': ofSite('the site told it that there is no such page (404)'),
  'no-access': ofSite('the site refused it (403)'),
  unauthorized: ofSite('the site wanted it to sign in (401)'),
  blocked: ofSite('the site refused it'),
  'no-request': ofSite('the site refused it'),
  'bad-request': ofSite('the site found fault with its request (400)'),
  'method-not-allowed': ofSite('the site refused its request (405)'),
  'bandwidth-limit-exceeded': ofSite('the site had used up its bandwidth (509)'),
  'too-many-redirects': ofSite('the redirects did not end for it'),
  'invalid-host-resolution': ofSite('it found no address for the name of the host'),
  'invalid-server-response': ofSite('the answer of the site could not be read'),
  'cannot-fetch': ofSite('it could not fetch the page'),
  'too-many-requests': ofSiteForNow('the site said that it asks too often (429)'),
  'internal-server-error': ofSiteForNow('the site failed (500)'),
  'bad-gateway': ofSiteForNow('the site failed (502)'),
  'service-unavailable': ofSiteForNow('the site failed (503)'),
  'gateway-timeout': ofSiteForNow('the site failed (504)'),
  'protocol-error': ofSiteForNow('its connection with the site broke off'),
  'read-timeout': ofSiteForNow('the site did not answer it in time'),

  // The archive's own rules.
  'blocked-url': ofArchive('it takes no copies of this address'),
  'blocked-client-ip': ofArchive('it takes no orders from this network'),
  'invalid-url-syntax': ofArchive('it could not read the address'),
  'filesize-limit': ofArchive('it is larger than 2 GB'),
  'ftp-access-denied': ofArchive('it may not fetch from there'),
  'too-many-daily-captures': ofArchive('it was saved as often as it may be on one day'),

  // A bad moment of the archive.
  'soft-time-limit-exceeded': ofArchiveForNow('the page took it too long'),
  'browsing-timeout': ofArchiveForNow('the page took it too long'),
  'no-browsers-available': ofArchiveForNow('it had no browser free'),
  'proxy-error': ofArchiveForNow('it failed on its own side'),
  'redis-error': ofArchiveForNow('it failed on its own side'),
  'capture-location-error': ofArchiveForNow('it failed on its own side'),
  celery: ofArchiveForNow('it failed on its own side'),
  'job-failed': ofArchiveForNow('it failed on its own side'),
};

/** Tells a failure by its code, with or without `error:`. The text comes from elsewhere: of an unknown one only a word is repeated. */
export function saveFailure(code: string): SaveFailure {
  const name = code.replace(/^error:/, '');
  if (Object.hasOwn(failures, name)) return failures[name] as SaveFailure;
  return ofArchive(/^[a-z\d-]{1,40}$/.test(name) ? `it calls the reason “${name}”` : 'it gave no reason that is known');
}
