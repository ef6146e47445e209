import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { reasons, statuses } from '../src/model/reasons.ts';
import { helpOf } from '../src/options/command.ts';
import { flagOf, groups, type OptionName, optionsSchema } from '../src/options/schema.ts';

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function optionTable(): string {
  const rows = groups.flatMap((group) =>
    Object.entries(optionsSchema.shape).flatMap(([name, schema]) => {
      const flag = flagOf.get(schema);
      if (flag?.group !== group) return [];
      const inFile = flag.commandLineOnly ? 'command line only' : `\`${name}\``;
      return [
        `| ${group} | \`${flag.flags.replaceAll('|', '\\|')}\` | ${inFile} | ${escaped(helpOf(name as OptionName))} |`,
      ];
    }),
  );
  return ['| group | flag | in a configuration file | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function reasonTable(): string {
  const rows = statuses.flatMap((status) =>
    Object.entries(reasons).flatMap(([reason, entry]) =>
      (entry.statuses as readonly string[]).includes(status)
        ? [`| \`${status}\` | \`${reason}\` | ${entry.summary} |`]
        : [],
    ),
  );
  return ['| status | reason | it means |', '|---|---|---|', ...rows].join('\n');
}

/** Puts generated text between its markers. `npm run docs` writes what this test expects. */
function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce(
    (whole, [name, part]) =>
      whole.replace(
        new RegExp(`(<!-- ${name} -->)[^]*(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}\n\n${part}\n\n${close}`,
      ),
    text,
  );
}

test('the tables in README are what the code says (npm run docs writes them)', async () => {
  const path = new URL('../README.md', import.meta.url);
  const readme = await readFile(path, 'utf8');
  expect(readme).toContain('<!-- options -->');
  expect(readme).toContain('<!-- reasons -->');
  await expect(filled(readme, { options: optionTable(), reasons: reasonTable() })).toMatchFileSnapshot(path.pathname);
});
