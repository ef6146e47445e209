import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import headless from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import { folder, forThisTest, hasTerminal, ledTo, run, start, startOnTerminal } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

const erase = '\r\u001B[2K';

/** A document with a page that answers at once and one that answers when the test says so. */
async function twoPages() {
  const held: (() => void)[] = [];
  let released = false;
  const served = forThisTest(
    await serveHttp(({ headers: { host = '' } }, response) => {
      const answer = (): void => void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      if (host.startsWith('held.') && !released) held.push(answer);
      else answer();
    }),
  );
  const at = (name: string): string => `[${name}](http://${name}.test:${served.port}/)`;
  const cwd = await folder({ 'a.md': `${at('quick')} ${at('held')}\n` });
  return {
    cwd,
    args: ['a.md', ...ledTo(served), '--archive', 'none', '--timeout', '600'],
    release: () => {
      released = true;
      for (const answer of held) answer();
    },
  };
}

/** What stands on a terminal of 100 columns after these bytes. */
async function screenAfter(bytes: string): Promise<readonly string[]> {
  const terminal = new headless.Terminal({ cols: 100, rows: 40, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const { buffer } = terminal;
  return Array.from(
    { length: buffer.active.length },
    (_, row) => buffer.active.getLine(row)?.translateToString(true) ?? '',
  ).filter((line) => line !== '');
}

// Node itself can't open a terminal; `script` of util-linux can, where there is one.
describe.runIf(hasTerminal())('on a terminal', () => {
  test('a bar on stderr shows how far the run is, and is gone at its end', async () => {
    const { cwd, args, release } = await twoPages();
    const running = await startOnTerminal([...args, '--no-color'], { cwd, stdoutTo: 'report.txt' });
    await running.wrote('1/2');
    release();
    const { code, stdout: shown } = await running.ended;
    expect(code).toBe(0);
    expect(shown).toContain(`${erase}[=========>          ] 1/2`);
    expect(await screenAfter(shown)).toEqual([]);
    const report = await readFile(join(cwd, 'report.txt'), 'utf8');
    expect(report).toContain('2 links');
    for (const trace of ['\r', '\u001B', '1/2']) expect(report).not.toContain(trace);
  });

  test('a report on the same terminal stands alone in the end, in colour', async () => {
    const { cwd, args, release } = await twoPages();
    const running = await startOnTerminal(args, { cwd, env: { TERM: 'xterm-256color' } });
    await running.wrote('1/2');
    release();
    const { stdout: shown } = await running.ended;
    expect(shown).toContain('\u001B[32m');
    const alone = await run(args, { cwd });
    expect(alone.stdout).not.toContain('\u001B');
    const lines = (text: readonly string[]): readonly string[] =>
      text.map((line) => line.trimEnd().replace(/ in [\d.]+ s$/, ' in 0 s')).filter((line) => line !== '');
    expect(lines(await screenAfter(shown))).toEqual(lines(alone.stdout.split('\n')));
  });

  test.each([
    ['with --no-progress', ['--no-progress'], { TERM: 'xterm' }, false],
    ['with --quiet', ['--quiet'], { TERM: 'xterm' }, false],
    ['of a CI job', [], { TERM: 'xterm', CI: 'true' }, true],
    ['that is dumb', [], { TERM: 'dumb' }, true],
  ])('%s no bar is drawn', async (_, flags, env, notes) => {
    const { cwd, args, release } = await twoPages();
    release();
    const running = await startOnTerminal([...args, ...flags], { cwd, env, preload: 'hasty-intervals.js' });
    const { code, stdout: shown } = await running.ended;
    expect(code).toBe(0);
    expect(shown).not.toContain(erase);
    expect(shown.includes('targets after')).toBe(notes);
  });

  test('that does not tell its width is taken for one of the usual width', async () => {
    const cwd = await folder({ 'a.md': 'https://a.example/b' });
    const running = await startOnTerminal(['--list', 'a.md'], { cwd, columns: 0 });
    const { stdout: shown } = await running.ended;
    expect(shown).toContain('line  kind  written  text');
  });
});

describe('in a log', () => {
  test('plain lines tell how far the run is', async () => {
    const { cwd, args, release } = await twoPages();
    const running = await start(args, { cwd, env: { CI: 'true' }, preload: 'hasty-intervals.js' });
    await running.wrote('1/2 targets');
    release();
    const { stdout, stderr } = await running.ended;
    expect(stderr).toMatch(/^(?:\d\/\d targets after 0:\d\d, 0 dead, 0 unsure[ \w:,.]*\n)+$/);
    expect(stdout).not.toContain('targets after');
    expect(stdout).toContain('2 links');
  });
});
