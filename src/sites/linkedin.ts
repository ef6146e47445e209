import { says } from './reading/says.ts';
import { readWalled } from './reading/walled.ts';
import type { Site } from './site.ts';

const host = /^(?:(?:www|m|[a-z]{2})\.)?linkedin\.com$|^lnkd\.in$/u;

/** LinkedIn refuses programs with a status of its own making, and strangers with a wall: never a death. */
export const linkedin: Site = {
  name: 'linkedin',
  matches: (url) => host.test(url.hostname),
  read: (answer) =>
    answer.status === 999
      ? says('unsure', 'blocked', 'linkedin-999', 'LinkedIn refuses programs (999)')
      : readWalled(answer, {
          site: 'linkedin',
          name: 'LinkedIn',
          loginPath: /^\/(?:authwall|login|uas\/login|checkpoint|signup)(?:\/|$)/u,
          emptyTitle: /^(?:|linkedin|sign up.*|log ?in.*|.*not found.*)$/iu,
        }),
};
