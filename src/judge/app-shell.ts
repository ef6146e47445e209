import type { PageFacts } from '../model/observation.ts';
import { isHome } from './naming.ts';
import { type Check, sign } from './sign.ts';
import { parseUrl } from '../parse-url.ts';

/** Less visible text than this is a frame waiting for its script. */
const shellText = 200;

/**
 * Recognises a page that a script has yet to make. Such a server answers every address alike, so that its 200 says nothing of
 * the cited one. A home page is what it is, and a server that names the cited address as canonical knows it.
 */
export const appShell: Check = ({ cited, final, page }) =>
  page === undefined || isHome(cited) || !isShell(page) || isKnownAddress(page, final)
    ? undefined
    : sign(
        'unsure',
        'app-shell',
        'script-only',
        `${page.textLength} characters of text, and a script to make the rest`,
      );

/** Is the page nothing but a frame for a script? */
export const isShell = ({ marks, scripts, textLength }: PageFacts): boolean =>
  marks.includes('app-root') && scripts > 0 && textLength < shellText;

/** Does the page name the address that it was served at as its own? Then it was made for that address. */
export const isKnownAddress = ({ canonical }: PageFacts, { pathname }: URL): boolean =>
  canonical !== undefined && parseUrl(canonical)?.pathname.replace(/\/$/u, '') === pathname.replace(/\/$/u, '');
