import { say } from '../formats/printable.ts';
import type { Streams } from '../terminal/host.ts';
import { listen } from '../terminal/interruption.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';

/** Looks at links for the runs of others, until a signal comes. */
export async function workFor(
  queue: string,
  { options }: ResolvedOptions,
  { host, err, sanitiser }: Streams,
): Promise<number> {
  const [{ work }, { createWorld }] = await Promise.all([import('../queue/work.ts'), import('../node/world.ts')]);
  const interruption = listen(host);
  // What is kept is the run's: a worker keeps nothing.
  const world = createWorld({ ...options, cacheDir: undefined });
  const saying = (text: string): void => void err.write(say`audit-links: ${sanitiser.clean(text)}\n`);
  try {
    await work(queue, { options, world, signal: interruption.signal, saying });
    return 0;
  } finally {
    interruption.stop();
    await world.close();
  }
}
