// What `--list` takes out of the articles of a folder, without the program around it: our extraction alone, in one thread, for
// `list.bench.js` to stand beside the plain way. `node extract.js <folder>`

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from '../../dist/extract/index.js';
import { resolve } from '../../dist/resolve.js';

const [folder = '.'] = process.argv.slice(2);
/** @type {Set<string>} */
const found = new Set();
for (const name of readdirSync(folder)) {
  for (const link of extract(readFileSync(join(folder, name), 'utf8')).links) found.add(resolve(link).target.url);
}
process.stdout.write(`${JSON.stringify([...found].toSorted())}\n`);
