import { connect, createServer, type Socket } from 'node:net';

import { listen, type Listening, type Served } from '../servers/served.ts';

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** How often a connection is broken off, and what the rest suffers at most. */
const resets = 0.15;
const longestDelayMs = 250;
const slices = 4;
const slicePauseMs = 15;

/** Stands between a client and a server on loopback: delays what the server sends, cuts it to pieces, and now and then breaks off. */
export const serveToxic = async (
  target: Pick<Served, 'address' | 'port'>,
  random: () => number,
  listening: Listening,
): Promise<Served> => {
  const server = createServer({ allowHalfOpen: true });
  const { log: _, ...served } = await listen(server, listening);
  server.on('connection', (client) => {
    const upstream = connect({ host: target.address, port: target.port, allowHalfOpen: true });
    upstream.on('error', () => client.resetAndDestroy());
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    client.pipe(upstream);
    const delayMs = random() * longestDelayMs;
    // Before the first byte, or somewhere in the answer.
    const cutAt = random() < resets ? Math.floor(random() * 400) : Infinity;
    void relay(upstream, client, { delayMs, cutAt, random });
  });
  return served;
};

async function relay(
  from: Socket,
  to: Socket,
  { delayMs, cutAt, random }: { readonly delayMs: number; readonly cutAt: number; readonly random: () => number },
): Promise<void> {
  let sent = 0;
  let waited = false;
  try {
    for await (const chunk of from) {
      if (!waited) await pause(delayMs);
      waited = true;
      for (const piece of sliced(chunk as Buffer, random)) {
        if (sent + piece.length > cutAt) {
          to.resetAndDestroy();
          return;
        }
        sent += piece.length;
        if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
        if (to.destroyed) return;
        if (piece.length < chunk.length) await pause(random() * slicePauseMs);
      }
    }
    to.end();
  } catch {
    to.resetAndDestroy();
  }
}

/** Only what begins an answer: cutting up megabytes tells nothing more. */
function sliced(chunk: Buffer, random: () => number): readonly Buffer[] {
  if (chunk.length < 2 || chunk.length > 4096) return [chunk];
  const cuts = Array.from({ length: Math.floor(random() * slices) }, () => Math.floor(random() * chunk.length));
  const edges = [0, ...cuts.toSorted((a, b) => a - b), chunk.length];
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] ?? 0;
    return end > start ? [chunk.subarray(start, end)] : [];
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
