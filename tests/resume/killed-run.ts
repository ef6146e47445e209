import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AuditOptionsInput } from '../../src/options/schema.ts';

const program = fileURLToPath(new URL('../../fixtures/cli/announced.js', import.meta.url));

/** How a run ended. */
interface Ended {
  /** The addresses that it said were done. */
  readonly finished: readonly string[];
  /** As JSON; `undefined` if it was killed before it had one. */
  readonly report: string | undefined;
  readonly ms: number;
}

/** Runs an audit in a process of its own, which is killed after so many milliseconds if it is not done by then. */
export async function killedAfter(
  ms: number,
  { cwd, inputs, options }: { cwd: string; inputs: readonly string[]; options: AuditOptionsInput },
): Promise<Ended> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, JSON.stringify({ inputs, options })], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = Number.isFinite(ms) ? setTimeout(() => child.kill('SIGKILL'), ms) : undefined;
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  await once(child, 'close');
  clearTimeout(timer);
  if (child.signalCode === null && child.exitCode !== 0)
    throw new Error(`It ended with ${child.exitCode}: ${said.err}`);
  const lines = said.out.split('\n');
  const last = lines.pop() ?? '';
  return {
    finished: lines,
    report: child.exitCode === 0 ? last : undefined,
    ms: performance.now() - start,
  };
}
