import { isOn } from './reading/host.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

/** Imgur leads from what was removed to a picture that says so, or to its home page; programs it often holds off. */
export const imgur: Site = {
  name: 'imgur',
  matches: (url) => isOn(url, 'imgur.com') && url.pathname !== '/' && url.pathname !== '/removed.png',
  read({ url, status }) {
    const final = new URL(url);
    if (status === 429 || status === 503) {
      return says('unsure', 'rate-limited', `imgur-${status}`, `Imgur holds programs off (${status})`);
    }
    if (!isOn(final, 'imgur.com') || status >= 400) return undefined;
    if (final.pathname === '/removed.png') {
      return says('dead', 'removed', 'imgur-removed', 'Imgur leads to its picture that says “removed”');
    }
    return final.pathname === '/'
      ? says('suspect', 'redirected-home', 'imgur-home', 'Imgur leads to its home page instead')
      : undefined;
  },
};
