import { CommanderError } from 'commander';
import { audit } from './commands/audit.ts';
import { merge } from './commands/merge.ts';
import { queueToWorkFor, workFor } from './commands/work.ts';
import { say } from './formats/printable.ts';
import { createSanitiser } from './formats/sanitise.ts';
import { secretsIn } from './formats/secrets.ts';
import { columnsOf, type Host, type Streams } from './host.ts';
import { listen } from './interruption.ts';
import { createCommand, parseArguments } from './options/command.ts';
import { readConfig } from './options/config-file.ts';
import { type ResolvedOptions, resolveOptions } from './options/resolve-options.ts';
import { createSink, type Sink } from './output.ts';
import { readText } from './read-text.ts';
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
      const { explain } = await import('./explain.ts');
      await out.write(sanitiser.cleanLines(explain(typed.explain)));
      return 0;
    }
    const config = typed.config === false ? undefined : await readConfig(readText, typed.config);
    const resolved = resolveOptions(typed.options, config);
    if (typed.printConfig) {
      await out.write(say`${sanitiser.jsonText(printed(resolved))}\n`);
      return 0;
    }
    if (typed.trace !== undefined) {
      await out.write(sanitiser.cleanLines(await traceOf(typed.trace, resolved, streams)));
      return 0;
    }
    const queue = queueToWorkFor(typed.inputs);
    if (queue !== undefined) return await workFor(queue, resolved, streams);
    if (typed.inputs[0] === 'merge') return await merge(typed.inputs.slice(1), resolved, streams);
    if (typed.inputs.length > 0) return await audit(typed.inputs, resolved, streams);
    await err.write(sanitiser.cleanLines(command.helpInformation()));
    return 2;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    await out.write(sanitiser.cleanLines(said.out));
    await err.write(sanitiser.cleanLines(said.err));
    return error.exitCode === 0 ? 0 : 2;
  }
}

async function traceOf(address: string, { options }: ResolvedOptions, { host, world }: Streams): Promise<string> {
  const [{ trace }, { createWorld }] = await Promise.all([import('./trace.ts'), import('./node/world.ts')]);
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
