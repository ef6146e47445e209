import type { Archive, ArchiveBudget } from '../archives/archive.ts';
import { recogniseArchived } from '../archived/recognise.ts';
import { digestOf } from '../digest.ts';
import { parseUrl } from '../parse-url.ts';
import type { Shard } from './shard.ts';

/**
 * Is this target its own? Hosts are shared out whole, by their names, as politeness counts them: so one URL is asked by one shard
 * only, and what the addresses of a host have in common is seen by it. A copy in an archive goes with the host of its original,
 * which is looked at beside it; what has no host goes by its text. The same on every machine.
 */
export function isOwn(url: string, { index, count }: Shard): boolean {
  return Number.parseInt(digestOf(homeOf(url)).slice(0, 8), 16) % count === index - 1;
}

function homeOf(url: string): string {
  const original = recogniseArchived(url)?.url;
  const { hostname = '' } = (original === undefined ? undefined : parseUrl(original)) ?? parseUrl(url) ?? {};
  return hostname.replace(/\.+$/, '') || url;
}

/** An archive as one of the shards may ask it: all of them together keep to its budgets. */
export function shareOf(archive: Archive, { count }: Shard): Archive {
  const share = ({ perMinute, concurrency }: ArchiveBudget): ArchiveBudget => ({
    perMinute: Math.max(1, perMinute / count),
    concurrency: Math.max(1, Math.floor(concurrency / count)),
  });
  const budgets = Object.entries(archive.budgets).map(([name, budget]) => [name, share(budget)] as const);
  return { ...archive, budgets: Object.fromEntries(budgets) };
}
