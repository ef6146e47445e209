import type {
  Archive,
  ArchiveExchange,
  ArchiveLookup,
  ArchiveQuestion,
  ArchiveResponse,
} from '../../src/archives/archive.ts';
import type { ArchiveConclusion } from '../../src/archives/conversation.ts';
import type { Answer } from '../../src/model/observation.ts';

/** What an archive's servers answer, by address; what is not listed answers a bare 404. */
export type Stage = Readonly<Record<string, ArchiveResponse>>;

export const says = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Extract<ArchiveResponse, { type: 'answer' }> => ({
  type: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body,
});

/** A capture as the shell hands it on, read. */
export const shows = (
  datetime: string,
  capture: Partial<Answer> = {},
  headers: Readonly<Record<string, string>> = {},
): ArchiveResponse => ({
  ...says(capture.status ?? 200, { 'memento-datetime': datetime, ...headers }),
  capture: {
    url: 'https://news.test/2022/a',
    status: 200,
    headers: {},
    contentType: 'text/html',
    body: { bytes: 9000, end: 'complete', coding: 'ok' },
    ...capture,
  },
});

/** Leads a whole talk with an archive, and tells what was asked. */
export function talk(
  archive: Archive,
  lookup: ArchiveLookup,
  stage: Stage,
): { readonly asked: readonly ArchiveQuestion[]; readonly conclusion: ArchiveConclusion } {
  const exchanges: ArchiveExchange[] = [];
  let step = archive.next(lookup, exchanges);
  while (step.type === 'ask') {
    const { question } = step;
    if (exchanges.length > 50) throw new Error('It asks on and on.');
    exchanges.push({ question, response: stage[question.url] ?? says(404) });
    step = archive.next(lookup, exchanges);
  }
  return { asked: exchanges.map(({ question }) => question), conclusion: step };
}
