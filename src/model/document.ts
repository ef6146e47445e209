import type { Link } from './link.ts';

/** Why the day of citation is believed to be that day. Best first. */
export type CitedAtBasis = 'option' | 'front-matter' | 'file-name';

/** The day a document cites its links: `date` is `YYYY-MM-DD`. */
export interface CitationDate {
  readonly date: string;
  readonly basis: CitedAtBasis;
}

/** What a document says that the audit needs: the output of `extract`. */
export interface Extraction {
  readonly title?: string;
  /** The date that the front matter gives, as `YYYY-MM-DD`. */
  readonly date?: string;
  /** Language of the text as a BCP 47 tag, from front matter or guessed from its script (`zh`, `ja`, `ko`, `en`…). */
  readonly language?: string;
  readonly links: readonly Link[];
}

/** Why a document could not be read. `detail` is a sentence that says what to do. */
export interface DocumentProblem {
  readonly code: 'unreadable' | 'too-large' | 'not-utf-8' | 'parse-timeout' | 'parse-memory' | 'parse-failed';
  readonly detail: string;
}
