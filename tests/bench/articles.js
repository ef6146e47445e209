// Articles by the thousand, of the shapes that articles have: short and long prose with a few links, lists full of them, front
// matter, tables and markup here and there, three of four in Chinese. The same each time.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from '../load/scenarios.js';

const words =
  'the report says that on Monday a spokesman for the ministry told reporters who had waited since morning near the old bridge where prices rose again and trains stood still until evening while others kept working'.split(
    ' ',
  );
const chinese =
  '当地时间周一发言人对记者表示价格再次上涨列车停运直到傍晚才恢复通行其他人继续工作桥边的人群没有散去'.split('');

/**
 * Writes that many articles.
 *
 * @param {string} folder
 * @param {number} count
 */
export async function writeArticles(folder, count) {
  const random = seeded(7);
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1)
    await writeFile(join(folder, `${String(index).padStart(6, '0')}.md`), articleOf(index, random));
}

/**
 * @param {number} index
 * @param {() => number} random
 */
function articleOf(index, random) {
  const chance = (/** @type {number} */ share) => random() < share;
  const isChinese = chance(0.75);
  const isDense = chance(0.1);
  const hasReferences = chance(0.05);
  const hasMarkup = chance(0.25);
  const hasTables = chance(0.04);
  const hasCode = chance(0.15);
  let links = 0;
  const words = () => sentence(isChinese, random);
  const text = () => Array.from({ length: 1 + Math.floor(random() * 4) }, words).join(isChinese ? '' : ' ');
  const address = () =>
    `https://site-${Math.floor(random() * 900)}.example/${index}/${(links += 1)}/${random().toString(36).slice(2)}_a.html?from=list&n=${links}`;
  const link = () => `[${words().slice(0, 14).trim()}](${address()})`;
  const bullet = chance(0.7) ? '-' : '*';

  // Half of them are below two thousand units, one in twenty is above twenty thousand.
  const length = 700 * Math.exp(1 + 1.1 * gauss(random));
  const blocks = [`# ${words()}`];
  for (let size = 0; size < Math.min(length, 60_000); size += blocks.at(-1)?.length ?? 0) {
    const kind = random();
    if (isDense && kind < 0.5) {
      const items = Array.from({ length: 3 + Math.floor(random() * 12) }, () => `${bullet} ${link()} - ${words()}`);
      blocks.push(items.join(kind < 0.1 ? '\n\n' : '\n'));
    } else if (hasTables && kind < 0.3) {
      const rows = Array.from(
        { length: 2 + Math.floor(random() * 8) },
        () => `| ${words()} | \`${words().slice(0, 8)}\` |`,
      );
      blocks.push(`| a | b |\n|---|---|\n${rows.join('\n')}`);
    } else if (hasCode && kind < 0.15) blocks.push(`\`\`\`js\nconst a = [${words().length}];\n\nrun(a);\n\`\`\``);
    else if (hasMarkup && kind < 0.12) blocks.push(`<p align="center">\n${words()}<br>\n</p>`);
    else if (hasReferences && kind < 0.3) {
      links += 1;
      blocks.push(`${text()} [${words().slice(0, 9).trim()}][r${links}]${words()}\n\n[r${links}]: ${address()}`);
    } else if (kind < 0.12) blocks.push(`## ${words()}`);
    else if (kind < 0.22) blocks.push(`![${chance(0.5) ? words().slice(0, 8) : ''}](${address()}.jpg)`);
    else if (kind < 0.27)
      blocks.push(
        `${bullet} ${words()}\n${bullet} **${words().slice(0, 8).trim()}** ${link()}\n  ${bullet} ${words()}`,
      );
    else if (kind < 0.3) blocks.push(`${bullet} ${words()}\n${bullet} ${words()}`);
    else if (kind < 0.34) blocks.push(`> ${text()}\n> ${words()} ${chance(0.5) ? link() : ''}`.trimEnd());
    else if (kind < 0.42) blocks.push(`**${words().slice(0, 12).trim()}** ${text()}\n${text()}`);
    else if (kind < 0.46) blocks.push(`${text()} ${address()} ${words()}`);
    else if (kind < 0.49) blocks.push(`*${words().slice(0, 20).trim()} \`${words().slice(0, 8).trim()}`);
    else if (kind < 0.7) blocks.push(`${text()}${link()}${text()}`);
    else blocks.push(text());
  }
  const frontMatter = `---\ntitle: ${words()}\ndate: 2024-01-${String((index % 28) + 1).padStart(2, '0')}\n${chance(0.2) ? 'tags: [a, b]\n' : ''}---\n\n`;
  return `${chance(0.72) ? frontMatter : ''}${blocks.join('\n\n')}\n`;
}

/**
 * Normally distributed (Box and Muller).
 *
 * @param {() => number} random
 */
function gauss(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * @param {boolean} isChinese
 * @param {() => number} random
 */
function sentence(isChinese, random) {
  const pick = (/** @type {readonly string[]} */ from) => from[Math.floor(random() * from.length)] ?? '';
  const length = 8 + Math.floor(random() * 30);
  const parts = Array.from({ length }, () => pick(isChinese ? chinese : words));
  return isChinese ? `${parts.join('')}。` : `${parts.join(' ')}.`;
}
