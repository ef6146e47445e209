// How a bench tells what it measured: a table in Markdown, and below which circumstances it holds.

import { cpus } from 'node:os';

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The machine and the day: no figure means anything without them. */
export function circumstances() {
  const [cpu] = cpus();
  return `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? '?'}, ${new Date().toISOString().slice(0, 10)}`;
}

/** @param {string} line */
export function print(line) {
  process.stdout.write(`${line}\n`);
}
