import { expect, test } from 'vitest';
import { createCitations } from '../src/citations.ts';
import type { LinkKind } from '../src/model/link.ts';
import type { Target } from '../src/model/target.ts';
import { memoryShelf } from '../src/shelf.ts';
import { cited } from './formats/sample-report.ts';

const url = 'https://a.example/';
const web: Target = { type: 'web', url };
const leftOut: Target = { type: 'skipped', url, reason: 'excluded', detail: '--exclude' };
const link = (path: string, kind: LinkKind = 'link') => ({ ...cited(url, { path }), kind });

test('links of one target are found again in the order in which they were filed', () => {
  const citations = createCitations(memoryShelf());
  const entry = citations.file(link('1.md'), web);
  for (const path of ['2.md', '3.md', '4.md']) expect(citations.file(link(path), web)).toBeUndefined();
  expect(entry && citations.linksOf(entry).map(({ path }) => path)).toEqual(['1.md', '2.md', '3.md', '4.md']);
  expect([...citations.entries()]).toEqual([entry]);
});

test('a target is all that its links are', () => {
  const citations = createCitations(memoryShelf());
  const kinds: readonly LinkKind[] = ['link', 'link', 'image', 'frame', 'image'];
  const [entry] = kinds.map((kind) => citations.file(link('a.md', kind), web));
  expect(entry?.kinds).toEqual(['link', 'image', 'frame']);
  // What others are is theirs.
  const other = citations.file({ ...link('a.md'), href: 'https://b.example/' }, { ...web, url: 'https://b.example/' });
  expect(other?.kinds).toEqual(['link']);
});

test('an address that was left out is looked at when another place asks for it, and once', () => {
  const citations = createCitations(memoryShelf());
  expect(citations.file(link('1.md'), leftOut)?.target).toEqual(leftOut);
  expect(citations.file(link('2.md'), leftOut)).toBeUndefined();
  expect(citations.file(link('3.md'), web)?.target).toEqual(web);
  expect(citations.file(link('4.md'), web)).toBeUndefined();
  expect(citations.file(link('5.md'), leftOut)).toBeUndefined();
  expect([...citations.entries()].map(({ target }) => target)).toEqual([web]);
});
