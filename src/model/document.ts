import type { Link } from './link.ts';

/** Why the day of citation is believed to be that day; all but the last, best first. */
export const citedAtBases = ['option', 'front-matter', 'file-name', 'text', 'git', 'links'] as const;

/**
 * - `text`: a dated line near the top or the end of the text
 * - `git`: the commit that first added the document
 * - `links`: the latest date inside the cited addresses, as every other clue names a day before it
 */
export type CitedAtBasis = (typeof citedAtBases)[number];

/** The day a document cites its links: `date` is `YYYY-MM-DD`. */
export interface CitationDate {
  readonly date: string;
  readonly basis: CitedAtBasis;
  /** What would have told the day, if the cited addresses did not carry later ones. */
  readonly doubted?: { readonly date: string; readonly basis: Exclude<CitedAtBasis, 'option' | 'links'> };
}

/** What a document says that the audit needs: the output of `extract`. */
export interface Extraction {
  readonly title?: string;
  /** The date that the front matter gives, as `YYYY-MM-DD`. */
  readonly date?: string;
  /** The day of a dated line near the top or the end of the text, as `YYYY-MM-DD`. */
  readonly datedLine?: string;
  /** The last day on which the front matter or a line of the text says that the document was edited, as `YYYY-MM-DD`. */
  readonly updated?: string;
  /** Language of the text as a BCP 47 tag, from front matter or guessed from its script (`zh`, `ja`, `ko`, `en`…). */
  readonly language?: string;
  readonly links: readonly Link[];
}

/** Why a document could not be read. `detail` is a sentence that says what to do. */
export interface DocumentProblem {
  readonly code: 'unreadable' | 'too-large' | 'not-utf-8' | 'parse-timeout' | 'parse-memory' | 'parse-failed';
  readonly detail: string;
}
