import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProcessReply } from './parse-job.ts';
import { OutOfMemory, type StartParser } from './parser.ts';

/**
 * Parsers in processes of their own, for what may need much memory. A thread that comes to its limit can take the whole process
 * along: Node gives it 16 MiB more in which to end, and V8 aborts the process where one array's growth takes more than that.
 *
 * @param entry The program of the process: `parse-process.js`.
 */
export const parserProcesses =
  (entry: URL, memoryMb: number): StartParser =>
  (onReply, onEnd) => {
    const child = fork(fileURLToPath(entry), [String(memoryMb)], {
      // What this process was started with was meant for its own program.
      env: { ...process.env, NODE_OPTIONS: '' },
      execArgv: [],
      serialization: 'advanced',
      // An abort prints pages of stack.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let over = false;
    const end = (error: Error): void => {
      if (!over) onEnd(error);
      over = true;
    };
    child.on('message', (message) => {
      const reply = message as ProcessReply;
      if (reply.type === 'ended') end(reply.outOfMemory ? new OutOfMemory(reply.detail) : new Error(reply.detail));
      else if (!over) onReply(reply);
    });
    child.on('error', end);
    child.on('exit', (code, signal) => {
      const how = `its process ended with ${signal ?? code}`;
      end(signal === 'SIGABRT' || code === abortCode ? new OutOfMemory(how) : new Error(how));
    });
    return {
      // What can't be sent is to a process that has ended: that is told by its end.
      send: (job) => void child.send(job, () => {}),
      ref() {
        child.ref();
        child.channel?.ref();
      },
      unref() {
        child.unref();
        child.channel?.unref();
      },
      async stop() {
        over = true;
        const lives = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
        if (!lives || !child.kill('SIGKILL')) return;
        // Who waits for it may have nothing else that keeps this process alive.
        child.ref();
        await once(child, 'exit');
      },
    };
  };

/** Of an abort where there are no signals. */
const abortCode = 134;
