import { expect, test } from 'vitest';
import { createCitations } from '../../src/targets/citations.ts';
import type { LinkKind } from '../../src/model/link.ts';
import type { Target } from '../../src/model/target.ts';
import { memoryShelf } from '../../src/shelf.ts';
import { cited } from '../formats/sample-report.ts';

const url = 'https://a.example/';
const web: Target = { type: 'web', url };
const leftOut: Target = { type: 'skipped', url, reason: 'excluded', detail: '--exclude' };
const link = (path: string, kind: LinkKind = 'link') => ({ ...cited(url, { path }), kind });
const citing = { citedAt: undefined, language: undefined, embeddedFrom: undefined };
const filed = (target: Target) => ({ target, citing });

test('links of one target are found again in the order in which they were filed', () => {
  const citations = createCitations(memoryShelf());
  expect(citations.file(link('1.md'), filed(web))).toBe(0);
  for (const path of ['2.md', '3.md', '4.md']) expect(citations.file(link(path), filed(web))).toBeUndefined();
  expect(citations.linksOf(0).map(({ path }) => path)).toEqual(['1.md', '2.md', '3.md', '4.md']);
  expect([...citations.targets()]).toEqual([0]);
  expect([citations.idOf(url), citations.idOf('https://b.example/')]).toEqual([0, undefined]);
});

test('a target is all that its links are', () => {
  const citations = createCitations(memoryShelf());
  const kinds: readonly LinkKind[] = ['image', 'link', 'image', 'frame', 'image'];
  for (const kind of kinds) citations.file(link('a.md', kind), filed(web));
  expect(citations.kindsOf(0)).toEqual(['link', 'image', 'frame']);
  // What others are is theirs.
  citations.file({ ...link('a.md'), href: 'https://b.example/' }, filed({ ...web, url: 'https://b.example/' }));
  expect(citations.kindsOf(1)).toEqual(['link']);
});

test('an address that was left out is looked at when another place asks for it, and once', () => {
  const citations = createCitations(memoryShelf());
  expect(citations.file(link('1.md'), filed(leftOut))).toBe(0);
  expect(citations.errandOf(0).target).toEqual(leftOut);
  expect(citations.file(link('2.md'), filed(leftOut))).toBeUndefined();
  expect(citations.file(link('3.md'), filed(web))).toBe(0);
  expect(citations.file(link('4.md'), filed(web))).toBeUndefined();
  expect(citations.file(link('5.md'), filed(leftOut))).toBeUndefined();
  expect(citations.errandOf(0).target).toEqual(web);
  expect([...citations.targets()]).toEqual([0]);
});
