/** Segments that name no page of their own: a language, an index, a version for phones. */
const plainSegment =
  /^(?:[a-z]{2}|[a-z]{2}[-_](?:[a-z]{2}|[a-z]{4}|\d{3})|(?:index|default|home|main|welcome)(?:\.[a-z]{2,5})?|amp|m|mobile)$/iu;
/** Parameters that say where a reader came from, not what they came for. */
const trackingParameter = /^(?:utm_\w+|fbclid|gclid|spm|from|ref|source|share|lang|locale|hl)$/iu;
/** Years, months and days, alone or run together: they file a page, and others with it. */
const date = /^(?:(?:19|20)\d{2}|\d{1,2}|(?:19|20)\d{2}[-_]?\d{2}(?:[-_]?\d{2})?)$/u;
/** A number this long is given to one page only. */
const idNumber = /\d{5,}/gu;
const dayNumber = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?$/u;
const extension = /\.[a-z\d]{2,5}$/iu;
/** A name that only one page would have: a number, several words, or a long one. */
const ownName = /\d|[-_ ]|.{13}|[^\p{Script=Latin}\d]{4}/u;
/** Of a slug's words, so many must be found again (100 = all). */
const enoughPercent = 60;

/** Does this segment only say when? */
export const isDate = (segment: string): boolean => date.test(segment);

/** Would only one page have this name, and no section? */
export const hasOwnName = (name: string): boolean => ownName.test(name);

/** The segments of a path that name something, as written. */
export const segmentsOf = ({ pathname }: URL): readonly string[] =>
  pathname.split('/').filter((segment) => segment !== '' && !plainSegment.test(segment));

/** Does this parameter choose what is shown? */
export const isTelling = (parameter: string): boolean => !trackingParameter.test(parameter);

/** Is this address the front door of its site, or of one language of it? */
export const isHome = (url: URL): boolean =>
  segmentsOf(url).length === 0 && ![...url.searchParams.keys()].some(isTelling);

/** A segment or value as people read it: `%E5%9F%8E` decoded, where it can be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Is what names the cited page still in the other address? Its number is, or most of the words of its slug (a threshold of the
 * archivists' own link rot studies: less is another page). An address without a name of its own keeps nothing.
 */
export function keepsName(cited: URL, other: URL): boolean {
  const name = nameOf(cited);
  if (name === undefined) return false;
  const there = decoded(`${other.hostname}${other.pathname}${other.search}`).toLowerCase();
  if (numbersOf(name).some((id) => numbersOf(there).includes(id))) return true;
  const words = wordsOf(name);
  const known = new Set(wordsOf(there));
  return words.length > 0 && 100 * words.filter((word) => known.has(word)).length >= enoughPercent * words.length;
}

/** What names the page: the last segment that is no date, or else the query. */
export function nameOf(url: URL): string | undefined {
  const segment = segmentsOf(url).findLast((part) => !isDate(part));
  const values = [...url.searchParams].filter(([parameter]) => isTelling(parameter)).map(([, value]) => value);
  const name = segment === undefined || (isScript(segment) && values.length > 0) ? values.join(' ') : segment;
  return name === '' ? undefined : decoded(name).replace(extension, '').toLowerCase();
}

/** A program that is told by its query which page to show. */
export const isScript = (segment: string): boolean => /\.(?:php\d?|aspx?|jspx?|cgi|do|action|pl)$/iu.test(segment);

const numbersOf = (text: string): readonly string[] =>
  (text.match(idNumber) ?? []).filter((digits) => !dayNumber.test(digits));

const wordsOf = (text: string): readonly string[] => text.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
