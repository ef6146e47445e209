// `npm run bench:tools`: the same links, the same web, one tool after the other and round again; beside the time of each stands what it
// got wrong and whether it crowded a host. A fast wrong answer is not fast.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { politeIdealMs } from './ideal.js';
import { measure, median } from './measure.js';
import { intoReadme } from './readme.js';
import { plan as makePlan } from './plan.js';
import { leftOut, tools } from './tools.js';
import { circumstances, print, table } from './table.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Cost } from './measure.js' */
/** @import { Plan } from './plan.js' */
/** @import { Errand, Tool } from './tools.js' */
/** @import { WebCounts } from './web.js' */

/** @typedef {Cost & WebCounts & { falseDead: number, falseAlive: number, unsure: number }} Run */

const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '5000' },
    hosts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    timeout: { type: 'string', default: '10' },
    retries: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    secure: { type: 'boolean', default: false },
    still: { type: 'boolean', default: false },
    slow: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    readme: { type: 'boolean', default: false },
  },
});
const size = {
  links: Number(values.links),
  hosts: Number(values.hosts),
  seed: Number(values.seed),
  latency: !values.still,
};
const manners = { hostConcurrency: 4, hostIntervalMs: 50 };
const patience = { timeout: Number(values.timeout), retries: Number(values.retries) };

/** Links in one article. */
const articleLength = 100;

const folder = await mkdtemp(join(tmpdir(), 'audit-links-bench-'));
/** @type {ChildProcess | undefined} */
let web;
try {
  const plan = makePlan(size);
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  web = fork(new URL('web.js', import.meta.url));
  web.send({ plan: path, secure: values.secure });
  /** @type {{ port: number, ca?: string }} */
  const { port, ca } = await answerOf(web);
  const base = values.secure ? 'https' : 'http';
  const addressOf = (/** @type {Plan['links'][number]} */ link) =>
    `${base}://${plan.addresses[link.host]}:${port}${link.path}`;
  const caPath = join(folder, 'ca.pem');
  if (ca !== undefined) await writeFile(caPath, ca);
  const articles = join(folder, 'articles');
  await writeArticles(articles, plan, addressOf);

  const chosen = tools.filter(({ name, slow }) => values.only?.includes(name) ?? (values.slow || slow !== true));
  const present = chosen.filter((tool) => tool.version() !== undefined);
  /** @type {Map<Tool, Run[]>} */
  const runs = new Map(present.map((tool) => [tool, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const tool of present) {
      const scratch = await mkdtemp(join(folder, 'run-'));
      /** @type {Errand} */
      const errand = {
        folder: articles,
        scratch,
        index: `${base}://${plan.addresses[0]}:${port}/index.html`,
        ...patience,
        ...manners,
        ...(ca === undefined ? {} : { ca: caPath }),
      };
      const trust = ca === undefined ? {} : { NODE_EXTRA_CA_CERTS: caPath, SSL_CERT_FILE: caPath };
      const { endsMs } = tool;
      const limits = endsMs === undefined ? {} : { deadlineMs: endsMs };
      const cost = await measure(tool.command(errand), { scratch, cwd: articles, env: trust, ...limits });
      web.send('count');
      /** @type {WebCounts} */
      const counts = await answerOf(web);
      runs.get(tool)?.push({ ...cost, ...counts, ...scoreOf(tool, cost, errand, plan, addressOf) });
    }
  }
  const idealMs = politeIdealMs(plan, { ...manners, timeoutMs: patience.timeout * 1_000, retries: patience.retries });
  const told = `${heading()}\n${standings(runs, idealMs)}`;
  print(told);
  if (values.readme) await intoReadme(`bench-${base}`, told);
  for (const tool of chosen) if (!present.includes(tool)) print(`- ${tool.name} is not here: \`${tool.missing}\``);
  for (const [name, why] of Object.entries(leftOut)) print(`- ${name} is left out: it ${why}`);
} finally {
  web?.kill();
  await rm(folder, { recursive: true });
}

/**
 * @param {string} into
 * @param {Plan} plan
 * @param {(link: Plan['links'][number]) => string} addressOf
 */
async function writeArticles(into, { links }, addressOf) {
  await mkdir(into);
  for (let start = 0; start < links.length; start += articleLength) {
    const lines = links
      .slice(start, start + articleLength)
      .map(
        (link, index) => `${link.kind === 'image' ? '!' : ''}[Number ${index}](${addressOf(link)}) is cited here.\n\n`,
      );
    await writeFile(join(into, `article-${start}.md`), `# Article ${start}\n\n${lines.join('')}`);
  }
}

/**
 * @param {Tool} tool
 * @param {Cost} cost
 * @param {Errand} errand
 * @param {Plan} plan
 * @param {(link: Plan['links'][number]) => string} addressOf
 */
function scoreOf(tool, { output, errors, exitCode }, errand, { links }, addressOf) {
  /** @type {ReturnType<Tool['read']>} */
  let said;
  try {
    said = tool.read(output, errand);
  } catch (error) {
    throw new Error(`${tool.name} ended with ${exitCode}, and its answer can't be read: ${errors.slice(0, 500)}`, {
      cause: error,
    });
  }
  const judged = links.map((link) => ({ truth: link.truth, said: said(addressOf(link)) }));
  const decided = judged.filter(({ truth }) => truth !== 'unsure');
  return {
    falseDead: judged.filter(({ truth, said: word }) => truth === 'alive' && word === 'dead').length,
    falseAlive: judged.filter(({ truth, said: word }) => truth === 'dead' && word === 'alive').length,
    unsure: decided.filter(({ said: word }) => word === undefined || word === 'unsure').length,
  };
}

function heading() {
  return (
    `${size.links} links, ${size.hosts} hosts, ${values.secure ? 'HTTPS' : 'HTTP'}, ${size.latency ? 'realistic latency' : 'no latency'}; ` +
    `timeout ${patience.timeout} s, ${patience.retries} retries; medians of ${values.rounds} rounds; ${circumstances()}\n`
  );
}

/**
 * @param {ReadonlyMap<Tool, readonly Run[]>} runs
 * @param {number} idealMs
 */
function standings(runs, idealMs) {
  const rows = [...runs].map(([tool, all]) => {
    /** @param {(run: Run) => number} figure */
    const of = (figure) => median(all.map(figure));
    const walls = all.map(({ wallMs }) => wallMs / 1_000);
    const spread = all.some(({ exitCode }) => exitCode === null)
      ? 'stopped'
      : `${Math.min(...walls).toFixed(1)}–${Math.max(...walls).toFixed(1)}`;
    const crowds = of(({ peakPerHost }) => peakPerHost);
    return [
      `${tool.name} ${tool.version()}`,
      `${of(({ wallMs }) => wallMs / 1_000).toFixed(1)} (${spread})`,
      (of(({ wallMs }) => wallMs) / idealMs).toFixed(2),
      of(({ cpuMs }) => cpuMs / 1_000).toFixed(1),
      of(({ peakMb }) => peakMb).toFixed(0),
      of(({ requests }) => requests).toFixed(0),
      of(({ connections }) => connections).toFixed(0),
      `${crowds}${crowds > manners.hostConcurrency ? ' (crowds)' : ''}`,
      of(({ falseDead }) => falseDead).toFixed(0),
      of(({ falseAlive }) => falseAlive).toFixed(0),
      of(({ unsure }) => unsure).toFixed(0),
    ];
  });
  const head = [
    'tool',
    'wall s (spread)',
    '÷ polite ideal',
    'CPU s',
    'peak MiB',
    'requests',
    'connections',
    'most at once on a host',
    'false dead',
    'false alive',
    'undecided',
  ];
  const ideal = [
    'polite ideal',
    (idealMs / 1_000).toFixed(1),
    '1.00',
    ...Array.from({ length: head.length - 3 }, () => ''),
  ];
  return table(head, [ideal, ...rows]);
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<any>}
 */
async function answerOf(child) {
  const [answer] = await once(child, 'message');
  return answer;
}
