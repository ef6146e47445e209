import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** What would change in a document, as `git apply` and `patch` take it. */
export const unifiedDiff = (path: string, before: string, after: string): string =>
  formatPatch(structuredPatch(`a/${path}`, `b/${path}`, before, after), FILE_HEADERS_ONLY);
