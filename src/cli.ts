import { CommanderError } from 'commander';
import { say } from './formats/printable.ts';
import { createSanitiser } from './formats/sanitise.ts';
import { secretsIn } from './formats/secrets.ts';
import { columnsOf, type Host, type Streams } from './terminal/host.ts';
import { listen } from './terminal/interruption.ts';
import type { OwnParsing } from './node/parsing.ts';
import { createCommand, parseArguments, type Typed } from './options/command.ts';
import { readConfig } from './options/config-file.ts';
import type { ResolvedOptions } from './options/resolve-options.ts';
import { createSink, type Sink } from './terminal/output.ts';
import { readText } from './terminal/read-text.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

export type { Host };

/**
 * The program: arguments (without node and script) in, exit code out. 0: nothing at or above `--fail-on`. 1: findings.
 * 2: it could not do its job. 130, 143: interrupted, after printing what it has.
 */
export async function main(argv: readonly string[], host: Host, world?: World): Promise<number> {
  const out = createSink(host.stdout, 'Standard output');
  const conversation = createSink(host.stderr, 'Standard error');
  // Whom should we tell that nobody can be told anything? The exit code still says it all.
  const err: Sink = { write: (text) => conversation.write(text).catch(() => {}) };
  const secrets = secretsIn(host.env);
  const sanitiser = createSanitiser(secrets);
  try {
    return await run(argv, { host, out, err, world, secrets, sanitiser });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await err.write(say`audit-links: ${sanitiser.cleanLines(error.message)}\n`);
    return 2;
  }
}

async function run(argv: readonly string[], streams: Streams): Promise<number> {
  const { host, out, err, sanitiser } = streams;
  const said = { out: '', err: '' };
  const columns = columnsOf(host.stdout);
  const command = createCommand({
    version,
    columns,
    write: (text) => (said.out += text),
    writeError: (text) => (said.err += text),
  });
  try {
    const typed = parseArguments(command, argv);
    if (typed.explain !== undefined) {
      const { explain } = await import('./commands/explain.ts');
      await out.write(sanitiser.cleanLines(explain(typed.explain)));
      return 0;
    }
    const task = taskOf(typed);
    // Loaded from here on and not above, as `--help` and a mistyped flag should answer at once. First of all what documents are parsed
    // with, on its own thread: it takes as long as all the rest, and meanwhile.
    const parsing = task.type === 'audit' && streams.world === undefined ? await beginParsing() : undefined;
    const config = typed.config === false ? undefined : await readConfig(readText, typed.config);
    const { resolveOptions } = await import('./options/resolve-options.ts');
    const resolved = resolveOptions(typed.options, config);
    switch (task.type) {
      case 'print-config':
        await out.write(say`${sanitiser.jsonText(printed(resolved))}\n`);
        return 0;
      case 'trace':
        await out.write(sanitiser.cleanLines(await traceOf(task.url, resolved, streams)));
        return 0;
      case 'work':
        return await (await import('./commands/work.ts')).workFor(task.queue, resolved, streams);
      case 'merge':
        return await (await import('./commands/merge.ts')).merge(task.paths, resolved, streams);
      case 'audit':
        return await (await import('./commands/audit.ts')).audit(typed.inputs, resolved, streams, parsing);
      case 'none':
        await err.write(sanitiser.cleanLines(command.helpInformation()));
        return 2;
      default:
        return task satisfies never;
    }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    await out.write(sanitiser.cleanLines(said.out));
    await err.write(sanitiser.cleanLines(said.err));
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** What was asked for. */
type Task =
  | { readonly type: 'print-config' | 'audit' | 'none' }
  | { readonly type: 'trace'; readonly url: string }
  | { readonly type: 'work'; readonly queue: string }
  | { readonly type: 'merge'; readonly paths: readonly string[] };

function taskOf({ inputs, printConfig, trace }: Typed): Task {
  const [first, second, ...more] = inputs;
  if (printConfig) return { type: 'print-config' };
  if (trace !== undefined) return { type: 'trace', url: trace };
  if (first === 'work' && second?.includes('://') && more.length === 0) return { type: 'work', queue: second };
  if (first === 'merge') return { type: 'merge', paths: inputs.slice(1) };
  return { type: first === undefined ? 'none' : 'audit' };
}

async function beginParsing(): Promise<OwnParsing> {
  const { createParsing } = await import('./node/parsing.ts');
  const parsing = createParsing();
  parsing.begin();
  return parsing;
}

async function traceOf(address: string, { options }: ResolvedOptions, { host, world }: Streams): Promise<string> {
  const [{ trace }, { createWorld }] = await Promise.all([import('./commands/trace.ts'), import('./node/world.ts')]);
  const interruption = listen(host);
  // Every step is shown, so none is left out because it was made before.
  const real = createWorld({ ...options, cacheDir: undefined });
  try {
    return await trace(address, options, world ?? real, interruption.signal);
  } finally {
    interruption.stop();
    await real.close();
  }
}

/** Every option with its value and where it comes from. */
function printed({ options, origins }: ResolvedOptions): object {
  const entries = Object.entries(origins).map(([name, from]) => [
    name,
    { value: options[name as keyof typeof options] ?? null, from },
  ]);
  return Object.fromEntries(entries);
}
