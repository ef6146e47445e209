import type { MainText } from '../extract/main-text.ts';
import type { DocumentProblem, Extraction } from '../model/document.ts';
import type { PageFacts } from '../model/observation.ts';

/** What is sent to the parse worker. */
export type ParseJob =
  | { readonly type: 'document'; readonly text: string }
  | {
      readonly type: 'page';
      readonly body: Uint8Array;
      readonly url: string;
      readonly contentType: string | undefined;
    }
  | {
      readonly type: 'main-text';
      readonly body: Uint8Array;
      readonly url: string;
      readonly contentType: string | undefined;
    };

/** What it sends back: `ready` once, when it has loaded, then one answer a job. */
export type ParseReply =
  | { readonly type: 'ready' }
  | { readonly type: 'document'; readonly extraction: Extraction }
  | { readonly type: 'page'; readonly facts: PageFacts }
  | { readonly type: 'main-text'; readonly texts: MainText }
  | { readonly type: 'failed'; readonly detail: string };

/** What a process around a worker sends back: the worker's answers, and how it ended. */
export type ProcessReply =
  | ParseReply
  | { readonly type: 'ended'; readonly outOfMemory: boolean; readonly detail: string };

/** Why a document could not be parsed, in a sentence that says what to do. */
export const parseProblem = {
  timeout: (deadlineMs: number): DocumentProblem => ({
    code: 'parse-timeout',
    detail: `could not be parsed within ${deadlineMs / 1_000} s: look for something nested hundreds of times or repeated thousands of times, or split it`,
  }),
  memory: (memoryMb: number): DocumentProblem => ({
    code: 'parse-memory',
    detail: `needs more than ${memoryMb} MiB to be parsed: look for something nested hundreds of times, or split it`,
  }),
  failed: (why: string): DocumentProblem => ({
    code: 'parse-failed',
    detail: `could not be parsed (${why}): look for something nested thousands of times, or report it with the file`,
  }),
};
