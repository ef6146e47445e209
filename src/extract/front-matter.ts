import { parse as parseToml, TomlDate } from 'smol-toml';
import { isScalar, LineCounter, parseDocument, Scalar, visit } from 'yaml';
import type { LinkKind, Span } from '../model/link.ts';
import type { Draft } from './draft.ts';
import { dayIn } from './day.ts';
import { plainEntries, type Entry } from './plain-front-matter.ts';

/** What a document's front matter says that the audit needs. */
export interface FrontMatter {
  readonly title?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** Of the last edit, `YYYY-MM-DD`. */
  readonly updated?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly drafts: readonly Draft[];
}

/** Without what parts their words. Best first: when it was published, written; then when it was edited. */
const dateKeys = [
  'date',
  'published',
  'pubdate',
  'datepublished',
  'publishedat',
  'publishedon',
  'publishdate',
  'publisheddate',
  'publicationdate',
  'created',
  'createdat',
  'datecreated',
  'createddate',
];
const updateKeys = [
  'updated',
  'updatedat',
  'dateupdated',
  'lastupdated',
  'lastmod',
  'modified',
  'datemodified',
  'lastmodified',
];
/** Tables in which site generators keep what is the author's own. */
const ownTables = ['params', 'extra', 'page', 'meta', 'metadata'];
const languageKeys = ['lang', 'language', 'locale'];
const imageKey = /image|img|cover|thumb|banner|hero|photo|picture|avatar|logo|icon|poster/i;

const moved = ({ offset, endOffset }: Span, by: number): Span => ({ offset: offset + by, endOffset: endOffset + by });

/** Where a value stands between two places, if it stands there once and as it is. */
const spanIn = (text: string, value: string, start: number, end: number): Span | undefined => {
  const [before, after, ...more] = text.slice(start, end).split(value);
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  return { offset: start + before.length, endOffset: start + before.length + value.length };
};

/** The scalars of YAML, by its parser. */
export const yamlEntries = (text: string, offset: number): readonly Entry[] => {
  const document = parseDocument(text, { strict: false, logLevel: 'silent', lineCounter: new LineCounter() });
  const entries: Entry[] = [];
  visit(document, {
    Scalar(key, node: Scalar, ancestors) {
      if (key === 'key' || !node.range) return;
      const path = ancestors.flatMap((ancestor) =>
        'key' in ancestor && isScalar(ancestor.key) ? [String(ancestor.key.value)] : [],
      );
      const [start, end] = node.range;
      const value = String(node.value);
      const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      const inner = isQuoted ? { offset: start + 1, endOffset: end - 1 } : spanIn(text, value, start, end);
      entries.push({ path, value, start: offset + start, end: offset + end, inner: inner && moved(inner, offset) });
    },
  });
  return entries;
};

const tomlLeaves = (value: unknown, path: readonly string[]): readonly { path: readonly string[]; value: string }[] => {
  if (value instanceof TomlDate) return [{ path, value: value.toISOString() }];
  if (Array.isArray(value)) return value.flatMap((item) => tomlLeaves(item, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => tomlLeaves(item, [...path, key]));
  return [{ path, value: String(value) }];
};

/** TOML's parser tells no places: a value is where its text stands in quotes, each occurrence given out once. */
const tomlEntries = (text: string, offset: number): readonly Entry[] => {
  const next = new Map<string, number>();
  return tomlLeaves(parseToml(text), []).map(({ path, value }) => {
    const from = next.get(value) ?? 0;
    const quoted = ['"', "'"].map((quote) => text.indexOf(quote + value + quote, from)).filter((at) => at !== -1);
    const start = Math.min(...quoted);
    if (quoted.length === 0) return { path, value, start: offset, end: offset + text.length };
    next.set(value, start + 1);
    const end = start + value.length + 2;
    const inner = { offset: offset + start + 1, endOffset: offset + end - 1 };
    return { path, value, start: offset + start, end: offset + end, inner };
  });
};

const entriesOf = (language: 'yaml' | 'toml', text: string, offset: number): readonly Entry[] => {
  try {
    return language === 'yaml' ? (plainEntries(text, offset) ?? yamlEntries(text, offset)) : tomlEntries(text, offset);
  } catch {
    // Broken front matter is its site generator's affair; the article below it can be audited all the same.
    return [];
  }
};

/** What is a day under a key that says of which, best first; at the top of the front matter before in a table. */
const datesIn = (entries: readonly Entry[]): readonly { readonly key: string; readonly day: string }[] => {
  const keys = [...dateKeys, ...updateKeys];
  return entries
    .flatMap(({ path, value }) => {
      const isOwn = path.length === 1 || (path.length === 2 && ownTables.includes(path[0]?.toLowerCase() ?? ''));
      const key = (isOwn ? (path.at(-1) ?? '') : '').toLowerCase().replace(/[-_ ]/g, '');
      const day = keys.includes(key) ? dayIn(value) : undefined;
      return day === undefined ? [] : [{ key, day, rank: keys.indexOf(key), depth: path.length }];
    })
    .toSorted((a, b) => a.rank - b.rank || a.depth - b.depth);
};

const isUrl = (value: string): boolean => /^https?:\/\/\S+$/i.test(value);

/**
 * Reads front matter (YAML or TOML): title, day, language, and every value that is a URL. `text` is what stands between the fences,
 * `offset` where it begins in the source.
 */
export const readFrontMatter = (language: 'yaml' | 'toml', text: string, offset: number): FrontMatter => {
  const entries = entriesOf(language, text, offset);
  const top = new Map(
    entries.filter(({ path }) => path.length === 1).map(({ path, value }) => [path[0]?.toLowerCase(), value]),
  );
  const first = (keys: readonly string[]): string[] => keys.flatMap((key) => top.get(key) ?? []);
  const dates = datesIn(entries);

  const title = top.get('title')?.replace(/\s+/gu, ' ').trim();
  const date = dates[0]?.day;
  const updated = dates
    .flatMap(({ day, key }) => (updateKeys.includes(key) ? [day] : []))
    .toSorted()
    .at(-1);
  const tag = first(languageKeys)
    .map((value) => value.replaceAll('_', '-'))
    .find((value) => /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(value));
  const drafts = entries
    .filter(({ value }) => isUrl(value))
    .map(({ path, value, start, end, inner }): Draft => {
      const kind: LinkKind = path.some((key) => imageKey.test(key)) ? 'image' : 'link';
      const at = { start, end, address: inner, from: 0, to: 0 };
      return { kind, syntax: 'front-matter', href: value, ...at, text: path.join('.') };
    });
  return {
    ...(title === undefined || title === '' ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(updated === undefined ? {} : { updated }),
    ...(tag === undefined ? {} : { language: tag }),
    drafts,
  };
};
