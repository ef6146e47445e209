// The program under load, in a process of its own: no server shares its event loop, and what it costs is its own.
// Takes a `ClientJob` as JSON, runs the built program, and prints a `ClientCost` as JSON.

import { monitorEventLoopDelay } from 'node:perf_hooks';

const dist = new URL('../../dist/', import.meta.url);
/** @type {typeof import('../../src/cli.ts')} */
const { main } = await import(new URL('cli.js', dist).href);
/** @type {typeof import('../../src/node/world.ts')} */
const { createWorld } = await import(new URL('node/world.js', dist).href);

/**
 * @typedef {object} ClientJob
 * @property {readonly string[]} argv As a user would type it.
 * @property {number} hostConcurrency What `argv` says of it.
 * @property {Readonly<Record<string, number>>} ports Where port 80 of an address is.
 * @property {readonly string[]} [dnsServers]
 */

/**
 * @typedef {object} ClientCost
 * @property {number} exitCode
 * @property {number} wallMs
 * @property {number} cpuMs Of all its threads.
 * @property {number} peakRssMb
 * @property {number} longestBlockMs How long its event loop stood still, at most.
 */

const [text = ''] = process.argv.slice(2);
/** @type {ClientJob} */
const { argv, hostConcurrency, ports, dnsServers } = JSON.parse(text);

const world = createWorld(
  { hostConcurrency },
  {
    env: {},
    portOf: (address, port) => (port === 80 ? (ports[address] ?? port) : port),
    ...(dnsServers === undefined ? {} : { dnsServers }),
  },
);
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const startedAt = performance.now();
const exitCode = await main(argv, process, world);
const wallMs = performance.now() - startedAt;
delay.disable();
await world.close();

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
/** @type {ClientCost} */
const cost = {
  exitCode,
  wallMs,
  cpuMs: (userCPUTime + systemCPUTime) / 1_000,
  peakRssMb: maxRSS / 1_024,
  longestBlockMs: delay.max / 1e6,
};
process.stdout.write(JSON.stringify(cost));
