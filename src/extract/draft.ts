import type { LinkKind, LinkSyntax, Span } from '../model/link.ts';

/** A link while its document is still being read: offsets count in the source, `from` and `to` in the passage's plain text. */
export interface Draft {
  readonly kind: LinkKind;
  readonly syntax: LinkSyntax;
  readonly href: string;
  readonly start: number;
  readonly end: number;
  /** Where the address itself stands, if it can be told exactly. */
  readonly address?: Span | undefined;
  readonly from: number;
  readonly to: number;
  /** Where it is not the plain text between `from` and `to`. */
  readonly text?: string;
}

/** A comment of the document's author, as offsets in the source. */
export interface Comment {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a document that is read in one breath: a paragraph, a heading, a table cell, a block of HTML. */
export interface Passage {
  /** As its reader sees it. */
  readonly text: string;
  readonly drafts: readonly Draft[];
  readonly comments: readonly Comment[];
  /** Identifiers of the definitions that it uses. */
  readonly references: readonly string[];
}
