import type { ArchiveRecord } from '../model/capture.ts';
import type { Observation, PageFacts } from '../model/observation.ts';
import type { CitedLink, Report, ReportTarget } from '../model/report.ts';
import type { Shard } from './shard.ts';

/**
 * What the report of a shard carries for `audit-links merge`: all that reports are made of, as it is in memory. It stands beside
 * what every JSON report tells, whose shape is for readers.
 */
export interface Part extends Shard, Pick<Report, 'mode' | 'documents' | 'targets'> {
  /** Of the options (`run-digest.ts`): parts of one run have the same. */
  readonly run: string;
}

/** The part in a shard's report; `undefined` in the report of a whole run. */
export function partOf({ shard, mode, documents, targets }: Report): Part | undefined {
  return shard && { ...shard, mode, documents, targets: targets.map(slim) };
}

/** Without the texts that were read to judge it, and to measure drift. */
const slim = ({ observation, archive, ...rest }: ReportTarget): ReportTarget => ({
  ...rest,
  archive: withoutAnswers(archive),
  ...(observation === undefined ? {} : { observation: withoutTexts(observation) }),
});

const withoutAnswers = ({ captures, ...rest }: ArchiveRecord): ArchiveRecord => ({
  ...rest,
  captures: captures.map(({ answer: _answer, ...capture }) => capture),
});

const slimPage = ({ mainText: _mainText, wholeText: _wholeText, ...page }: PageFacts): PageFacts => page;

const withoutTexts = (observation: Observation): Observation => {
  const [first, ...more] = observation.looks.map((look) => {
    const { end } = look;
    if (end.type !== 'answer') return look;
    const { text: _text, page, ...answer } = end.answer;
    return { ...look, end: { ...end, answer: { ...answer, ...(page === undefined ? {} : { page: slimPage(page) }) } } };
  });
  return first === undefined ? observation : { ...observation, looks: [first, ...more] };
};

/** A part without the passwords that its documents have in addresses: they are never written. */
export function withAddresses(part: Part, change: (address: string) => string): Part {
  const link = (cited: CitedLink): CitedLink => ({ ...cited, href: change(cited.href) });
  return {
    ...part,
    targets: part.targets.map(({ links: [first, ...more], target, original, ...rest }) => ({
      ...rest,
      target: { ...target, url: change(target.url) },
      ...(original === undefined ? {} : { original: { ...original, url: change(original.url) } }),
      links: [link(first), ...more.map(link)],
    })),
  };
}
