import { isOn } from './reading/host.ts';
import { at, parsed } from './reading/json.ts';
import { oEmbedQuestion, readOEmbed } from './reading/oembed.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

const postPath = /^(?:\/(?:r|user|u)\/[\w-]+)?\/comments\/[\da-z]+(?:\/|$)/iu;

/** Reddit, which blocks programs at its pages, tells by oEmbed. */
export const reddit: Site = {
  name: 'reddit',
  matches: (url) => isOn(url, 'reddit.com') && postPath.test(url.pathname),
  question: ({ pathname }) => oEmbedQuestion('https://www.reddit.com/oembed', `https://www.reddit.com${pathname}`),
  read(answer) {
    const reason = at(parsed(answer.text), 'reason');
    if (typeof reason === 'string' && membersOnly.has(reason)) {
      return says('unsure', 'login-wall', 'reddit-members-only', 'Reddit says that the community is not open to all');
    }
    return readOEmbed(answer, { site: 'reddit', name: 'Reddit', thing: 'post', statesGone: true });
  },
};

const membersOnly: ReadonlySet<string> = new Set(['private', 'quarantined', 'gated', 'gold_only']);
