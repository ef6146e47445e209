// `npm run bench:list`: taking the links out of thousands of articles, beside the plain way of doing it. The links must be the same.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeArticles } from './articles.js';
import { measure, median } from './measure.js';
import { intoReadme } from './readme.js';
import { circumstances, print, table } from './table.js';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    readme: { type: 'boolean', default: false },
  },
});
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const count = Number(values.articles);

const folder = await mkdtemp(join(tmpdir(), 'audit-links-bench-'));
try {
  const articles = join(folder, 'articles');
  const report = join(folder, 'report.json');
  await writeArticles(articles, count);
  const program = [here('../../bin/audit-links.js'), articles, '--no-config', '--list', '--no-progress'];
  const ways = {
    plain: { title: 'the plain way', command: [here('plain.js'), articles] },
    thread: { title: 'our extraction, in one thread', command: [here('extract.js'), articles] },
    program: { title: 'audit-links --list', command: [...program, '-f', `json:${report}`] },
  };
  const names = /** @type {const} */ (['plain', 'thread', 'program']);
  /** @type {Record<keyof typeof ways, import('./measure.js').Cost[]>} */
  const costs = { plain: [], thread: [], program: [] };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const name of names) {
      const command = [process.execPath, ...ways[name].command];
      const cost = await measure(command, { scratch: folder, cwd: folder });
      if (cost.exitCode !== 0) throw new Error(`${ways[name].title} ended with ${cost.exitCode}: ${cost.errors}`);
      costs[name].push(cost);
    }
  }

  /** @type {{ targets: readonly { url: string }[] }} */
  const { targets } = JSON.parse(await readFile(report, 'utf8'));
  const links = {
    plain: linksIn(costs.plain),
    thread: linksIn(costs.thread),
    program: targets.map(({ url }) => url).toSorted(),
  };
  const rows = names.map((name) => {
    const of = (/** @type {(cost: import('./measure.js').Cost) => number} */ figure) => costs[name].map(figure);
    const isSame = JSON.stringify(links[name]) === JSON.stringify(links.plain);
    if (!isSame) process.exitCode = 1;
    // Of rounds that stand beside each other: what else the machine did then, it did to both.
    const ratios = of(({ wallMs }) => wallMs).map((wallMs, index) => (costs.plain[index]?.wallMs ?? 0) / wallMs);
    return [
      ways[name].title,
      spread(of(({ wallMs }) => wallMs / 1_000)),
      spread(of(({ cpuMs }) => cpuMs / 1_000)),
      median(of(({ peakMb }) => peakMb)).toFixed(0),
      median(of(({ wallMs }) => (count / wallMs) * 1_000)).toFixed(0),
      spread(ratios),
      isSame ? 'the same' : `NOT the same: ${links[name].length}`,
    ];
  });
  const head = ['way', 'wall s', 'CPU s', 'peak MiB', 'articles a second', 'throughput ×', 'links'];
  const sizes = `${count} articles, ${links.plain.length} links; medians of ${values.rounds} rounds, with the least and the most`;
  const told = `${sizes}; ${circumstances()}\n\n${table(head, rows)}`;
  print(told);
  if (values.readme) await intoReadme('bench-list', told);
} finally {
  await rm(folder, { recursive: true });
}

/**
 * @param {readonly import('./measure.js').Cost[]} costs
 * @returns {readonly string[]}
 */
function linksIn(costs) {
  return JSON.parse(costs.at(-1)?.output ?? '[]');
}

/** @param {readonly number[]} values */
function spread(values) {
  const figure = (/** @type {number} */ value) => value.toFixed(value < 10 ? 2 : 1);
  return `${figure(median(values))} (${figure(Math.min(...values))}–${figure(Math.max(...values))})`;
}
