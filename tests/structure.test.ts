import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../src');

/** A stage is a folder, or a file beside the folders. */
const stageOf = (path: string): string => relative(source, path).split(/[/\\]/)[0] ?? '';

/** For each stage those that its files import from, types too. */
function arrows(): ReadonlyMap<string, ReadonlySet<string>> {
  const from = new Map<string, Set<string>>();
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  for (const path of names.map((name) => join(source, name))) {
    const stage = stageOf(path);
    const to = from.get(stage) ?? new Set();
    from.set(stage, to);
    for (const [, other = ''] of readFileSync(path, 'utf8').matchAll(/(?:\bfrom |\bimport\()'(\.[^']+)'/g)) {
      const target = stageOf(join(dirname(path), other));
      if (target !== stage) to.add(target);
    }
  }
  return from;
}

/** Stages that import from each other in a ring, if there are any. */
function ringIn(from: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (stage: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(stage)) return [...way.slice(way.indexOf(stage)), stage];
    if (done.has(stage)) return undefined;
    for (const next of from.get(stage) ?? []) {
      const ring = follow(next, [...way, stage]);
      if (ring !== undefined) return ring;
    }
    done.add(stage);
    return undefined;
  };
  for (const stage of from.keys()) {
    const ring = follow(stage, []);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

test('the arrows between the stages of src point one way', () => {
  const from = arrows();
  expect(from.get('audit.ts')).toContain('judge');
  expect(ringIn(from)).toBeUndefined();
});

test.each([
  ['none', { a: ['b', 'c'], b: ['c'], c: [] }, undefined],
  ['one of three', { a: ['b'], b: ['c', 'd'], c: ['d'], d: ['b'] }, ['b', 'c', 'd', 'b']],
])('finds the ring where there is %s', (_, stages, ring) => {
  expect(ringIn(new Map(Object.entries(stages).map(([stage, to]) => [stage, new Set(to)])))).toEqual(ring);
});
