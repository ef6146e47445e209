import { readWalled } from './reading/walled.ts';
import type { Site } from './site.ts';

/** Where its members write; the company's own pages, on other names, answer an honest 404. */
const host =
  /^(?:(?:www|m|web|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$|^(?:www\.)?(?:fb\.com|fb\.watch|fb\.me)$/u;

/** Facebook answers strangers with its login page, or with 404 for what only some may see: never a death. */
export const facebook: Site = {
  name: 'facebook',
  matches: (url) => host.test(url.hostname),
  read: (answer) =>
    readWalled(answer, {
      site: 'facebook',
      name: 'Facebook',
      loginPath: /^\/(?:login|checkpoint)(?:\/|\.php|$)/u,
      emptyTitle: /^(?:|facebook|error|log in.*|.*isn.t available.*|.*not found.*)$/iu,
    }),
};
