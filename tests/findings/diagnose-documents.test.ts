import { expect, test } from 'vitest';
import { messageOf } from '../../src/findings/catalogue.ts';
import { createDocumentDiagnosis } from '../../src/findings/diagnose-documents.ts';
import type { CitationDate } from '../../src/model/document.ts';
import type { CitedLink, Finding, ReportDocument, ReportTarget } from '../../src/model/report.ts';
import { cited, targetOf } from '../formats/sample-report.ts';

const document = (path: string, doubted: CitationDate['doubted']): ReportDocument => ({
  path,
  cited: { date: '2022-01-06', basis: 'links', ...(doubted && { doubted }) },
  links: 1,
});
const text = { date: '2021-01-06', basis: 'text' } as const;

const targetWith = (...links: readonly [CitedLink, ...CitedLink[]]) =>
  targetOf(links[0].href, 'alive', 'ok', { links });
function diagnoseDocuments(documents: readonly ReportDocument[], targets: readonly ReportTarget[]): readonly Finding[] {
  const diagnosis = createDocumentDiagnosis(documents);
  for (const target of targets) diagnosis.note(target);
  return diagnosis.findings();
}

const later = 'https://a.example/2022/01/06/';

test('tells once a document that its date is before what it cites, at the first link of the latest day', () => {
  const targets = [
    targetWith(cited(later, { at: [9, 1] }), cited(later, { at: [7, 1] }), cited(later, { at: [2, 1], path: 'b.md' })),
    targetWith(cited('https://a.example/2022-01-06', { at: [3, 1] })),
    targetWith(cited('https://a.example/2022/01/04/', { at: [1, 1] })),
  ];
  const found = diagnoseDocuments([document('article.md', text), document('b.md', text)], targets);
  expect(found.map(({ path, link, severity, url }) => [path, link.place.line, severity, url])).toEqual([
    ['article.md', 3, 'warning', 'https://a.example/2022-01-06'],
    ['b.md', 2, 'warning', later],
  ]);
});

test.each([
  ['front-matter', 'its front matter'],
  ['file-name', 'its file name'],
  ['text', 'a line of its text'],
] as const)('names both days, and who is doubted: %s', (basis, words) => {
  const [found] = diagnoseDocuments([document('article.md', { ...text, basis })], [targetWith(cited(later))]);
  expect(found && messageOf(found.fact)).toBe(
    `${later} is of 2022-01-06, but ${words} dates the document 2021-01-06; 2022-01-06 is taken for the day of citation: correct the date, or name the right day with --cited-at`,
  );
});

test('tells nothing where nothing is doubted, or only the day on which a file was added', () => {
  const targets = [targetWith(cited(later))];
  expect(diagnoseDocuments([document('article.md', undefined)], targets)).toEqual([]);
  expect(diagnoseDocuments([document('article.md', { ...text, basis: 'git' })], targets)).toEqual([]);
});

test('does not tell it at a link that the document leaves out', () => {
  const targets = [targetWith(cited(later, { ignored: true }), cited(later, { at: [5, 1] }))];
  expect(diagnoseDocuments([document('article.md', text)], targets).map(({ link }) => link.place.line)).toEqual([5]);
});
