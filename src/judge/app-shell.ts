import { isHome } from './redirects.ts';
import { type Check, sign } from './sign.ts';

/** Less visible text than this is a frame waiting for its script. */
const shellText = 200;

/**
 * Recognises a page that a script has yet to make. Such a server answers every address alike, so that its 200 says nothing of
 * the cited one. A home page is what it is, and a server that names the cited address as canonical knows it.
 */
export const appShell: Check = ({ cited, final, page }) => {
  if (page === undefined || isHome(cited)) return undefined;
  const isShell = page.marks.includes('app-root') && page.scripts > 0 && page.textLength < shellText;
  const isKnown = page.canonical !== undefined && samePath(page.canonical, final);
  return isShell && !isKnown
    ? sign('unsure', 'app-shell', 'script-only', `${page.textLength} characters of text, and a script to make the rest`)
    : undefined;
};

const samePath = (canonical: string, final: URL): boolean =>
  URL.canParse(canonical) && new URL(canonical).pathname.replace(/\/$/u, '') === final.pathname.replace(/\/$/u, '');
