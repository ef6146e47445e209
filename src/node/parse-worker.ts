import { parentPort } from 'node:worker_threads';
import { extract } from '../extract/index.ts';
import { pageFacts } from '../extract/page.ts';
import type { ParseJob, ParseReply } from './parse-job.ts';

/** Runs on a thread of its own, one job at a time: what a stranger's text does to a parser, it does here. */
const port = parentPort;
if (port === null) throw new Error('parse-worker.js is a worker: it is started by parsing.js');

const answer = (job: ParseJob): ParseReply => {
  try {
    return job.type === 'document'
      ? { type: 'document', extraction: extract(job.text) }
      : { type: 'page', facts: pageFacts(job.body, job) };
  } catch (error) {
    return { type: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
};

port.on('message', (job: ParseJob) => port.postMessage(answer(job)));
port.postMessage({ type: 'ready' } satisfies ParseReply);
