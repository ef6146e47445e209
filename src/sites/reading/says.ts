import type { Answer } from '../../model/observation.ts';
import type { ReasonFor } from '../../model/reasons.ts';
import type { SiteSays } from '../site.ts';

/** What a site says, with one piece of evidence; the reason is checked against the status. */
export const says = <S extends SiteSays['status']>(
  status: S,
  reason: ReasonFor<S>,
  code: string,
  detail: string,
): SiteSays => ({ status, reason, evidence: [{ code, detail }] });

/**
 * What an answer is worth that states nothing we know: by its status the site refuses us, holds us off or is unwell, and
 * where it isn't that, its answers have changed. Never death: `site` begins the code, `name` the sentence.
 */
export function tellsNothing(site: string, name: string, { status }: Answer): SiteSays {
  // Whoever answers 404 without the words for it may have moved away: then it would say so of everything.
  if ((status >= 200 && status < 300) || status === 404 || status === 410) {
    const detail = `${name} answered in a way that is not known here (${status})`;
    return says('unsure', 'unexpected-status', `${site}-unreadable`, detail);
  }
  const code = `${site}-${status}`;
  const detail = `${name} answered ${status} when asked about it`;
  if (status === 429) return says('unsure', 'rate-limited', code, detail);
  if (status === 451) return says('unsure', 'legal', code, detail);
  if (status >= 500 && status < 600) return says('unsure', 'server-error', code, detail);
  return blockedBy.has(status)
    ? says('unsure', 'blocked', code, detail)
    : says('unsure', 'unexpected-status', code, detail);
}

const blockedBy: ReadonlySet<number> = new Set([401, 403, 406, 412, 418, 999]);
