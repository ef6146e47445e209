/** What a value of schema.org's `isAccessibleForFree` says: a boolean, or as often the word for one. */
export function freeAccess(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^(?:https?:\/\/schema\.org\/)?(?:true|false)$/u.test(word) ? word.endsWith('true') : undefined;
}

/**
 * What a page's JSON-LD says of the page itself: each statement of its topmost things. Parts of an article (`hasPart`) and
 * articles it only mentions are others.
 */
export function freeAccessInJson(json: string): readonly boolean[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return [];
  }
  return list(data)
    .flatMap((thing) => (isRecord(thing) && '@graph' in thing ? list(thing['@graph']) : [thing]))
    .flatMap((thing) => (isRecord(thing) ? (freeAccess(thing['isAccessibleForFree']) ?? []) : []));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
