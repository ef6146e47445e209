import { expect, test } from 'vitest';
import { fixDocuments } from '../../src/fix/fix-documents.ts';
import { audit } from '../../src/index.ts';
import { type Answers, capture, memoryWorld } from '../support/world.ts';

const gone = 'https://gone.example/a';
const held = (url: string): string => `https://web.archive.org/web/20220106120000id_/${url}`;
const web: Answers = {
  'http://moved.example/a': { status: 301, headers: { location: 'https://moved.example/new(1' } },
  [gone]: 404,
  'https://lost.example/a': 404,
  'https://busy.example/a': 503,
  [held(gone)]: capture('20220107'),
  [`https://web.archive.org/web/20220107120000/${gone}`]: capture('20220107'),
  [held('https://busy.example/a')]: capture('20220107'),
};

/** Audits and fixes; what the documents are afterwards, and what was told. */
async function fix(documents: Readonly<Record<string, string>>, { write = true } = {}) {
  const world = memoryWorld({ documents, web });
  const written: Record<string, string> = { ...documents };
  const files = {
    ...world.files,
    replace: async ({ path }: { readonly path: string }, _before: string, after: string) => {
      written[path] = after;
      return undefined;
    },
  };
  const report = await audit(['.'], { citedAt: '2022-01-06' }, { world }).report;
  const told = [];
  for await (const each of fixDocuments(report, { ...world, files }, { write, signal: new AbortController().signal }))
    told.push(each);
  return { written, told, report };
}

const documents = {
  'a.md': `[moved](http://moved.example/a#part) [gone][r] [again][r] [lost](https://lost.example/a) <https://busy.example/a>

[r]: ${gone}

<!-- audit-links-ignore-next-line -->
[left alone](http://moved.example/a)
`,
  'b.md': '[fine](https://fine.example/)\n',
};

test('what has moved gets its new address, what is lost its capture, and what could not be judged stays', async () => {
  const { written, told } = await fix(documents);
  expect(written['a.md'])
    .toBe(`[moved](https://moved.example/new\\(1#part) [gone][r] [again][r] [lost](https://lost.example/a) <https://busy.example/a>

[r]: https://web.archive.org/web/20220107120000/${gone}

<!-- audit-links-ignore-next-line -->
[left alone](http://moved.example/a)
`);
  expect(written['b.md']).toBe(documents['b.md']);
  expect(told.map(({ path, type }) => [path, type])).toEqual([['a.md', 'fixed']]);
});

test('a fixed document is clean when it is audited again, and a second fix changes nothing', async () => {
  const { written } = await fix({ 'a.md': `[moved](http://moved.example/a) <${gone}>\n` });
  const { written: again, report, told } = await fix(written);
  expect(report.findings.map(({ fact }) => fact.code).filter((code) => code !== 'at-risk')).toEqual([]);
  expect(report.targets.map(({ verdict }) => verdict.status)).toEqual(['alive', 'alive']);
  expect(told).toEqual([]);
  expect(again).toEqual(written);
});

test('nothing is written where only the changes are asked for', async () => {
  const { written, told } = await fix(documents, { write: false });
  expect(written).toEqual(documents);
  expect(told).toMatchObject([{ type: 'fixed', before: documents['a.md'] }]);
});
