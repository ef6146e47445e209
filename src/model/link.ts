/**
 * Where something stands in a document: lines and columns count from 1, columns and offsets
 * in UTF-16 code units (as editors, LSP and SARIF count), the end is exclusive.
 */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly endOffset: number;
}

/** A stretch of a document, in UTF-16 code units; the end is exclusive. */
export type Span = Pick<Place, 'offset' | 'endOffset'>;

/** What the author's construct shows: a place to go, a picture, a page inside the page, a film or sound. */
export type LinkKind = (typeof linkKinds)[number];
export const linkKinds = ['link', 'image', 'frame', 'media'] as const;

/** How the author wrote it. `definition` is a definition that no reference uses. */
export type LinkSyntax = 'inline' | 'reference' | 'definition' | 'autolink' | 'bare' | 'html' | 'front-matter';

/** One URL in one document, as its author wrote it. */
export interface Link {
  readonly kind: LinkKind;
  readonly syntax: LinkSyntax;
  /** The address as written, with the document's own escapes (`\_`, `&amp;`) taken off; not normalised. */
  readonly href: string;
  /** What the reader sees: the link's text, an image's alternative text. May be empty. */
  readonly text: string;
  /** The headings above it, outermost first. */
  readonly heading: readonly string[];
  /** The sentence around it, as plain text, at most 300 UTF-16 units. */
  readonly sentence: string;
  /** The whole construct, `[text](address)` and all; in HTML the attribute. */
  readonly place: Place;
  /**
   * Where its address stands, and nothing else: what a fix replaces. For a reference that is inside its definition. Left
   * out where the document holds no such bytes: an address put together of several parts.
   */
  readonly address?: Span;
  /** The document asks us to leave it alone: `<!-- audit-links-ignore-next-line -->` and its kin. */
  readonly ignored?: true;
}
