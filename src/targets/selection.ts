import type { Link } from '../model/link.ts';
import type { Resolved, Target } from '../model/target.ts';
import { compilePatterns } from '../options/pattern.ts';
import type { AuditOptions } from '../options/schema.ts';
import { resolve } from '../resolve.ts';
import { parseShard, type Shard } from '../shards/shard.ts';

type Selection = (link: Link) => Resolved;

/** The share of this run, where it is one of several. */
export const shardOf = ({ shard }: Pick<AuditOptions, 'shard'>): Shard | undefined =>
  shard === undefined ? undefined : parseShard(shard);

/** Resolves a link, and sets aside what the options or the document leave out. */
export function createSelection({
  include,
  exclude,
  only,
}: Pick<AuditOptions, 'include' | 'exclude' | 'only'>): Selection {
  const included = include.length === 0 ? () => true : compilePatterns(include);
  const excluded = compilePatterns(exclude);
  const leftOut = (link: Link, url: string): string | undefined => {
    if (link.ignored) return 'an ignore comment in the document';
    if (only !== undefined && (link.kind === 'image') !== (only === 'image')) return `--only ${only}`;
    if (excluded(url)) return '--exclude';
    return included(url) ? undefined : '--include';
  };
  return (link) => {
    const resolved = resolve(link);
    if (resolved.target.type === 'skipped') return resolved;
    const { url } = resolved.target;
    const by = leftOut(link, url);
    return by === undefined
      ? resolved
      : { ...resolved, target: { type: 'skipped', url, reason: 'excluded', detail: by } };
  };
}

/** What an archive's address is a copy of, by the same rules as if it were linked in its place; `undefined` where it tells none. */
export function originalOf(target: Target, link: Link, select: Selection): Target | undefined {
  const href = target.type === 'web' ? target.archived?.url : undefined;
  return href === undefined ? undefined : select({ ...link, href, syntax: 'inline' }).target;
}
