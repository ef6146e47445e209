import type { Printable } from './printable.ts';
import { mayHoldSecret, redact, redactAddress } from '../redact.ts';
import { hiding, lookingIn } from './secrets.ts';

/**
 * The writers: each makes strangers' text fit for one output language. An output in another language (HTML, CSV, XML…)
 * brings its writer as one more member here, on top of `safe` and with its own escapes, and a format that uses no other.
 */
export interface Sanitiser {
  /** For a terminal or a log: one line, nothing hidden, no secrets. */
  readonly clean: (text: string) => Printable;
  /** The same for what is known to be one address. */
  readonly cleanAddress: (address: string) => Printable;
  /** The same for text of several lines whose layout is our own: its line ends and spaces stay. */
  readonly cleanLines: (text: string) => Printable;
  /** Without secrets, and else as it is: for what has yet to be written in another language. */
  readonly hidden: (text: string) => string;
  /** The same for what is known to be one address. */
  readonly hiddenAddress: (address: string) => string;
  /** Plain data as JSON text whose bytes are clean too: what is unprintable stands there as `\uXXXX`. */
  readonly jsonText: (value: unknown) => Printable;
  /** The same without any line end. */
  readonly jsonLine: (value: unknown) => Printable;
}

/** The writers of one run, which star out the run's secrets besides those that addresses carry. */
export function createSanitiser(secrets: readonly string[] = []): Sanitiser {
  const hide = hiding(secrets);
  const mayHoldOurs = lookingIn(secrets);
  // Hidden first: no cut and no other redaction may leave a part of a secret.
  const safe = (text: string): string => redact(bounded(hide(text)));
  const hidden = (text: string): string => redact(hide(text));
  // To look at each string takes longer than all the rest, and few of them hold anything to hide.
  const hiddenJson = (value: unknown, indent: number): string => {
    const text = JSON.stringify(value, undefined, indent);
    if (!mayHoldSecret(text) && !mayHoldOurs(text)) return text;
    return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'string' ? hidden(field) : field), indent);
  };
  return {
    clean: (text) => visible(safe(text).replace(/[\t\n\r ]+/g, ' ')),
    cleanAddress: (address) => visible(redactAddress(bounded(hide(address))).replace(/[\t\n\r ]+/g, ' ')),
    cleanLines: (text) =>
      text
        .split(/\r?\n/)
        .map((line) => visible(safe(line)))
        .join('\n') as Printable,
    hidden,
    hiddenAddress: (address) => redactAddress(hide(address)),
    jsonText: (value) => visibleJson(hiddenJson(value, 2)),
    jsonLine: (value) => visibleJson(hiddenJson(value, 0)),
  };
}

/**
 * What no output may carry raw: controls (C0, DEL, C1), format characters (bidirectional controls, zero width, tags),
 * line and paragraph separators, and lone surrogates. They move the cursor, reorder the line or hide.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{E0000}-\u{E007F}]/gu;

/** The same in JSON text, whose line ends are its own. */
const unprintableInJson = new RegExp(`[${unprintable.source}--\\n]`, 'gv');

/** Units of text that is printable for certain, line ends among them. Most JSON is made of nothing else, which is seen sooner. */
const unitsInDoubt = /[^\n -~\u00A1-\u00AC\u00AE-\u05FF\u2010-\u2027\u2030-\u205F\u3000-\uD7FF\uF900-\uFDFF]/;

/** More marks on one letter than any script stacks: they would be drawn over the lines around. */
const heapedMarks = /(?<=\p{M}{6})\p{M}/gu;

/**
 * What a build service would obey in a log: GitHub's `::command::` at a line's start, where any space may become one, and
 * `##[command]`, Azure's `##vso[…]` and TeamCity's `##teamcity[…]` anywhere.
 */
const workflowCommand = /:(?<=(?:^|\s):)(?=:)|\[(?<=##(?:vso|teamcity)?\[)/gi;

const mayHoldCommand = (text: string): boolean => text.includes('::') || text.includes('##');

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`;

/** UTF-16 units. No reader wants more, and measuring costs time. */
const longest = 20_000;

const bounded = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}...` : text);

const visible = (text: string): Printable =>
  text.replace(unprintable, escaped).replace(heapedMarks, escaped).replace(workflowCommand, escaped) as Printable;

/** Outside its strings, where an escape means the same, JSON has nothing that is unprintable or a command but its own line ends. */
const visibleJson = (json: string): Printable => {
  const text = unitsInDoubt.test(json) ? json.replace(unprintableInJson, utf16Escapes) : json;
  return (mayHoldCommand(text) ? text.replace(workflowCommand, utf16Escapes) : text) as Printable;
};

const utf16Escapes = (character: string): string =>
  Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index);
    return `\\u${unit.toString(16).padStart(4, '0')}`;
  }).join('');
