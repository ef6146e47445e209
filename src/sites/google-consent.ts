import { says } from './reading/says.ts';
import type { Site } from './site.ts';
import { parseUrl } from '../parse-url.ts';

/** Google's consent page stands in front of another address, and names it. */
export const googleConsent: Site = {
  name: 'google-consent',
  matches: (url) => isConsent(url),
  question: behind,
  read(answer, url) {
    const address = behind(url);
    const served = answer.status >= 200 && answer.status < 300;
    return address !== undefined && served && !isConsent(new URL(answer.url))
      ? says(
          'alive',
          'ok',
          'google-consent-passed',
          `what the consent page leads to is served: ${new URL(address).host}`,
        )
      : says('unsure', 'consent-wall', 'google-consent-wall', 'Google wants consent to cookies first');
  },
};

const host = /^consent\.(?:google\.(?:com?\.)?[a-z]{2,3}|youtube\.com)$/u;

const isConsent = (url: URL): boolean => host.test(url.hostname);

/** The address that the consent page goes on to: on the web, and no consent page again. */
function behind(url: URL): string | undefined {
  const address = url.searchParams.get('continue') ?? '';
  const next = /^https?:/iu.test(address) ? parseUrl(address) : undefined;
  if (next === undefined) return undefined;
  // User names and passwords are never sent, wherever they stand.
  next.username = '';
  next.password = '';
  return isConsent(next) ? undefined : next.href;
}
