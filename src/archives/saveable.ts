import { redactAddress } from '../redact.ts';
import { expiryOf } from '../judge/signed-url.ts';
import { recogniseArchived } from '../archived/recognise.ts';
import type { ReportTarget } from '../model/report.ts';

/** Why a page that is at risk is not given to an archive, in half a sentence. */
export const unsaveable = {
  'not-served': 'what they serve now may not be what was cited',
  'archived-address': 'they are in an archive already',
  secret: 'their addresses carry a secret',
  excluded: 'the archive may not hold them',
  private: 'they lead into a private network',
} as const;

export type Unsaveable = keyof typeof unsaveable;

/**
 * May an archive be asked to save this page, as far as is known of it? What it saves is public for good, and is cited one
 * day: so only what was really served, and nothing that was meant for few.
 */
export function whyUnsaveable({ target, verdict, archive, links }: ReportTarget): Unsaveable | undefined {
  if (verdict.status !== 'alive' && verdict.status !== 'moved') return 'not-served';
  if (recogniseArchived(target.url) !== undefined) return 'archived-address';
  const secret = redactAddress(target.url) !== target.url || expiryOf(new URL(target.url)) !== undefined;
  if (secret || links.some(({ credentials }) => credentials)) return 'secret';
  return archive.state === 'excluded' ? 'excluded' : undefined;
}
