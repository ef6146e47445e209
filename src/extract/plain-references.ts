/** What brackets around a label refer to. */
export interface References {
  /** May it be a definition? Brackets that can't refer to one are text. */
  readonly mayBe: (label: string) => boolean;
  /** It is one. */
  readonly isDefined: (label: string) => boolean;
}

/** How labels are compared (CommonMark §4.7). */
const normal = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase();

/** The same, as trees have it. */
export const identifierOf = (label: string): string => normal(label).toLowerCase();

/** A label in which nothing has to be resolved. */
export const plainLabel = String.raw`[^\s[\]\\&\0-\x1F\x7F]+(?: [^\s[\]\\&\0-\x1F\x7F]+)*`;

/** UTF-16 units; CommonMark allows a few more. */
export const longestLabel = 900;

/** What looks like the label of a definition, or of a footnote. */
const label = /(?<!\\)\[([^[\]\\\r\n]*)\]:/g;

/**
 * Tells which labels may be defined in a document: those that stand in brackets before a colon. Where that can't be told for one of
 * them, all may. `defined`: the identifiers of those that are for certain.
 */
export const referencesIn = (source: string, defined: ReadonlySet<string>): References => {
  const isDefined = (written: string): boolean => written.length <= longestLabel && defined.has(identifierOf(written));
  const labels = Array.from(source.matchAll(label), ([, written = '']) => normal(written));
  if (labels.length === 0 && !source.includes(']:')) return { mayBe: () => false, isDefined };
  if (labels.length < source.split(']:').length - 1) return { mayBe: () => true, isDefined };
  const perhaps = new Set(labels);
  return { mayBe: (written) => perhaps.has(normal(written)), isDefined };
};
