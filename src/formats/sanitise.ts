import { redact, redactAddress } from './redact.ts';

/**
 * What no output may carry raw: controls (C0, DEL, C1), format characters (bidirectional controls, zero width, tags),
 * line and paragraph separators, and lone surrogates. They move the cursor, reorder the line or hide.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{E0000}-\u{E007F}]/gu;

/** More marks on one letter than any script stacks: they would be drawn over the lines around. */
const heapedMarks = /(?<=\p{M}{6})\p{M}/gu;

/** What the runner of GitHub Actions would obey in a log: `::command::` at a line's start, `##[command]` anywhere. */
const workflowCommand = /:(?<=^\s*:)(?=:)|\[(?<=##\[)/g;

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`;

/** UTF-16 units. No reader wants more, and measuring costs time. */
const longest = 20_000;

/** The text of strangers, fit for a terminal or a log: one line, nothing hidden, no secrets of addresses. */
export const clean = (text: string): string => visible(redact(bounded(text)));

/** The same for what is known to be one address. */
export const cleanAddress = (address: string): string => visible(redactAddress(bounded(address)));

const bounded = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}...` : text);

const visible = (text: string): string =>
  text
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(unprintable, escaped)
    .replace(heapedMarks, escaped)
    .replace(workflowCommand, escaped);

/** Plain data as JSON text whose bytes are clean too: what is unprintable stands there as `\uXXXX`. */
export const jsonText = (value: unknown): string =>
  // Outside its strings, where an escape means the same, JSON has no such characters but its own line ends.
  JSON.stringify(value, (_key, field: unknown) => (typeof field === 'string' ? redact(field) : field), 2).replace(
    unprintable,
    (character) => (character === '\n' ? character : utf16Escapes(character)),
  );

const utf16Escapes = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index);
    return `\\u${unit.toString(16).padStart(4, '0')}`;
  }).join('');
