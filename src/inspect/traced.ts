import type { Layer } from '../inspect/probe.ts';
import type { LookEnd, LookPurpose } from '../model/observation.ts';
import type { Clock } from '../world.ts';

/** One passage through one layer of the probe: what went in, what came out, and when, all the layers inside included. */
export interface Passage {
  readonly layer: string;
  readonly url: string;
  readonly purpose: LookPurpose;
  /** `Clock.monotonic`. */
  readonly startedMs: number;
  readonly endedMs: number;
  /** The addresses that the guard had allowed, where it had been asked by then. */
  readonly addresses?: readonly string[];
  readonly end: LookEnd;
}

/** Takes down what passes through the layer inside it, and changes nothing. */
export const traced =
  (layer: string, clock: Clock, note: (passage: Passage) => void): Layer =>
  (inner) =>
  async (request, signal) => {
    const startedMs = clock.monotonic();
    const look = await inner(request, signal);
    const { url, purpose, addresses } = request;
    note({
      layer,
      url,
      purpose,
      startedMs,
      endedMs: clock.monotonic(),
      end: look.end,
      ...(addresses === undefined ? {} : { addresses }),
    });
    return look;
  };
