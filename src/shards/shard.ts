/** One of several runs that share a run's hosts among them (`--shard`). `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/3`, up to 999 shards; `undefined` where it is nothing like that. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text)?.map(Number) ?? [];
  return index === undefined || count === undefined || index > count ? undefined : { index, count };
}
