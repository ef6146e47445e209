// `npm run bench:size`: how far memory grows with a run. The same web is cited by a hundred thousand links and by a million, each
// another address, and the report is written line by line.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './measure.js';
import { plan as makePlan } from './plan.js';
import { intoReadme } from './readme.js';
import { circumstances, print, table } from './table.js';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,1000000' },
    readme: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const program = fileURLToPath(new URL('../../bin/audit-links.js', import.meta.url));
const linksPerArticle = 100;
const deadlineMs = 3 * 3_600_000;

const folder = await mkdtemp(join(tmpdir(), 'audit-links-bench-'));
const web = fork(new URL('web.js', import.meta.url));
try {
  const plan = makePlan({ links: 1_000, hosts: 200, latency: false });
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  web.send({ plan: path, secure: false });
  /** @type {[{ port: number }]} */
  const [{ port }] = /** @type {any} */ (await once(web, 'message'));
  const addressOf = (/** @type {number} */ index) => {
    const { host, path: at } = plan.links[index % plan.links.length] ?? { host: 0, path: '/' };
    return `http://${plan.addresses[host]}:${port}${at}?issue=${index}`;
  };

  /** @type {{ size: number, peakMb: number, cells: readonly string[] }[]} */
  const rows = [];
  for (const size of sizes) {
    const articles = await articlesOf(size, addressOf);
    const cost = await measure(
      [process.execPath, program, articles, '--no-config', '--no-cache', '--allow-private', '--archive', 'none']
        .concat(['--no-progress', '--host-interval', '0', '--fail-on', 'never'])
        .concat(['--format', `jsonl:${join(folder, 'report.jsonl')}`]),
      { scratch: folder, cwd: folder, deadlineMs },
    );
    web.send('count');
    /** @type {[import('./web.js').WebCounts]} */
    const [{ requests, peakPerHost }] = /** @type {any} */ (await once(web, 'message'));
    const { lines, end } = await tellOf(join(folder, 'report.jsonl'));
    const isWhole = cost.exitCode === 0 && end.summary?.targets === size;
    const { wallMs, cpuMs, peakMb } = cost;
    const cells = [
      size.toLocaleString('en'),
      (wallMs / 1_000).toFixed(0),
      (cpuMs / 1_000).toFixed(0),
      peakMb.toFixed(0),
      `${requests}`,
      `${peakPerHost}`,
      `${lines}${isWhole ? '' : ` (not whole: ${cost.errors.trim().slice(0, 200)})`}`,
    ];
    rows.push({ size, peakMb, cells });
    print(cells.join(' · '));
    await rm(articles, { recursive: true });
  }
  const head = ['links', 'wall s', 'CPU s', 'peak MiB', 'requests', 'most at once on a host', 'lines of report'];
  const [first, last] = [rows[0], rows.at(-1)];
  const bytes =
    first === undefined || last === undefined || first === last
      ? undefined
      : ((last.peakMb - first.peakMb) * 2 ** 20) / (last.size - first.size);
  const grown = bytes === undefined ? '' : `\n\nPeak memory grows by ${bytes.toFixed(0)} bytes a link.`;
  const cells = rows.map((row) => row.cells);
  const told = `${circumstances()}; one round.\n\n${table(head, cells)}${grown}`;
  print(told);
  if (values.readme) await intoReadme('bench-size', told);
} finally {
  web.kill();
  await rm(folder, { recursive: true });
}

/**
 * @param {number} size
 * @param {(index: number) => string} addressOf
 */
async function articlesOf(size, addressOf) {
  const into = join(folder, `articles-${size}`);
  await mkdir(into);
  for (let start = 0; start < size; start += linksPerArticle) {
    const items = Array.from({ length: Math.min(linksPerArticle, size - start) }, (_, index) => {
      const number = start + index;
      return `- Told in [the report of ${number}](${addressOf(number)}), and elsewhere.\n`;
    });
    await writeFile(join(into, `article-${String(start).padStart(8, '0')}.md`), `# Article\n\n${items.join('')}`);
  }
  return into;
}

/**
 * How many lines a report has, and what its last one says.
 *
 * @param {string} path
 */
async function tellOf(path) {
  let lines = 0;
  let last = '{}';
  try {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      lines += 1;
      last = line;
    }
  } catch {
    return { lines, end: {} };
  }
  return { lines, end: JSON.parse(last) };
}
