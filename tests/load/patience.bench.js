// `npm run bench:load`: how long do 2,000 links on 200 hosts take, with servers that hang among them? A run may take a quarter
// longer than the most that one link alone may take: what hangs must keep nobody else waiting.

import { runLoad } from './run.js';
import { hangingHosts, hangingLinks, heavyPages } from './scenarios.js';

/** @import { Scenario } from './scenarios.js' */

const bound = 1.25;
/** The work itself takes seconds, whatever the timeout: with a shorter one, its share would be the machine's measure. */
const ways = { timeout: 10, retries: 2, hostConcurrency: 4 };
/** The program's own: it waits for a random part of this before each retry. */
const longestBackoffsMs = [1_000, 4_000];

/** The most that a link may take that is alone in the world, in milliseconds. */
const patienceMs =
  (1 + ways.retries) * ways.timeout * 1_000 +
  longestBackoffsMs.slice(0, ways.retries).reduce((sum, backoff) => sum + backoff, 0);

print(`Node ${process.version}; timeout ${ways.timeout} s, ${ways.retries} retries, ${ways.hostConcurrency} a host\n`);
for (const scenario of [hangingLinks(), hangingHosts(), heavyPages()]) {
  const problems = await measured(scenario);
  for (const problem of problems) print(`  NOT AS IT SHOULD BE: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

/**
 * Runs one scenario and prints its figures. Gives what is not as it should be.
 *
 * @param {Scenario} scenario
 */
async function measured(scenario) {
  const { wrong, verdicts, peakPerHost, requests, cost } = await runLoad(scenario, ways);
  const { wallMs, cpuMs, peakRssMb, longestBlockMs } = cost;
  const ratio = wallMs / patienceMs;
  print(`${scenario.title} (${scenario.links.length} links)`);
  print(`  wall       ${seconds(wallMs)}, patience ${seconds(patienceMs)}, ratio ${ratio.toFixed(2)}`);
  print(`  client     ${seconds(cpuMs)} CPU (${(cpuMs / scenario.links.length).toFixed(2)} ms a link),`);
  print(
    `             ${peakRssMb.toFixed(0)} MiB peak RSS, event loop blocked for ${longestBlockMs.toFixed(0)} ms at most`,
  );
  print(`  servers    ${requests} requests, at most ${peakPerHost} at once on one host`);
  print(
    `  verdicts   ${Object.entries(verdicts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}; ${wrong.length} wrong`,
  );
  return [
    ...(ratio > bound ? [`the ratio is over ${bound}`] : []),
    ...(peakPerHost > ways.hostConcurrency ? [`a host had ${peakPerHost} requests at once`] : []),
    ...wrong,
  ];
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1_000).toFixed(2)} s`;
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
