import type { ParseJob, ProcessReply } from './parse-job.ts';
import { OutOfMemory } from './parser.ts';
import { parserThreads } from './parser-thread.ts';

// The main thread of this process parses nothing: it hears when its parent is gone, whatever the other one is at.
const limits = { maxOldGenerationSizeMb: Number(process.argv[2]) };
const entry = new URL('./parse-worker.js', import.meta.url);

const say = (reply: ProcessReply, onSaid?: () => void): void =>
  void process.send?.(reply, undefined, undefined, onSaid ?? (() => {}));

const thread = parserThreads({ entry, type: 'document', limits })(say, (error) =>
  say({ type: 'ended', outOfMemory: error instanceof OutOfMemory, detail: error.message }, () => process.exit(1)),
);

process.on('message', (job: ParseJob) => thread.send(job));
process.on('disconnect', () => process.exit());
// Ctrl+C goes to every process of a terminal: what it means for this one, its parent says.
process.on('SIGINT', () => {});
