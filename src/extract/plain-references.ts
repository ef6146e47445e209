import type { References } from './plain-phrasing.ts';

/** How labels are compared (CommonMark §4.7). */
const normal = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase();

/** What looks like the label of a definition, or of a footnote. */
const label = /(?<!\\)\[([^[\]\\\r\n]*)\]:/g;

/**
 * Tells which labels may be defined in a document: those that stand in brackets before a colon. Where that can't be told for one of
 * them, all may.
 */
export const referencesIn = (source: string): References => {
  const labels = Array.from(source.matchAll(label), ([, written = '']) => normal(written));
  if (labels.length === 0 && !source.includes(']:')) return () => false;
  if (labels.length < source.split(']:').length - 1) return () => true;
  const defined = new Set(labels);
  return (written) => defined.has(normal(written));
};
