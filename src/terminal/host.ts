import type { Readable } from 'node:stream';
import { colourLevel } from './colour.ts';
import type { Surface } from '../formats/format.ts';
import type { Sanitiser } from '../formats/sanitise.ts';
import type { Sink } from './output.ts';
import type { World } from '../world.ts';

/** What the program needs of its process: `process` itself, or a test's own. */
export interface Host {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** What a command reads, writes and asks, and by whom what it writes is cleaned. */
export interface Streams {
  readonly host: Host;
  readonly out: Sink;
  readonly err: Sink;
  readonly world: World | undefined;
  readonly secrets: readonly string[];
  readonly sanitiser: Sanitiser;
}

/** A pipe has no width; and the terminal of many a container and CI job says that it has 0 columns. */
export const columnsOf = (stream: NodeJS.WriteStream): number => stream.columns || 100;

/** How colourful a stream may be, after the flag, the environment and what the terminal can show. */
export const colourOn = (stream: NodeJS.WriteStream, flag: boolean | undefined, env: Host['env']): Surface['colour'] =>
  colourLevel({ flag, env, depth: stream.isTTY ? stream.getColorDepth() : undefined });
