import { decodeString } from 'micromark-util-decode-string';
import { barrier, bareUrls, type BareUrl } from './bare-urls.ts';
import { lineAt } from './line-starts.ts';
import { placeholders, type Stretch } from './templates.ts';

/** A bare address, its place in the source and in the plain text. */
interface FoundUrl {
  readonly href: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Writes a passage down twice while it is read: as the plain text that a reader sees, and as the text in which bare addresses are
 * looked for, every unit of which knows where it stands in the source.
 */
interface Script {
  /** How much plain text there is. */
  readonly length: number;
  /** How much text to scan there is. */
  readonly scanned: number;
  /** Source text, with its escapes. */
  prose(start: number, end: number): void;
  /** An emphasis marker in the source. */
  open(start: number, end: number): void;
  /** The marker that closes the emphasis opened last. */
  close(start: number, end: number): void;
  /** What the reader sees in place of something that is no prose. */
  shown(value: string): void;
  /** The plain text. */
  text(): string;
  /** The bare addresses outside of `silent` stretches of the scanned text. */
  urls(silent: readonly Stretch[]): readonly FoundUrl[];
}

/** A part of the scanned text: where it begins in it, in the source and in the plain text, and how far each of its units leads on there. */
interface Part {
  readonly scanned: number;
  readonly start: number;
  readonly step: 0 | 1;
  readonly plain: number;
  readonly plainStep: 0 | 1;
}

// Escapes and references as micromark knows them; a line ending takes the marks of the blocks around it along.
const written = /\\[!-/:-@[-`{-~]|&(?:#(?:\d{1,7}|x[\da-f]{1,6})|[\da-z]{1,31});|(?:\r\n?|\n)[ \t>]*/gi;

/** Opens an empty script on a source. */
export const scriptOf = (source: string): Script => {
  const plain: string[] = [];
  const scan: string[] = [];
  const parts: Part[] = [];
  let scanned = 0;
  const references = new Set<number>();
  const closers: { readonly at: number; readonly opened: number }[] = [];
  const opened: number[] = [];
  let length = 0;
  let sourceEnd = 0;

  const put = (value: string, start: number, step: 0 | 1, visible: boolean): void => {
    if (value === '') return;
    scan.push(value);
    parts.push({ scanned, start, step, plain: length, plainStep: visible ? 1 : 0 });
    scanned += value.length;
    if (!visible) return;
    plain.push(value);
    length += value.length;
  };

  return {
    get length() {
      return length;
    },
    get scanned() {
      return scanned;
    },
    prose(start, end) {
      const value = source.slice(start, end);
      let done = 0;
      for (const match of value.matchAll(written)) {
        const [token] = match;
        put(value.slice(done, match.index), start + done, 1, true);
        const meaning = /^[\r\n]/.test(token) ? ' ' : decodeString(token);
        if (token.startsWith('&') && meaning !== token)
          for (let unit = 0; unit < meaning.length; unit++) references.add(scanned + unit);
        put(meaning, start + match.index, meaning === token ? 1 : 0, true);
        done = match.index + token.length;
      }
      put(value.slice(done), start + done, 1, true);
      sourceEnd = end;
    },
    open(start, end) {
      opened.push(scanned);
      put(source.slice(start, end), start, 1, false);
      sourceEnd = end;
    },
    close(start, end) {
      closers.push({ at: scanned, opened: opened.pop() ?? 0 });
      put(source.slice(start, end), start, 1, false);
      sourceEnd = end;
    },
    shown(value) {
      put(barrier, sourceEnd, 0, false);
      plain.push(value);
      length += value.length;
    },
    text: () => plain.join(''),
    urls(silent) {
      const text = scan.join('');
      const quiet = [...silent, ...placeholders(text)].toSorted((a, b) => a.start - b.start);
      let next = 0;
      const isHeard = ({ start }: BareUrl): boolean => {
        while ((quiet[next]?.end ?? Infinity) <= start) next++;
        return (quiet[next]?.start ?? Infinity) > start;
      };
      const found = bareUrls(text, { closers, references }).filter(isHeard);
      if (found.length === 0) return [];
      const starts = parts.map((part) => part.scanned);
      const placeOf = (unit: number): { readonly inSource: number; readonly inPlain: number } => {
        const part = unit < scanned ? parts[lineAt(starts, unit)] : undefined;
        if (part === undefined) return { inSource: sourceEnd, inPlain: length };
        const into = unit - part.scanned;
        return { inSource: part.start + into * part.step, inPlain: part.plain + into * part.plainStep };
      };
      return found.map(({ href, start, end }) => {
        const [first, last] = [placeOf(start), placeOf(end)];
        return { href, start: first.inSource, end: last.inSource, from: first.inPlain, to: last.inPlain };
      });
    },
  };
};
