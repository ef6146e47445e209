import { isOn } from './reading/host.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

/** Wikimedia's projects refuse user agents that name no contact, or ask too often. Their 404 is honest, and left to the judge. */
export const wikimedia: Site = {
  name: 'wikimedia',
  matches: (url) =>
    isOn(
      url,
      'wikipedia.org',
      'wikimedia.org',
      'wikidata.org',
      'wiktionary.org',
      'wikisource.org',
      'wikinews.org',
      'wikiquote.org',
      'wikibooks.org',
      'wikivoyage.org',
      'wikiversity.org',
      'mediawiki.org',
    ),
  read({ status }) {
    if (status === 429) {
      return says('unsure', 'rate-limited', 'wikimedia-429', 'Wikimedia says that we ask too often; see --user-agent');
    }
    return status === 403
      ? says('unsure', 'blocked', 'wikimedia-403', 'Wikimedia refuses user agents without a contact; see --user-agent')
      : undefined;
  },
};
