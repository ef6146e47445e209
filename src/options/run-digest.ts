import { digestOf } from '../digest.ts';
import type { AuditOptions } from './schema.ts';

/**
 * Tells runs apart whose reports can't be merged: a digest of all options but those that only say which part is a shard's, how
 * fast it goes, how its machine is connected and what is kept there. Headers may hold secrets, and stay out.
 */
export function runDigest({
  shard: _shard,
  failOn: _failOn,
  concurrency: _concurrency,
  hostConcurrency: _hostConcurrency,
  hostInterval: _hostInterval,
  header: _header,
  resolve: _resolve,
  caFile: _caFile,
  cacheDir: _cacheDir,
  maxAge: _maxAge,
  ...deciding
}: AuditOptions): string {
  return digestOf(JSON.stringify(deciding));
}
