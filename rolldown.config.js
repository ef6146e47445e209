// The second half of the build: the program as a few files. Node takes longer to find and read the five hundred modules that it is made
// of than to run them. What `tsc` writes stays beside it, module by module, for its types and for tests.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';

/** @import { Plugin } from 'rolldown' */

export default defineConfig({
  input: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    // Started by their names, which they keep: they lie beside who starts them, here as in `src/node`.
    'parse-process': 'src/node/parse-process.ts',
    'parse-worker': 'src/node/parse-worker.ts',
    'store-check': 'src/node/store-check.ts',
  },
  platform: 'node',
  // Native, or a peer that only some bring along.
  external: ['lmdb', 'bullmq', 'ioredis'],
  output: {
    dir: 'dist/program',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
  plugins: [licences()],
});

/**
 * Lays the licences of what is in the bundle beside it, as they ask for. A package without one ends the build.
 *
 * @returns {Plugin}
 */
function licences() {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
      const folders = modules.map(packageOf).filter((folder) => folder !== undefined);
      const texts = [...new Set(folders)].toSorted().map(licenceOf);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: `${texts.join('\n\n')}\n` });
    },
  };
}

/** @param {string} path */
const packageOf = (path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];

/** @param {string} folder */
function licenceOf(folder) {
  /** @type {{ name: string, version: string }} */
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder);
  // Some say it in their README alone.
  const file = files.find((each) => /^licen[cs]e/i.test(each)) ?? files.find((each) => /^readme/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence: it can't be part of the program`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
}
