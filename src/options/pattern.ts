import { parseUrl } from '../parse-url.ts';

/** Says whether an address is meant. */
export type Matches = (url: string) => boolean;

/**
 * Compiles a pattern of `--include` and `--exclude`. Not a regular expression, which a stranger's file could use to
 * hang the run: the cost is linear.
 * - without a slash: a host and what is below it (`example.org`, `*.gov.cn`)
 * - otherwise the start of an address, with or without its scheme (`https://example.org/news/`, `example.org/*.pdf`)
 * - `*` stands for any text
 */
export function compilePattern(pattern: string): Matches {
  const pieces = pattern.toLowerCase().split('*');
  if (!pattern.includes('/')) {
    return (url) => {
      const host = hostOf(url);
      return matchesWhole(host, pieces) || matchesWhole(host, ['', ...pieces.with(0, `.${pieces[0]}`)]);
    };
  }
  const withScheme = /^(?:[a-z][a-z0-9+.-]*:|\*)/i.test(pattern);
  return (url) => matchesStart(withScheme ? url.toLowerCase() : url.toLowerCase().replace(/^[a-z]+:\/\//, ''), pieces);
}

/** Compiles several patterns into one test: any of them. */
export function compilePatterns(patterns: readonly string[]): Matches {
  const matchers = patterns.map(compilePattern);
  return (url) => matchers.some((matches) => matches(url));
}

function hostOf(url: string): string {
  return parseUrl(url)?.hostname ?? '';
}

function matchesStart(text: string, pieces: readonly string[]): boolean {
  return endOf(text, pieces) !== undefined;
}

function matchesWhole(text: string, pieces: readonly string[]): boolean {
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return text === last;
  const end = endOf(text, pieces.slice(0, -1));
  return end !== undefined && text.length - last.length >= end && text.endsWith(last);
}

/** Where the pieces end when each is taken as early as it can be; `undefined` if they are not all there. */
function endOf(text: string, pieces: readonly string[]): number | undefined {
  const [first = '', ...others] = pieces;
  if (!text.startsWith(first)) return undefined;
  let end = first.length;
  for (const piece of others) {
    const at = text.indexOf(piece, end);
    if (at === -1) return undefined;
    end = at + piece.length;
  }
  return end;
}
