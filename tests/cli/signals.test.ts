import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../servers/http-server.ts';
import type { JsonReport } from './articles.ts';
import { folder, forThisTest, ledTo, start } from './program.ts';

const page = '<!doctype html><title>A page</title><p>' + 'Some text of an article. '.repeat(40);

/** Starts an audit of a page that answers and, after it, one that never does; resolves when the program waits for that one. */
async function startStuck(...flags: readonly string[]) {
  const reached = once();
  const released = once();
  const served = forThisTest(
    await serveHttp(({ headers: { host = '' } }, response) => {
      if (!host.startsWith('stuck.')) {
        response.writeHead(200, { 'content-type': 'text/html' }).end(page);
        return;
      }
      response.on('close', released.happens);
      reached.happens();
    }),
  );
  const at = (name: string): string => `[${name}](http://${name}.test:${served.port}/)`;
  const cwd = await folder({ 'a.md': `${at('quick')} ${at('stuck')}` });
  // One request at a time: the second one says that the first is done.
  const args = ['a.md', ...ledTo(served), '--concurrency', '1', '--archive', 'none', '--timeout', '600', ...flags];
  const running = await start(args, { cwd });
  await reached.happened;
  return { running, released: released.happened };
}

/** Something that happens once. */
function once(): { readonly happened: Promise<void>; readonly happens: () => void } {
  let happens = (): void => {};
  const happened = new Promise<void>((resolve) => void (happens = resolve));
  return { happened, happens };
}

describe('a run that is interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s prints what it knows, says that it is not all, and ends with %i', async (signal, code) => {
    const { running } = await startStuck('-f', 'json');
    running.kill(signal);
    const ended = await running.ended;
    const report = JSON.parse(ended.stdout) as JsonReport;
    expect(report.complete).toBe(false);
    expect(report.targets.map(({ status }) => status)).toEqual(['alive']);
    expect(ended).toMatchObject({ code, signal: undefined, stderr: '' });
  });

  test('says so to people too', async () => {
    const { running } = await startStuck();
    running.kill('SIGINT');
    expect(await running.ended).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(/interrupted: this is what was known by then/),
    });
  });

  test('ends while it still reads standard input', async () => {
    const running = await start(['-', '-f', 'json'], { stdin: 'text '.repeat(200_000), unended: true });
    await running.fed;
    running.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, documents: [] });
  });

  test('ends at once when it is interrupted again', async () => {
    const cwd = await folder({});
    await promisify(execFile)('mkfifo', [join(cwd, 'pipe')]);
    // It prints into a pipe that nobody reads, and so is still there when the second one comes.
    const { running, released } = await startStuck('-f', `json:${join(cwd, 'pipe')}`);
    running.kill('SIGINT');
    await released;
    running.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: undefined, signal: 'SIGINT' });
  });
});
