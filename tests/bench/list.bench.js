// `npm run bench:list`: taking the links out of thousands of articles, beside the plain way of doing it. The links must be the same.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeArticles } from './articles.js';
import { measure, median } from './measure.js';

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' } },
});
const program = fileURLToPath(new URL('../../bin/audit-links.js', import.meta.url));
const plain = fileURLToPath(new URL('plain.js', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'audit-links-bench-'));
try {
  const articles = join(folder, 'articles');
  const report = join(folder, 'report.json');
  await writeArticles(articles, Number(values.articles));
  const commands = {
    ours: [process.execPath, program, articles, '--no-config', '--list', '--no-progress', '-f', `json:${report}`],
    plain: [process.execPath, plain, articles],
  };
  /** @type {Record<keyof typeof commands, import('./measure.js').Cost[]>} */
  const costs = { ours: [], plain: [] };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const name of /** @type {const} */ (['ours', 'plain']))
      costs[name].push(await measure(commands[name], { scratch: folder, cwd: folder }));
  }
  /** @type {{ targets: readonly { url: string }[] }} */
  const { targets } = JSON.parse(await readFile(report, 'utf8'));
  const ours = targets.map(({ url }) => url).toSorted();
  /** @type {readonly string[]} */
  const theirs = JSON.parse(costs.plain.at(-1)?.output ?? '[]');
  const same = JSON.stringify(ours) === JSON.stringify(theirs);
  print(
    `${values.articles} articles, ${ours.length} links; ${same ? 'the same links' : `NOT the same: ${theirs.length} the plain way`}`,
  );
  for (const [name, all] of Object.entries(costs)) {
    const of = (/** @type {(cost: import('./measure.js').Cost) => number} */ figure) =>
      median(all.map(figure)).toFixed(1);
    print(
      `${name.padEnd(6)} wall ${of(({ wallMs }) => wallMs / 1_000)} s, CPU ${of(({ cpuMs }) => cpuMs / 1_000)} s, peak ${of(({ peakMb }) => peakMb)} MiB`,
    );
  }
  const ratios = costs.ours.map(({ wallMs }, index) => (costs.plain[index]?.wallMs ?? 0) / wallMs);
  print(
    `throughput ${median(ratios).toFixed(2)} × the plain way (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
  );
  if (!same) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
