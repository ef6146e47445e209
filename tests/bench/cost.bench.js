// `npm run bench:cost`: what a link costs in CPU when nothing has to be waited for, beside a bare loop of undici with the same
// connections; and what a run costs before its first request, beside Node itself.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, median } from './measure.js';
import { plan as makePlan } from './plan.js';
import { intoReadme } from './readme.js';
import { circumstances, print, table } from './table.js';

/** @typedef {import('./measure.js').Cost & { firstMs: number | undefined }} Run */

const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    readme: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const program = fileURLToPath(new URL('../../bin/audit-links.js', import.meta.url));
const bare = fileURLToPath(new URL('bare.js', import.meta.url));

const folder = await mkdtemp(join(tmpdir(), 'audit-links-bench-'));
const web = fork(new URL('web.js', import.meta.url));
try {
  const plan = makePlan({ links: Number(values.links), hosts: 200, latency: false });
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  web.send({ plan: path, secure: false });
  /** @type {[{ port: number }]} */
  const [{ port }] = /** @type {any} */ (await once(web, 'message'));
  const addresses = plan.links.map(({ host, path: at }) => `http://${plan.addresses[host]}:${port}${at}`);
  const list = join(folder, 'list.json');
  await writeFile(list, JSON.stringify(addresses));
  const articles = await articleOf('many', addresses);
  const short = await articleOf('short', addresses.slice(0, 20));
  const audit = (/** @type {string} */ input) => [
    process.execPath,
    program,
    input,
    '--no-config',
    '--no-cache',
    '--allow-private',
    '--archive',
    'none',
    '--no-progress',
    '--host-interval',
    '0',
    '--fail-on',
    'never',
    '--quiet',
  ];

  const perLink = Number(values.links) / 1_000;
  const asksAll = [`${values.links} links`, 'bare undici'];
  const commands = {
    [`${values.links} links`]: audit(articles),
    'bare undici': [process.execPath, bare, list],
    '20 links': audit(short),
    'import undici': [process.execPath, '--input-type=module', '-e', 'await import("undici")'],
    '--help': [process.execPath, program, '--help'],
    '--version': [process.execPath, program, '--version'],
    'node --version': [process.execPath, '--version'],
    'node -e 0': [process.execPath, '-e', '0'],
  };
  /** @type {Map<string, Run[]>} */
  const costs = new Map(Object.keys(commands).map((name) => [name, []]));
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const cost = await measure(command, { scratch: folder, cwd });
      web.send('count');
      /** @type {[import('./web.js').WebCounts]} */
      const [{ firstAt }] = /** @type {any} */ (await once(web, 'message'));
      costs.get(name)?.push({ ...cost, firstMs: firstAt === undefined ? undefined : firstAt - cost.startedAt });
    }
  }
  const rows = [...costs].map(([name, all]) => {
    const of = (/** @type {(run: Run) => number} */ figure) => median(all.map(figure));
    const cpuMs = of((run) => run.cpuMs);
    return [
      name,
      of(({ wallMs }) => wallMs).toFixed(0),
      cpuMs.toFixed(0),
      asksAll.includes(name) ? (cpuMs / perLink).toFixed(0) : '',
      all[0]?.firstMs === undefined ? '' : of(({ firstMs = 0 }) => firstMs).toFixed(0),
    ];
  });
  const head = ['what', 'wall ms', 'CPU ms', 'CPU µs a link', 'first request after ms'];
  const told = `${circumstances()}, medians of ${rounds}.\n\n${table(head, rows)}\n\n${ratios(costs)}`;
  print(told);
  if (values.readme) await intoReadme('bench-cost', told);
} finally {
  web.kill();
  await rm(folder, { recursive: true });
}

/**
 * @param {string} name
 * @param {readonly string[]} addresses
 */
async function articleOf(name, addresses) {
  const into = join(folder, name);
  await mkdir(into);
  for (let start = 0; start < addresses.length; start += 100) {
    const items = addresses.slice(start, start + 100).map((address, index) => `- [number ${index}](${address})\n`);
    await writeFile(join(into, `article-${start}.md`), `# Article\n\n${items.join('')}`);
  }
  return into;
}

/**
 * What must be reached, beside what was.
 *
 * @param {ReadonlyMap<string, readonly Run[]>} costs
 */
function ratios(costs) {
  /** @type {(name: string, figure: (run: Run) => number) => number} */
  const of = (name, figure) => median((costs.get(name) ?? []).map(figure));
  const cpu = (/** @type {string} */ name) => of(name, ({ cpuMs }) => cpuMs);
  const first = of('20 links', ({ firstMs = Number.NaN }) => firstMs);
  const bare = of('import undici', ({ wallMs }) => wallMs);
  const helpBound = 1.5 * cpu('node --version') + 40;
  return [
    `A link takes ${(cpu(`${values.links} links`) / cpu('bare undici')).toFixed(2)} × the CPU that a bare loop of undici takes; no more than 1.5 × is wanted.`,
    `The first request goes out after ${(first / bare).toFixed(2)} × the time in which Node imports undici alone; no more than 1.3 × is wanted.`,
    `\`--help\` takes ${cpu('--help').toFixed(0)} ms of CPU; no more than 1.5 × \`node --version\` + 40 ms is wanted, which is ${helpBound.toFixed(0)} ms, and \`node -e 0\` alone takes ${cpu('node -e 0').toFixed(0)} ms.`,
  ].join('\n');
}
