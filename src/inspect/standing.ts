import type { ArchiveResponse } from '../archives/archive.ts';
import type { ArchiveFetch } from './archive-queue.ts';

/** Sends a question once a run whose answer stands for the whole of it. A refusal or a failure is not kept. */
export function standing(fetch: ArchiveFetch): ArchiveFetch {
  const kept = new Map<string, ArchiveResponse>();
  return async (question, signal) => {
    if (!question.isStanding) return fetch(question, signal);
    const known = kept.get(question.url);
    if (known !== undefined) return known;
    const response = await fetch(question, signal);
    if (response.type === 'answer' && response.status === 200) kept.set(question.url, response);
    return response;
  };
}
