import { readWalled } from './reading/walled.ts';
import type { Site } from './site.ts';

const host = /^(?:(?:www|m)\.)?(?:instagram\.com|instagr\.am)$/u;

/** Instagram leads strangers to its login page: never a death. */
export const instagram: Site = {
  name: 'instagram',
  matches: (url) => host.test(url.hostname),
  read: (answer) =>
    readWalled(answer, {
      site: 'instagram',
      name: 'Instagram',
      loginPath: /^\/(?:accounts\/login|challenge)(?:\/|$)/u,
      emptyTitle: /^(?:|instagram|login.*|.*isn.t available.*|.*not found.*)$/iu,
    }),
};
