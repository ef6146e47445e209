import { parentPort, workerData } from 'node:worker_threads';
import type { ParseJob, ParseReply } from './parse-job.ts';

/** Runs on a thread of its own, one job at a time: what a stranger's text does to a parser, it does here. */
const port = parentPort;
if (port === null) throw new Error('parse-worker.js is a worker: it is started by parsing.js');

// A worker loads the parser of its own lane only: that of documents takes five times as long to load as that of pages.
const loads: Readonly<Record<ParseJob['type'], () => Promise<(job: ParseJob) => ParseReply>>> = {
  document: loadDocuments,
  page: loadPages,
  'main-text': loadMainTexts,
};
const parse = await loads[workerData as ParseJob['type']]();

async function loadDocuments(): Promise<(job: ParseJob) => ParseReply> {
  const { extract } = await import('../extract/index.ts');
  return (job) =>
    job.type === 'document' ? { type: 'document', extraction: extract(job.text) } : misplaced('documents');
}

async function loadPages(): Promise<(job: ParseJob) => ParseReply> {
  const { pageFacts } = await import('../extract/page.ts');
  return (job) => (job.type === 'page' ? { type: 'page', facts: pageFacts(job.body, job) } : misplaced('pages'));
}

async function loadMainTexts(): Promise<(job: ParseJob) => ParseReply> {
  const { mainText } = await import('../extract/main-text.ts');
  return (job) =>
    job.type === 'main-text' ? { type: 'main-text', texts: mainText(job.body, job) } : misplaced('main texts');
}

const misplaced = (lane: string): ParseReply => ({ type: 'failed', detail: `this worker parses ${lane}` });

const answer = (job: ParseJob): ParseReply => {
  try {
    return parse(job);
  } catch (error) {
    return { type: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
};

port.on('message', (job: ParseJob) => port.postMessage(answer(job)));
port.postMessage({ type: 'ready' } satisfies ParseReply);
