// Where the README tells how fast it is: what a bench has printed, between two comments with its name.

import { readFile, writeFile } from 'node:fs/promises';

const path = new URL('../../README.md', import.meta.url);

/**
 * @param {string} name
 * @param {string} text
 */
export async function intoReadme(name, text) {
  const readme = await readFile(path, 'utf8');
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = readme.split(start);
  const after = rest.slice(rest.indexOf(end));
  if (!rest.includes(end)) throw new Error(`README.md has no place for ${name}`);
  await writeFile(path, `${before}${start}\n\n${text.trim()}\n\n${after}`);
}
