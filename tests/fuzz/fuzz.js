// Fuzzes what strangers' bytes come to first. `npm run fuzz -- [targets] [--runs n] [--seed n] [--path p]`

import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createSanitiser } from '../../dist/formats/sanitise.js';
import { targets } from './targets.js';

/** @import { FuzzJob, FuzzResult } from './worker.js' */

const names = /** @type {(keyof typeof targets)[]} */ (Object.keys(targets));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const chosen = names.filter((name) => positionals.length === 0 || positionals.includes(name));
if (chosen.length < positionals.length) throw new Error(`There are: ${names.join(', ')}`);
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

/** Milliseconds for one input, or for a batch of them: as many as the program has for a whole document. */
const deadlineMs = 10_000;

const { cleanLines } = createSanitiser();
const say = (/** @type {string} */ text) => void process.stdout.write(`${cleanLines(text)}\n`);
const again = (/** @type {string} */ name, /** @type {string} */ where) =>
  `again: npm run fuzz -- ${name} --seed ${seed} ${where}`;

/** @type {(name: FuzzJob['name']) => Promise<boolean>} */
async function fuzz(name) {
  const progress = new SharedArrayBuffer(24);
  const begun = new Float64Array(progress);
  const started = performance.now();
  /** @type {FuzzJob} */
  const job = { name, seed, runs, path: values.path, progress };
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: job });
  const soFar = () => `--runs ${(begun[0] ?? 0) * (begun[2] ?? 1)}`;
  /** @type {FuzzResult | string} */
  const end = await new Promise((resolve) => {
    const watch = setInterval(() => {
      const [count = 0, since = 0] = begun;
      if (since > 0 && Date.now() - since > deadlineMs) resolve(`hangs\n  ${again(name, `--path ${count - 1}`)}`);
    }, 500);
    worker.on('message', resolve);
    // Also what nobody awaited, and what nobody caught.
    worker.on('error', (error) => resolve(`breaks: ${error.stack ?? error.message}\n  ${again(name, soFar())}`));
    worker.on('exit', (code) => resolve(`ended with ${code}\n  ${again(name, soFar())}`));
    worker.on('exit', () => clearInterval(watch));
  });
  await worker.terminate();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (typeof end === 'string') {
    say(`${name}: ${end}`);
    return false;
  }
  const { inputs, slowestMs, failure } = end;
  const size = `${inputs} inputs in ${seconds} s, the slowest in ${Math.ceil(slowestMs)} ms, seed ${seed}`;
  say(`${name}: ${failure === undefined ? 'fine' : 'FAILED'}, ${size}`);
  if (failure === undefined) return true;
  say(`  ${failure.error}\n  with ${failure.input.slice(0, 5000)}\n  ${again(name, `--path ${failure.path}`)}`);
  return false;
}

for (const name of chosen) if (!(await fuzz(name))) process.exitCode = 1;
