// The least that a client can do: each address asked for once with undici, four connections a host, each body read and dropped.
// `node bare.js <JSON file of addresses>`

import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';

const [file = ''] = process.argv.slice(2);
/** @type {readonly string[]} */
const addresses = JSON.parse(readFileSync(file, 'utf8'));
const connections = 4;
const dispatcher = new Agent({ connections, pipelining: 1 });
/** @type {Map<string, string[]>} */
const byHost = new Map();
for (const address of addresses) {
  const { host } = new URL(address);
  byHost.set(host, [...(byHost.get(host) ?? []), address]);
}
/** @param {string[]} queue */
async function work(queue) {
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const { body } = await request(address, { dispatcher });
    await body.dump({ limit: 131_072 });
  }
}
await Promise.all([...byHost.values()].flatMap((queue) => Array.from({ length: connections }, () => work(queue))));
await dispatcher.close();
