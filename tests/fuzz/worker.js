// Fuzzes one target, off the thread that watches over it: what hangs can only be ended from outside.

import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import * as fc from 'fast-check';
import { targets } from './targets.js';

/** @import { FuzzTarget } from './target.js' */

/**
 * @typedef {object} FuzzJob
 * @property {keyof typeof targets} name
 * @property {number} seed
 * @property {number} runs How many inputs, of batches the last one whole.
 * @property {string | undefined} path Where fast-check found a failing input.
 * @property {SharedArrayBuffer} progress
 */

/**
 * @typedef {object} FuzzResult
 * @property {number} inputs
 * @property {number} slowestMs Of one input, or of a batch of them.
 * @property {{ readonly path: string; readonly input: string; readonly error: string }} [failure]
 */

const { name, seed, runs, path, progress } = /** @type {FuzzJob} */ (workerData);
/** How many values were begun, since when (`Date.now()`) the present one is under way, and how many inputs each holds. */
const begun = new Float64Array(progress);

// A warning goes to stderr past our writers, with whatever text is in it.
process.on('warning', (warning) => {
  throw warning;
});

const target = await targets[name]();
const { inputs, batch, check, close } = /** @type {FuzzTarget<unknown>} */ (target);
begun[2] = batch;

/** Values between two turns. */
const turn = 100;

let slowestMs = 0;
const property = fc.asyncProperty(inputs, async (input) => {
  begun[0] = (begun[0] ?? 0) + 1;
  begun[1] = Date.now();
  const started = performance.now();
  await check(input);
  slowestMs = Math.max(slowestMs, performance.now() - started);
  // What nobody caught, and what was warned of, comes out between two turns of the loop.
  if (begun[0] % turn === 0) await setImmediate();
});
const details = await fc.check(property, {
  seed,
  numRuns: Math.ceil(runs / batch),
  ...(path === undefined ? {} : { path }),
});
await setImmediate();

/** @type {FuzzResult} */
const result = { inputs: details.numRuns * batch, slowestMs };
if (details.failed) {
  const { errorInstance } = details;
  result.failure = {
    path: details.counterexamplePath ?? '',
    input: JSON.stringify(details.counterexample?.[0]),
    error: errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance),
  };
}
await close?.();
parentPort?.postMessage(result);
