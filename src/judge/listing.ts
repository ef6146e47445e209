import type { PageFacts } from '../model/observation.ts';
import { decoded, hasOwnName, isHome, nameOf, segmentsOf } from './naming.ts';

/** Folders whose pages are lists: of what is tagged, filed, written by somebody or found. */
const listing =
  /^(?:tags?|topics?|categor(?:y|ies)|sections?|channels?|columns?|search|authors?|archives?|labels?|page|list|latest|live|标签|標籤|分类|分類|專題|专题|搜索)$/iu;
const search = /^(?:s|q|query|search|keywords?|wd|kw)$/iu;
/** So much of the main text in links is a list of them. */
const listShare = 0.5;

/** Is this a page that shows something else every day by nature: a front page, a section, what was tagged or searched for? */
export const isListing = (cited: URL, { linkShare = 0 }: Pick<PageFacts, 'linkShare'>): boolean =>
  isHome(cited) ||
  linkShare >= listShare ||
  !hasOwnName(nameOf(cited) ?? '') ||
  segmentsOf(cited).some((segment) => listing.test(decoded(segment))) ||
  [...cited.searchParams.keys()].some((name) => search.test(name));
