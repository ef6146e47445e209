import { dayInAddress } from '../documents/day-in-address.ts';
import type { CitationDate } from '../model/document.ts';
import type { FindingFact } from '../model/finding.ts';
import type { Finding, ReportDocument, ReportTarget } from '../model/report.ts';
import { catalogue } from './catalogue.ts';

type Doubted = NonNullable<CitationDate['doubted']>;

/** Who says it, in a sentence. */
const voices = {
  'front-matter': 'its front matter',
  'file-name': 'its file name',
  text: 'a line of its text',
  git: 'its first commit',
} as const satisfies Record<Doubted['basis'], string>;

/**
 * What we tell the readers of documents about the documents themselves: that their date is before what they cite, at the first
 * link that carries the latest day. That a file was edited after it was added is nothing to tell.
 */
export interface DocumentDiagnosis {
  note(target: ReportTarget): void;
  /** In the order of the documents' first such links. */
  findings(): readonly Finding[];
}

/** The codes that are told of documents. */
export const codesOfDocuments: ReadonlySet<string> = new Set([
  'cited-before-published',
] satisfies FindingFact['code'][]);

export function createDocumentDiagnosis(documents: readonly ReportDocument[]): DocumentDiagnosis {
  const dates = new Map(
    documents.flatMap(({ path, cited }) =>
      cited?.doubted === undefined || cited.doubted.basis === 'git'
        ? []
        : [[path, { ...cited, doubted: cited.doubted }]],
    ),
  );
  const found = new Map<string, Finding>();
  return {
    note({ target, links }) {
      for (const link of links) {
        const { path, place } = link;
        const cited = dates.get(path);
        const isLater = place.offset >= (found.get(path)?.link.place.offset ?? Infinity);
        if (cited === undefined || isLater || link.ignored || dayInAddress(link.href) !== cited.date) continue;
        const { url } = target;
        found.set(path, { path, link, url, ...citedBeforePublished(url, cited.date, cited.doubted) });
      }
    },
    findings: () => [...found.values()],
  };
}

const citedBeforePublished = (url: string, published: string, { date, basis }: Doubted) => {
  const fact = {
    code: 'cited-before-published',
    data: { url, published, cited: date, by: voices[basis] },
  } as const satisfies FindingFact;
  return { fact, severity: catalogue[fact.code].severity };
};
