import type { Answer } from '../../model/observation.ts';
import type { SiteSays } from '../site.ts';
import { says } from './says.ts';

/** A network behind a wall, which says the same of what is gone and of what its members alone may see. */
interface WalledNetwork {
  /** Begins the evidence's codes. */
  readonly site: string;
  readonly name: string;
  /** Paths where it asks to sign in. */
  readonly loginPath: RegExp;
  /** Titles of pages that show nothing of what was asked for. */
  readonly emptyTitle: RegExp;
}

/** Reads the answer of a network that may be living behind its wall: `unsure`, or what the judge makes of a page with a title of its own. */
export function readWalled({ url, status, page }: Answer, network: WalledNetwork): SiteSays | undefined {
  const { site, name, loginPath, emptyTitle } = network;
  const served = status >= 200 && status < 300;
  if (loginPath.test(new URL(url).pathname)) {
    return says('unsure', 'login-wall', `${site}-login`, `${name} wants its readers to sign in`);
  }
  if (status === 404 || status === 410) {
    return says(
      'unsure',
      'login-wall',
      `${site}-not-for-all`,
      `${name} answers ${status} for what is gone and for what is not public`,
    );
  }
  if (!served) return undefined;
  return page === undefined || !emptyTitle.test(page.title?.trim() ?? '')
    ? undefined
    : says('unsure', 'login-wall', `${site}-nothing-shown`, `${name} shows nothing of it to strangers`);
}
