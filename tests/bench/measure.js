// What a command costs: its time, the CPU and the memory of it and all its children.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';

/**
 * @typedef {object} Cost
 * @property {number} startedAt Milliseconds since 1970.
 * @property {number} wallMs
 * @property {number} cpuMs
 * @property {number} peakMb Resident memory of the whole family, looked at every 50 ms.
 * @property {number | null} exitCode
 * @property {string} output
 * @property {string} errors
 */

/** The shell's own `time` counts children that have ended, which no look from outside can. */
const timed = 'TIMEFORMAT="%U %S"; { time "$@" >"$OUT" 2>"$ERR"; } 2>"$TIMES"';

/**
 * @param {readonly string[]} command
 * @param {{ scratch: string, cwd: string, env?: Readonly<Record<string, string>>, deadlineMs?: number }} circumstances
 * @returns {Promise<Cost>}
 */
export async function measure(command, { scratch, cwd, env = {}, deadlineMs = 900_000 }) {
  const [out, err, times] = ['out', 'err', 'times'].map((name) => join(scratch, name));
  if (out === undefined || err === undefined || times === undefined) throw new Error('three names give three paths');
  for (const file of [out, err, times]) closeSync(openSync(file, 'w'));
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn('bash', ['-c', timed, 'measure', ...command], {
    env: { ...process.env, ...env, OUT: out, ERR: err, TIMES: times },
    cwd,
    stdio: 'ignore',
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('bash could not be started');
  let peakMb = 0;
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(pid));
  }, 50);
  const deadline = setTimeout(() => process.kill(-pid, 'SIGKILL'), deadlineMs);
  const [exitCode] = /** @type {[number | null]} */ (await once(child, 'close'));
  clearInterval(look);
  clearTimeout(deadline);
  const wallMs = performance.timeOrigin + performance.now() - startedAt;
  const seconds = readFileSync(times, 'utf8').trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  const cpuMs = seconds.reduce((sum, each) => sum + each, 0) * 1_000;
  return {
    startedAt,
    wallMs,
    cpuMs,
    peakMb,
    exitCode,
    output: readFileSync(out, 'utf8'),
    errors: readFileSync(err, 'utf8'),
  };
}

/** @param {number} root */
function residentMb(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = parentOf(pid);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  /** @type {(pid: number) => number} */
  const family = (pid) => residentOf(pid) + (children.get(pid) ?? []).reduce((sum, child) => sum + family(child), 0);
  return family(root) / 1_024;
}

/** @param {number} pid */
function parentOf(pid) {
  const status = statusOf(pid);
  const parent = /^PPid:\s*(\d+)/m.exec(status)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** @param {number} pid */
const residentOf = (pid) => Number(/^VmRSS:\s*(\d+)/m.exec(statusOf(pid))?.[1] ?? 0);

/** @param {number} pid */
function statusOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
