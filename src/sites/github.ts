import { segments } from './reading/host.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

/** Where repositories are. Documentation and gists, on other hosts, answer an honest 404. */
const hosts: ReadonlySet<string> = new Set(['github.com', 'www.github.com', 'raw.githubusercontent.com']);
/** What a repository that anybody may see says of a file it does not have. */
const missingFile = /file not found|does not contain the path/iu;

/** GitHub answers 404 both for repositories that are gone and for private ones. */
export const github: Site = {
  name: 'github',
  matches: (url) => hosts.has(url.hostname) && segments(url).length >= 2,
  read({ status, page }) {
    if (status === 429) return says('unsure', 'rate-limited', 'github-429', 'GitHub says that we ask too often');
    if (status !== 404 || missingFile.test(`${page?.title ?? ''}\n${page?.text ?? ''}`)) return undefined;
    return says(
      'unsure',
      'login-wall',
      'github-gone-or-private',
      'GitHub answers 404 for what is gone and for what is private',
    );
  },
};
