import { isHome, isScript, isTelling, segmentsOf } from './naming.ts';

/** A segment that is the number of a page: what follows it is often decoration that the server does not read. */
const idSegment = /^(?!(?:19|20)\d{2}$)\d{3,}$/u;
const extension = /\.[a-z\d]{2,5}$/iu;
/** Names of parameters that say which page is meant. */
const idParameter = /^(?:\w*id|p|v|a|n|no|num|key|sn|article|story|post|page|news|item|doc)$/iu;

/**
 * Makes up an address beside the cited one that no honest server has: same folder, same extension, `token` for the name. What
 * tells the page is replaced, be it a number before the slug or a value in the query, since many servers read nothing else. The
 * same for all addresses of one host, folder and extension, so that a run asks it once. A front page has no sibling.
 */
export function siblingOf(url: URL, token: string): string | undefined {
  if (isHome(url)) return undefined;
  const sibling = new URL(url.origin);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const named = segmentsOf(url).at(-1);
  const asked = queryName(url, named);
  if (asked !== undefined) {
    sibling.pathname = url.pathname;
    sibling.searchParams.set(asked, token);
    return sibling.href;
  }
  const numbered = segments.findIndex((segment, index) => idSegment.test(segment) && index < segments.length - 1);
  const from = numbered === -1 ? segments.length - 1 : numbered;
  const made = segments.map((segment, index) =>
    index < from ? segment : `${token}${extension.exec(segment)?.[0] ?? ''}`,
  );
  sibling.pathname = `/${made.join('/')}${url.pathname.endsWith('/') ? '/' : ''}`;
  return sibling.href;
}

/** The parameter that names the page, where the path alone does not. */
function queryName(url: URL, lastSegment: string | undefined): string | undefined {
  const chosen = [...url.searchParams].find(
    ([name, value]) => isTelling(name) && (idParameter.test(name) || /\d{3}/u.test(value)),
  )?.[0];
  const pathNames = lastSegment !== undefined && !isScript(lastSegment) && /[-_\d]|.{13}/u.test(lastSegment);
  return pathNames ? undefined : chosen;
}
