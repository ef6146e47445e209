// The tools: how each is told to do the same work, and how its answer is read. Settings are fair where a tool has any: the
// same patience and retries for all, and our manners on a host for those that know manners.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {'alive' | 'dead' | 'unsure'} Said */

/**
 * @typedef {object} Errand
 * @property {string} folder Of the articles.
 * @property {string} scratch A folder for the tool's own files.
 * @property {string} index The address of a page with all links.
 * @property {number} timeout Seconds.
 * @property {number} retries
 * @property {number} hostConcurrency
 * @property {number} hostIntervalMs
 * @property {string} [ca] The path of the certificate to trust.
 */

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {() => string | undefined} version `undefined`: it is not here.
 * @property {string} missing How to get it.
 * @property {true} [slow] One run of it takes many minutes: only on demand.
 * @property {number} [endsMs] It is stopped after so long: by itself it may never end.
 * @property {(errand: Errand) => readonly string[]} command
 * @property {(output: string, errand: Errand) => (url: string) => Said | undefined} read Its standard output → what it said of a link.
 */

const here = new URL('.', import.meta.url);
const own = fileURLToPath(new URL('../../', here));
const require = createRequire(new URL('package.json', here));

/** @type {readonly Tool[]} */
export const tools = [
  {
    name: 'audit-links',
    version: () => JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')).version,
    missing: 'npm run build',
    command: (errand) => [
      process.execPath,
      join(own, 'bin/audit-links.js'),
      errand.folder,
      '--no-config',
      '--no-cache',
      '--allow-private',
      '--archive',
      'none',
      '--no-progress',
      '--fail-on',
      'never',
      '--timeout',
      `${errand.timeout}`,
      '--retries',
      `${errand.retries}`,
      '--host-concurrency',
      `${errand.hostConcurrency}`,
      '--host-interval',
      `${errand.hostIntervalMs}`,
      ...(errand.ca === undefined ? [] : ['--ca-file', errand.ca]),
      '--format',
      `json:${join(errand.scratch, 'report.json')}`,
    ],
    read(_, { scratch }) {
      const { targets } = JSON.parse(readFileSync(join(scratch, 'report.json'), 'utf8'));
      /** @type {Map<string, string>} */
      const said = new Map(
        targets.map((/** @type {{ url: string, status: string }} */ { url, status }) => [url, status]),
      );
      return (url) => {
        const status = said.get(url);
        return status === 'moved' ? 'alive' : status === 'alive' || status === 'dead' ? status : 'unsure';
      };
    },
  },
  {
    name: 'linkinator',
    version: () => versionOf('linkinator'),
    missing: 'npm ci --prefix tests/bench',
    command: ({ timeout }) => [...linkinator(), '--timeout', `${timeout * 1_000}`],
    read: linkinatorSaid,
  },
  {
    // As who installs it has it: nothing ends its wait for a server that is silent.
    name: 'linkinator, its defaults',
    version: () => versionOf('linkinator'),
    missing: 'npm ci --prefix tests/bench',
    slow: true,
    endsMs: 300_000,
    command: linkinator,
    read: (output) => (output.includes('{') ? linkinatorSaid(output) : () => undefined),
  },
  {
    name: 'markdown-link-check',
    version: () => versionOf('markdown-link-check'),
    missing: 'npm ci --prefix tests/bench',
    slow: true,
    command({ folder, scratch, timeout }) {
      const config = join(scratch, 'config.json');
      writeFileSync(config, JSON.stringify({ timeout: `${timeout}s`, retryOn429: true }));
      return [process.execPath, programOf('markdown-link-check', 'markdown-link-check'), '-c', config, folder];
    },
    read(output) {
      /** @type {Map<string, Said>} */
      const said = new Map();
      for (const [, mark, url = ''] of output.matchAll(/\[(\S+)\] (https?:\S+)/g))
        said.set(url, mark === '✓' ? 'alive' : 'dead');
      return (url) => said.get(url);
    },
  },
  {
    name: 'lychee',
    version: () => versionOnPath('lychee'),
    missing: 'cargo install lychee --locked',
    command: (errand) => [
      onPath('lychee') ?? 'lychee',
      '--no-progress',
      '--format',
      'json',
      '--timeout',
      `${errand.timeout}`,
      '--max-retries',
      `${errand.retries}`,
      '--host-concurrency',
      `${errand.hostConcurrency}`,
      '--host-request-interval',
      `${errand.hostIntervalMs}ms`,
      '--max-concurrency',
      '256',
      errand.folder,
    ],
    read(output) {
      const { error_map: errors = {}, timeout_map: timeouts = {} } = JSON.parse(output);
      const failed = addressesIn(errors);
      const late = addressesIn(timeouts);
      return (url) => (late.has(url) ? 'unsure' : failed.has(url) ? 'dead' : 'alive');
    },
  },
  {
    name: 'muffet',
    version: () => versionOnPath('muffet'),
    missing: 'go install github.com/raviqqe/muffet/v2@latest',
    command: (errand) => [
      onPath('muffet') ?? 'muffet',
      '--format=json',
      '--one-page-only',
      `--timeout=${errand.timeout}`,
      `--max-connections-per-host=${errand.hostConcurrency}`,
      '--max-connections=256',
      '--max-response-body-size=100000000',
      '--skip-tls-verification',
      errand.index,
    ],
    read(output) {
      /** @type {readonly { links: readonly { url: string }[] }[]} */
      const pages = JSON.parse(output || '[]');
      const failed = new Set(pages.flatMap(({ links }) => links.map(({ url }) => url)));
      return (url) => (failed.has(url) ? 'dead' : 'alive');
    },
  },
];

function linkinator() {
  return [process.execPath, programOf('linkinator', 'build/src/cli.js'), '*.md', '--markdown', '--format', 'JSON'];
}

/**
 * @param {string} output
 * @returns {(url: string) => Said | undefined}
 */
function linkinatorSaid(output) {
  /** @type {{ links: readonly { url: string, state: string }[] }} */
  const { links } = JSON.parse(output.slice(output.indexOf('{')));
  const said = new Map(links.map(({ url, state }) => [url, state]));
  return (url) => (said.get(url) === 'OK' ? 'alive' : said.get(url) === 'BROKEN' ? 'dead' : undefined);
}

/** Tools that have no place in the table, and why. */
export const leftOut = {
  'remark-lint-no-dead-urls': 'asks a host on the internet whether it is online, before it looks at anything',
  linkspector: 'wants a browser of its own, downloaded when it is installed',
};

/** @param {Readonly<Record<string, readonly { url: string }[]>>} map */
const addressesIn = (map) => new Set(Object.values(map).flatMap((entries) => entries.map(({ url }) => url)));

/** @param {string} name */
const folderOf = (name) => fileURLToPath(new URL(`node_modules/${name}/`, here));

/** @param {string} name */
function versionOf(name) {
  const file = join(folderOf(name), 'package.json');
  return existsSync(file) ? /** @type {{ version: string }} */ (require(file)).version : undefined;
}

/**
 * @param {string} name
 * @param {string} file
 */
const programOf = (name, file) => join(folderOf(name), file);

/** @param {string} name */
const onPath = (name) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** What the program says of itself. @param {string} name */
function versionOnPath(name) {
  const path = onPath(name);
  return path === undefined
    ? undefined
    : execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().split(' ').at(-1);
}
