// A talk with an archive, whatever it says: its questions are few, go where they may, and none is put twice.

import { must } from './target.js';

/** @import { Archive, ArchiveExchange, ArchiveLookup, ArchiveResponse } from '../../dist/archives/archive.js' */

/**
 * What comes of it; `undefined` where nothing is answered.
 *
 * @param {Archive} archive
 * @param {ArchiveLookup} lookup
 * @param {readonly ArchiveResponse[]} responses Given in turn.
 * @param {{ mayAsk: (url: string) => boolean, mostQuestions: number }} limits
 */
export function talk(archive, lookup, responses, { mayAsk, mostQuestions }) {
  /** @type {ArchiveExchange[]} */
  const exchanges = [];
  let step = archive.next(lookup, exchanges);
  while (step.type === 'ask') {
    const { question } = step;
    must(mayAsk(question.url) && URL.canParse(question.url), `${question.url} is asked of the archive`);
    must(question.budget in archive.budgets, `${question.budget} is a budget`);
    must(
      exchanges.every((earlier) => earlier.question.url !== question.url),
      `${question.url} is asked once`,
    );
    must(exchanges.length < mostQuestions, 'questions come to an end');
    const response = responses[exchanges.length % responses.length];
    if (response === undefined) return undefined;
    exchanges.push({ question, response });
    step = archive.next(lookup, exchanges);
  }
  const { answer, captures } = step;
  must(captures.some(({ usable }) => usable) === (answer.answer === 'captured'), `${answer.answer} fits its captures`);
  const heard = exchanges.some(({ response }) => response.type === 'answer');
  must(heard || answer.answer === 'unknown', `${answer.answer} was said by somebody`);
  for (const { capturedAt } of captures) must(!Number.isNaN(Date.parse(capturedAt)), `${capturedAt} is a time`);
  return step;
}
