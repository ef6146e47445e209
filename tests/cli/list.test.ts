import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { articles, type JsonReport } from './articles.ts';
import { folder, run } from './program.ts';

const list = async (path: string): Promise<JsonReport> => {
  const { code, stdout, stderr } = await run(['--list', '-f', 'json', path], { preload: 'no-network.js' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as JsonReport;
};

describe.each(articles)('--list -f json of $name', ({ path }) => {
  test('tells 16 links of the right kinds, and 15 targets, and asks nobody', async () => {
    const { mode, summary, targets, findings } = await list(path);
    const kinds = targets.flatMap(({ links }) => links.map(({ kind }) => kind));
    expect({ mode, summary, findings }).toMatchObject({
      mode: 'list',
      summary: { links: 16, targets: 15 },
      findings: [],
    });
    expect(kinds.filter((kind) => kind === 'link')).toHaveLength(14);
    expect(kinds.filter((kind) => kind === 'image')).toHaveLength(2);
  });

  test('tells each place so that the link can be found in the text, on one line or more', async () => {
    const text = await readFile(path, 'utf8');
    const lines = text.split('\n');
    const { targets } = await list(path);
    for (const { kind, href, offset, line, column, endLine, endColumn } of targets.flatMap(({ links }) => links)) {
      expect(text.slice(0, offset).split('\n')).toHaveLength(line);
      const written = lines
        .slice(line - 1, endLine)
        .join('\n')
        .slice(column - 1);
      expect(text.slice(offset).startsWith(written)).toBe(true);
      expect(endLine).toBe(line);
      expect(written.slice(0, endColumn - column)).toMatch(kind === 'image' ? /^!\[\]\(.*\)$/ : /^\[.*\]\(.*\)$/);
      expect(written.slice(0, endColumn - column)).toContain(href);
    }
  });
});

test('--list for people asks nobody either, whatever the document holds', async () => {
  const cwd = await folder({
    'a.md': 'https://a.example/b <http://127.0.0.1/> ![](data:,x) [m](mailto:a@b.example)\n',
  });
  const { code, stdout } = await run(['--list', 'a.md'], { cwd, preload: 'no-network.js' });
  expect(code).toBe(0);
  expect(stdout).toContain('4 links, 4 targets');
});

test('the same run with looks would be caught', async () => {
  const cwd = await folder({ 'a.md': 'https://a.example/b\n' });
  const { code, stderr } = await run(['a.md'], { cwd, preload: 'no-network.js' });
  expect(stderr).toContain('the network was used: ');
  expect(code).toBe(99);
});
