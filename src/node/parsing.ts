import { availableParallelism } from 'node:os';
import type * as pageParser from '../extract/page.ts';
import type { PageFacts } from '../model/observation.ts';
import type { Parsing } from '../world.ts';
import { type ParseJob, parseProblem } from './parse-job.ts';
import { createParseLane, type ParseLane } from './parse-lane.ts';
import { parseLanes } from './parse-lanes.ts';
import { parserProcesses } from './parser-process.ts';
import { parserThreads } from './parser-thread.ts';

/** Parsing on workers of our own. */
export interface OwnParsing extends Parsing {
  /** Documents will come: starts to load what they are parsed with. */
  begin(): void;
  close(): Promise<void>;
}

export interface ParsingOptions {
  /** For one document. */
  readonly deadlineMs?: number;
  /** Of one worker's heap, in MiB. */
  readonly memoryMb?: number;
  /** For one page. */
  readonly pageDeadlineMs?: number;
  /** The worker's program: `parse-worker.js` beside this file, unless told otherwise. `parse-process.js` lies beside it. */
  readonly entry?: URL;
}

/**
 * A page of so many bytes is read where it is. The way to a worker and back costs as much as reading it does, and the most hostile
 * markup of this size takes some 3 ms.
 */
const inlineBytes = 8 * 1024;

/**
 * A longer document, in UTF-16 units, can bring a parser to its memory limit, and takes a process instead of a thread. Of forty
 * costly shapes, none of this length does.
 */
const longDocument = 128 * 1024;

/**
 * Parses off the thread that holds the sockets: documents on a few workers (long ones in a process), pages on another, main texts on
 * one more, so that a hostile document delays no page. What takes too long or too much memory ends with its worker, as a problem of
 * that one document.
 */
export function createParsing({
  deadlineMs = 10_000,
  memoryMb = 512,
  pageDeadlineMs = 2_000,
  entry = new URL('./parse-worker.js', import.meta.url),
}: ParsingOptions = {}): OwnParsing {
  const limits = { maxOldGenerationSizeMb: memoryMb };
  const threadLane = (type: ParseJob['type'], ms: number): ParseLane =>
    createParseLane({ startParser: parserThreads({ entry, type, limits }), deadlineMs: ms });
  const documentLane = (): ParseLane => threadLane('document', deadlineMs);
  const documents = parseLanes([documentLane(), ...Array.from({ length: documentWorkers() - 1 }, documentLane)]);
  const startProcess = parserProcesses(new URL('./parse-process.js', entry), memoryMb);
  const longDocuments = createParseLane({ startParser: startProcess, deadlineMs });
  const pages = threadLane('page', pageDeadlineMs);
  // Apart from the facts of a page, which a verdict rests on: those a hostile page must not take along.
  const mainTexts = threadLane('main-text', pageDeadlineMs);
  return {
    begin: () => documents.prepare(),
    prepare: () => pages.prepare(),
    async document(text, signal) {
      const lane = text.length > longDocument ? longDocuments : documents;
      const parsed = await lane.run({ type: 'document', text }, signal);
      switch (parsed.type) {
        case 'document':
          return parsed.extraction;
        case 'timeout':
          return { problem: parseProblem.timeout(deadlineMs) };
        case 'memory':
          return { problem: parseProblem.memory(memoryMb) };
        case 'failed':
          return { problem: parseProblem.failed(parsed.detail) };
        case 'page':
        case 'main-text':
          throw new Error('the worker answered for a page');
        default:
          return parsed satisfies never;
      }
    },
    async page(body, context, signal) {
      const { url, contentType, mainText = false } = context;
      if (body.byteLength <= inlineBytes && !mainText) {
        signal.throwIfAborted();
        return smallPage(body, context);
      }
      const job = { body: alone(body), url, contentType };
      const [parsed, read] = await Promise.all([
        pages.run({ type: 'page', ...job }, signal),
        mainText ? mainTexts.run({ type: 'main-text', ...job }, signal) : undefined,
      ]);
      if (parsed.type !== 'page') return undefined;
      return read?.type === 'main-text' ? { ...parsed.facts, ...read.texts } : parsed.facts;
    },
    async close() {
      await Promise.all([documents.close(), longDocuments.close(), pages.close(), mainTexts.close()]);
    },
  };
}

/**
 * The same port on the calling thread, for texts that are trusted: no deadline and no memory limit. The parsers are loaded when it
 * is used, as most runs leave them to the workers.
 */
export const inlineParsing = (): Parsing => ({
  async document(text, signal) {
    signal.throwIfAborted();
    const { extract } = await import('../extract/index.ts');
    try {
      return extract(text);
    } catch (error) {
      return { problem: parseProblem.failed(error instanceof Error ? error.message : String(error)) };
    }
  },
  async page(body, context, signal) {
    signal.throwIfAborted();
    const { pageFacts } = await import('../extract/page.ts');
    const facts = pageFacts(body, context);
    if (context.mainText !== true) return facts;
    const { mainText } = await import('../extract/main-text.ts');
    return { ...facts, ...mainText(body, context) };
  },
});

let pageReader: Promise<Pick<typeof pageParser, 'pageFacts'>> | undefined;

/** Its parser is loaded with the first one. */
async function smallPage(body: Uint8Array, context: Parameters<Parsing['page']>[1]): Promise<PageFacts | undefined> {
  const { pageFacts } = await (pageReader ??= import('../extract/page.ts'));
  try {
    return pageFacts(body, context);
  } catch {
    return undefined;
  }
}

/** One core is left to the thread that holds the sockets: of two, a second worker would take more than it gives. */
const documentWorkers = (): number => Math.min(4, Math.max(1, availableParallelism() - 1));

/** A worker gets a copy of all of a buffer, of which the bytes may be a small part: Node's pool. */
const alone = (body: Uint8Array): Uint8Array =>
  body.byteLength === body.buffer.byteLength ? body : new Uint8Array(body);
