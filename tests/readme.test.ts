import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { archiveList, type ArchiveName, archiveNames } from '../src/archives/archive-list.ts';
import { archivesOf } from '../src/archives/index.ts';
import { evidenceOf } from '../src/judge/evidence.ts';
import { judgingOrder } from '../src/judge/order.ts';
import { type Reason, reasons, statuses } from '../src/model/reasons.ts';
import { helpOf } from '../src/options/command.ts';
import { flagOf, groups, optionNames } from '../src/options/flags.ts';

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function optionTable(): string {
  const rows = groups.flatMap((group) =>
    optionNames.flatMap((name) => {
      const flag = flagOf(name);
      if (flag.group !== group) return [];
      const inFile = flag.commandLineOnly ? 'command line only' : `\`${name}\``;
      return [`| ${group} | \`${flag.flags.replaceAll('|', '\\|')}\` | ${inFile} | ${escaped(helpOf(name))} |`];
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

const judgingList = (): string =>
  judgingOrder.map(({ name, says }, index) => `${index + 1}. **${name}**: ${says}`).join('\n');

function evidenceTable(): string {
  const rows = Object.entries(evidenceOf).flatMap(([reason, evidence]) =>
    evidence.map(
      ({ code, says }, index) => `| ${index === 0 ? `\`${reason as Reason}\`` : ''} | \`${code}\` | ${says} |`,
    ),
  );
  return ['| reason | evidence | what was seen |', '|---|---|---|', ...rows].join('\n');
}

function archiveTable(): string {
  const rows = archivesOf(archiveNames, [], { waybackUrl: 'https://web.archive.org' }).map(({ name, budgets }) => {
    const { title, note } = archiveList[name as ArchiveName];
    const limits = Object.entries(budgets).map(([budget, { perMinute }]) =>
      budget === 'service' ? String(perMinute) : `${perMinute} (${budget})`,
    );
    return `| \`${name}\` | ${title} | ${limits.join(', ')} | ${note} |`;
  });
  return ['| name | archive | questions a minute, at most | note |', '|---|---|---|---|', ...rows].join('\n');
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
  const parts = {
    archives: archiveTable(),
    options: optionTable(),
    reasons: reasonTable(),
    judging: judgingList(),
    evidence: evidenceTable(),
  };
  for (const name of Object.keys(parts)) expect(readme).toContain(`<!-- ${name} -->`);
  await expect(filled(readme, parts)).toMatchFileSnapshot(path.pathname);
});
