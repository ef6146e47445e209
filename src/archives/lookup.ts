import type { LinkKind } from '../model/link.ts';
import type { WebTarget } from '../model/target.ts';
import type { ArchiveLookup } from './archive.ts';
import { momentOf } from '../archived/timestamp.ts';

/** What is known of a target that an archive has use for. */
interface About {
  /** `YYYY-MM-DD`, where a day of citation is known. */
  readonly citedAt: string | undefined;
  readonly kinds: readonly LinkKind[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * What to ask the archives about a target. If its address is an archive's own already, they are asked about the original
 * address, as no archive holds another one's pages, and near the day of that capture: it is the copy that the author
 * chose, so the same one proves to be there, or the nearest to it is found.
 */
export const lookupFor = (target: WebTarget, { citedAt, kinds, today }: About): ArchiveLookup => {
  const day = dayOf(target.archived?.timestamp, today) ?? citedAt;
  return {
    url: target.archived?.url ?? target.url,
    today,
    ...(day !== undefined && { citedAt: day }),
    ...(kinds.some((kind) => kind !== 'link') && { kinds: kinds.toSorted() }),
  };
};

/** The day that a timestamp names; one of less than eight digits names none. */
const dayOf = (timestamp: string | undefined, today: string): string | undefined =>
  timestamp === undefined || timestamp.length < 8
    ? undefined
    : momentOf(`${timestamp.slice(0, 8)}000000`, today)?.slice(0, 10);
