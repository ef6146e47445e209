/** One link of a `Link` header or of a TimeMap. */
export interface WebLink {
  readonly url: string;
  /** The relation types that it stands for, in lower case: `first memento` are two. */
  readonly rel: readonly string[];
  readonly type?: string;
  readonly datetime?: string;
  /** The span of time that a TimeMap covers (RFC 7089 §5). */
  readonly from?: string;
  readonly until?: string;
}

const gap = /[\s,]*/y;
const target = /<([^<>]*)>/y;
const parameter = /\s*;\s*(?:([^\s"(),/:;<=>?@[\\\]{}]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;<>]*)))?)?/sy;
/** A link ends at a comma, at the end of all, or where the next one begins: some archives forget the comma. */
const end = /\s*(?:,|$|(?=<))/y;
const nextLink = /,\s*(?=<)/g;

/**
 * Reads links as a header writes them (RFC 8288 §3) and as a TimeMap does (RFC 6690 §2). Addresses and dates have commas in
 * them, so that a comma alone separates nothing. A link that is cut off or malformed is left out, and costs its neighbours nothing.
 */
export function readLinks(text: string): readonly WebLink[] {
  const links: WebLink[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    take(gap);
    const url = take(target)?.[1];
    const values = new Map<string, string>();
    for (let found = url === undefined ? undefined : take(parameter); found !== undefined; found = take(parameter)) {
      const [, name = '', quoted, bare = ''] = found;
      const key = name.toLowerCase();
      // The first of its name counts (RFC 8288 §3.3).
      if (!values.has(key)) values.set(key, quoted?.replace(/\\(.)/gs, '$1') ?? bare);
    }
    if (url !== undefined && take(end) !== undefined) links.push(linkOf(url.trim(), values));
    else if (take(nextLink) === undefined) break;
  }
  return links;
}

function linkOf(url: string, values: ReadonlyMap<string, string>): WebLink {
  const known = (['type', 'datetime', 'from', 'until'] as const).flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const rel = (values.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return { url, rel, ...Object.fromEntries(known) };
}
