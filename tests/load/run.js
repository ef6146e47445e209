// Puts load on the program, and compares what it says with what is right.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serveLoad } from './web.js';

/** @import { ClientCost, ClientJob } from './client.js' */
/** @import { LoadLink, Scenario } from './scenarios.js' */

/**
 * @typedef {object} Ways
 * @property {number} timeout Seconds.
 * @property {number} retries
 * @property {number} hostConcurrency
 * @property {number} [concurrency]
 * @property {readonly string[]} [dnsServers]
 */

/**
 * @typedef {object} Ran
 * @property {readonly string[]} wrong Links with a verdict that is not right, as `url: verdict`.
 * @property {Readonly<Record<string, number>>} verdicts How many links have which.
 * @property {number} peakPerHost As the servers counted.
 * @property {number} requests
 * @property {ClientCost} cost
 */

/** Links in one document. */
const documentLength = 100;

/**
 * @param {Scenario} scenario
 * @param {Ways} ways
 * @returns {Promise<Ran>}
 */
export async function runLoad({ addresses, links }, ways) {
  const web = await serveLoad(addresses);
  const folder = await mkdtemp(join(tmpdir(), 'audit-links-load-'));
  try {
    const articles = join(folder, 'articles');
    const record = join(folder, 'report.json');
    await writeArticles(articles, links);
    const { timeout, retries, hostConcurrency, concurrency = 256, dnsServers } = ways;
    const flags = `--allow-private --archive none --no-progress --timeout ${timeout} --retries ${retries} --concurrency ${concurrency} --host-concurrency ${hostConcurrency}`;
    const cost = await runClient({
      argv: [articles, ...flags.split(' '), '--format', `json:${record}`],
      hostConcurrency,
      ports: web.ports,
      ...(dnsServers === undefined ? {} : { dnsServers }),
    });
    /** @type {{ targets: { url: string, status: string, reason: string }[] }} */
    const { targets } = JSON.parse(await readFile(record, 'utf8'));
    const given = new Map(targets.map(({ url, status, reason }) => [url, `${status}/${reason}`]));
    return {
      wrong: links.flatMap(({ url, allowed }) => {
        const verdict = given.get(url) ?? 'missing';
        return allowed.includes(verdict) ? [] : [`${url}: ${verdict}`];
      }),
      verdicts: counted([...given.values()]),
      peakPerHost: web.peakPerHost(),
      requests: web.requests(),
      cost,
    };
  } finally {
    await web.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly LoadLink[]} links
 */
async function writeArticles(folder, links) {
  await mkdir(folder);
  for (let start = 0; start < links.length; start += documentLength) {
    const items = links.slice(start, start + documentLength).map(({ url }, index) => `- [link ${index}](${url})\n`);
    await writeFile(join(folder, `article-${start}.md`), `# Article ${start}\n\n${items.join('')}`);
  }
}

/**
 * @param {ClientJob} job
 * @returns {Promise<ClientCost>}
 */
async function runClient(job) {
  const client = fileURLToPath(new URL('client.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [client, JSON.stringify(job)]);
  return JSON.parse(stdout);
}

/** @param {readonly string[]} names */
function counted(names) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
