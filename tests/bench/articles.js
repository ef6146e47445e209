// Articles by the thousand, of the shapes that articles have: prose with a few links, lists full of them, and front matter.

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
 * Writes that many articles, some in Chinese, some full of links, most with a few; the same each time.
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
  const isChinese = random() < 0.4;
  const linkShare = random() < 0.2 ? 1 : 0.25;
  const paragraphs = Array.from({ length: 6 + Math.floor(random() * 14) }, (_, part) => {
    const text = sentence(isChinese, random);
    if (random() > linkShare) return `${text} ${sentence(isChinese, random)}`;
    const address = `https://site-${Math.floor(random() * 900)}.example/${index}/${part}`;
    const kind = random();
    if (kind < 0.6) return `${text} [${text.slice(0, 12)}](${address}) ${sentence(isChinese, random)}`;
    if (kind < 0.75) return `![${text.slice(0, 8)}](${address}.jpg "a picture")`;
    if (kind < 0.85) return `- ${text}\n- <${address}>\n- *${text.slice(0, 9)}* and \`code\``;
    return `> ${text} ${address} ${text}`;
  });
  return `---\ntitle: Article ${index}\ndate: 2024-01-${String((index % 28) + 1).padStart(2, '0')}\n---\n\n# Article ${index}\n\n${paragraphs.join('\n\n')}\n`;
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
