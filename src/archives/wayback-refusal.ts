import type { ArchiveResponse } from './archive.ts';

type Answered = Extract<ArchiveResponse, { type: 'answer' }>;

/** Why the Wayback Machine did not say what it holds: it may not show the site, or it could not be asked. */
export type Refusal =
  | { readonly type: 'excluded'; readonly detail: string }
  | { readonly type: 'silent'; readonly detail: string; readonly limited: boolean };

export const silent = (detail: string): Refusal => ({ type: 'silent', detail, limited: false });

export const excludedByOwner: Refusal = {
  type: 'excluded',
  detail: 'the site is excluded from the archive',
};

export const excludedByRobots: Refusal = {
  type: 'excluded',
  detail: 'the site’s robots.txt keeps it out of the archive',
};

/** The refusals that playback and index have in common; an answer that is none of them is handed back. */
export const refusalOf = (response: ArchiveResponse): Refusal | Answered => {
  if (response.type === 'failure') return silent(response.detail);
  const { status, headers } = response;
  if (status === 429) return { type: 'silent', detail: 'it limits how often it may be asked (429)', limited: true };
  const error = headers.get('x-archive-wayback-runtime-error') ?? '';
  if (error.includes('AdministrativeAccessControlException')) return excludedByOwner;
  if (error.includes('RobotAccessControlException')) return excludedByRobots;
  // “Not in archive” comes with a 404, which says the same thing.
  if (error !== '' && !error.includes('NotInArchive')) return silent(`it failed by its own account: ${error}`);
  if (status >= 500) return silent(`it answered ${status}`);
  return response;
};
