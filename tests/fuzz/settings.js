// Command lines and configuration files.

import { CommanderError } from 'commander';
import * as fc from 'fast-check';
import { createCommand, parseArguments } from '../../dist/options/command.js';
import { readConfig } from '../../dist/options/config-file.js';
import { resolveOptions } from '../../dist/options/resolve-options.js';
import { optionsSchema } from '../../dist/options/schema.js';
import { UsageError } from '../../dist/usage-error.js';
import { text } from './fragments.js';
import { fuzzTarget } from './target.js';

const names = Object.keys(optionsSchema.shape);
const flags = names.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
const value = fc.oneof(
  text,
  fc.constantFrom(
    '1',
    '-1',
    '1e999',
    'NaN',
    '0x10',
    '',
    'all',
    'none',
    'json',
    'json:/x',
    'a=B: c',
    'a:80:127.0.0.1',
    '2022-01-06',
    'error,note',
    '**',
    '/(/',
  ),
);
const word = fc.oneof(
  fc.constantFrom(...flags, '--no-config', '--print-config', '-', '--', '--no-color', '-f'),
  fc.tuple(fc.constantFrom(...flags), value).map(([flag, given]) => `${flag}=${given}`),
  value,
);
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names, '$schema') },
  fc.constantFrom('__proto__', 'constructor', 'tiemout'),
  text,
);
const json = fc
  .dictionary(key, fc.oneof(value, fc.integer(), fc.boolean(), fc.array(value, { maxLength: 3 }), fc.constant(null)), {
    maxKeys: 4,
  })
  .map((values) => JSON.stringify(values));
const yaml = fc
  .array(
    fc.oneof(
      key,
      value,
      fc.constantFrom(
        ': ',
        '\n',
        '- ',
        '&a ',
        '*a',
        '<<: ',
        '[',
        ']',
        '{',
        '}',
        '"',
        '!!js/function ',
        '|\n  ',
        '? ',
        '---\n',
        '# ',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const file = fc.oneof(
  fc.tuple(fc.constant('audit-links.config.json'), fc.oneof(json, fc.json(), yaml)),
  fc.tuple(fc.constant('audit-links.config.yaml'), fc.oneof(yaml, json)),
  fc.tuple(
    fc.constant('package.json'),
    fc.oneof(
      json.map((values) => `{"audit-links":${values}}`),
      fc.json(),
    ),
  ),
);

export const settings = fuzzTarget({
  inputs: fc.tuple(fc.array(word, { maxLength: 5 }), file),
  batch: 1,
  async check([argv, [path, content]]) {
    const silent = { write: () => {}, writeError: () => {} };
    try {
      const typed = parseArguments(createCommand({ version: '1.2.3', columns: 80, ...silent }), argv);
      const config = await readConfig(async (asked) => (asked === path ? content : undefined));
      resolveOptions(typed.options, config);
    } catch (error) {
      // What the user can mend is said; anything else is a fault of ours.
      if (!(error instanceof UsageError || error instanceof CommanderError)) throw error;
    }
  },
});
