import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { PageFacts } from '../model/observation.ts';
import { decodePage } from './charset.ts';
import { visibleText } from './visible-text.ts';

/** What a page says, apart from what stands around it; for a comparison of two pages. */
export type MainText = Required<Pick<PageFacts, 'mainText' | 'wholeText' | 'linkShare'>>;

/** UTF-16 units: some forty printed pages. */
const maxText = 100_000;
/** Elements of a page above which its main part is not looked for: more time than it is worth. */
const maxElements = 15_000;
/** UTF-16 units that make a main part. Readability's own 500 are three paragraphs of English; Chinese says as much in half. */
const enoughText = 250;

/**
 * Finds the main text of an HTML page, as a browser's reading view does. Where there is none, in a short page or a list, all that
 * is visible counts as such. The page is read as a document without a window: nothing in it runs, and nothing is loaded.
 */
export function mainText(
  body: Uint8Array,
  context: { readonly url: string; readonly contentType: string | undefined },
): MainText {
  const { text: markup } = decodePage(body, context);
  const whole = visibleText(markup, maxText);
  const content = contentOf(markup);
  const main = content === undefined ? whole : visibleText(content, maxText);
  const { text, linkShare } = main.text === '' ? whole : main;
  return { mainText: text, wholeText: whole.text, linkShare };
}

/** The markup of the main part, if one is found. */
function contentOf(markup: string): string | undefined {
  try {
    return (
      new Readability(documentOf(markup), {
        charThreshold: enoughText,
        maxElemsToParse: maxElements,
        disableJSONLD: true,
      }).parse()?.content ?? undefined
    );
  } catch {
    // Too many elements, or nested deeper than its recursion can follow.
    return undefined;
  }
}

/** Unlike a browser, the parser adds no root where a page begins without one. */
function documentOf(markup: string): ReturnType<typeof parseHTML>['document'] {
  const { document } = parseHTML(markup);
  return document.documentElement?.localName === 'html'
    ? document
    : parseHTML(`<!doctype html><html><body>${markup}</body></html>`).document;
}
