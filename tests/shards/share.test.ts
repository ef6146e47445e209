import { describe, expect, test } from 'vitest';
import { parseShard } from '../../src/shards/shard.ts';
import { isOwn, shareOf } from '../../src/shards/share.ts';
import { wayback } from '../../src/archives/wayback.ts';

const owners = (url: string, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter((index) => isOwn(url, { index, count }));

test.for([
  ['1/1', { index: 1, count: 1 }],
  ['2/3', { index: 2, count: 3 }],
  ['999/999', { index: 999, count: 999 }],
  ['0/3', undefined],
  ['4/3', undefined],
  ['1/1000', undefined],
  ['1', undefined],
  ['01/3', undefined],
  ['1/3 ', undefined],
  ['-1/3', undefined],
] as const)('--shard %s is read, or refused', ([text, shard]) => {
  expect(parseShard(text)).toEqual(shard);
});

describe('a target', () => {
  test.for(['https://a.example/', 'mailto:a@b.example', 'other.md', '', 'https://', 'http://[::1]/', '名前'])(
    '%j is of exactly one shard',
    (url) => {
      for (const count of [1, 2, 3, 7]) expect(owners(url, count)).toHaveLength(1);
    },
  );

  test.for([
    ['https://a.example/one', 'http://a.example:8080/two?x', 'another port and scheme'],
    ['https://a.example/one', 'https://a.example./', 'the dot of the root'],
    [
      'https://web.archive.org/web/2020/https://a.example/one',
      'https://a.example/two',
      'a copy in an archive, and the host of its original',
    ],
  ] as const)('%s goes with %s: %s', ([one, other]) => {
    expect(owners(one, 97)).toEqual(owners(other, 97));
  });

  test('hosts are shared out evenly', () => {
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index += 1) counts[owners(`https://host-${index}.example/`, 4)[0]! - 1]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

test('all shards together keep to the budgets of an archive, where each may ask at all', () => {
  const archive = wayback('https://web.archive.org');
  for (const count of [2, 3, 8]) {
    const share = shareOf(archive, { index: 1, count });
    for (const [name, { perMinute, concurrency }] of Object.entries(archive.budgets)) {
      const part = share.budgets[name]!;
      expect(part.perMinute * count).toBeLessThanOrEqual(perMinute);
      expect(part.concurrency).toBe(Math.max(1, Math.floor(concurrency / count)));
    }
  }
});
