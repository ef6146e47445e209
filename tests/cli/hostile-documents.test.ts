import { expect, test } from 'vitest';
import type { JsonReport } from './articles.ts';
import { folder, run } from './program.ts';

test('a document made to hang the parser is that document’s problem, and the others go on', async () => {
  const cwd = await folder({
    'a-quotes.md': `${'> '.repeat(10_000)}[a](https://a.example/)`,
    'b-brackets.md': '['.repeat(1_000_000),
    'c-notes.md': '[^a]: '.repeat(12_000),
    'd-good.md': '[d](https://d.example/)',
  });
  const { code, stdout, stderr } = await run(['--list', '.', '-f', 'json', '--no-progress'], { cwd });
  const { documents, targets } = JSON.parse(stdout) as JsonReport;
  expect(code).toBe(2);
  // A slow machine meets the deadline first, a fast one the memory limit.
  const hostile = documents.find(({ path }) => path === 'b-brackets.md');
  expect(hostile?.problem?.code).toMatch(/^parse-(?:timeout|memory)$/);
  expect(documents).toHaveLength(4);
  expect(documents.at(-1)).toEqual({ path: 'd-good.md', links: 1 });
  expect(targets.map(({ url }) => url)).toContain('https://d.example/');
  expect(stderr).toMatch(
    /^audit-links: b-brackets\.md: (?:could not be parsed within 10 s|needs more than 512 MiB to be parsed): .+$/m,
  );
  expect(stderr).not.toMatch(/^ +at /m);
});
