import { isKnownAddress, isShell } from './app-shell.ts';
import { notFoundWords } from './not-found.ts';
import { type Fits, saying, statement } from './phrases.ts';
import { type Check, type Seen, type Sign, sign } from './sign.ts';
import { isEastAsian } from './writing.ts';

/** Addresses of error pages. */
const errorPath =
  /\/(?:404|404-?error|error-?404|40[34]_?page|error|errors|errorpage|not-?found|page-?not-?found|sorry|pagenotfound|nopage|missing)(?:\.[a-z]{2,5})?\/?$/iu;
const speaksOf404 = /(?<!\d)404(?!\d)|not[-_ +]?found/iu;

/** Recognises a page that was not found, with a status that says success: by where it leads, and by what it says. */
export const soft404: Check = (seen) => {
  const leads = leadsToError(seen);
  const says = saysNotFound(seen);
  // One server decided both, where to lead and what to say: they are one sign of two sides.
  return leads === undefined ? says : { ...leads, evidence: [...leads.evidence, ...(says?.evidence ?? [])] };
};

function leadsToError({ cited, final }: Seen): Sign | undefined {
  if (!errorPath.test(final.pathname) || errorPath.test(cited.pathname)) return undefined;
  return {
    ...sign('suspect', 'soft-404', 'redirect-to-error-page', `leads to ${final.host}${final.pathname}`),
    doubt: 'leads',
  };
}

function saysNotFound({ cited, final, page }: Seen): Sign | undefined {
  // Who cites a page about 404 is served a page about 404.
  if (page === undefined || speaksOf404.test(cited.pathname + cited.search)) return undefined;
  const says = statement(page, notFoundWords, standsAlone);
  if (says === undefined) return undefined;
  const found = sign('suspect', 'soft-404', 'says-not-found', saying(says));
  // A frame is the same for every address, and so is a page that means “not now” or “not to you”: a sibling would prove nothing.
  const isAlikeForAll = (isShell(page) && !isKnownAddress(page, final)) || isOnlyUnavailable(says.words);
  return isAlikeForAll ? found : { ...found, doubt: 'says' };
}

const unavailable = /availab|verfügbar|disponi?b|disponív|indispon|متاح|متوفر|недоступн/iu;
const forGood = /no longer|nicht mehr|n[’']est plus|ya no|não está mais|più|больше|لم تعد/iu;
const isOnlyUnavailable = (words: string): boolean => unavailable.test(words) && !forGood.test(words);

const sentenceEnd = /[.!?…:;,|–—»›•·)\]（）。！？，；：、】〉》-]$/u;
const capital = /^[\p{Lu}\p{Lo}\d]/u;
const quoteEnd = /^["”’」』»]/u;
const wordGoesOn = /^[\p{Letter}\p{Number}]/u;
/** What may follow on such a statement in Chinese, Japanese and Korean without a pause. */
const goesOnAlike = /^(?:了|或|哦|啦|呢|，|か、|です)/u;

/**
 * Is this a sentence of its own, as a page makes it about itself? A report has it in the middle of one, or in quotation marks:
 * `记者发现该文章已被删除`, `it turned out that the page was not found`.
 */
const standsAlone: Fits = (text, start, end) => {
  const words = text.slice(start, end).trimStart();
  const before = text.slice(0, end - words.length);
  const after = text.slice(end);
  if (quoteEnd.test(after)) return false;
  const begins = before === '' || sentenceEnd.test(before.trimEnd()) || (/\s$/u.test(before) && capital.test(words));
  const ends = !isEastAsian(words) || !wordGoesOn.test(after) || goesOnAlike.test(after);
  return begins && ends;
};
