import pLimit, { type LimitFunction } from 'p-limit';
import type { Look } from '../model/observation.ts';
import type { Clock } from '../world.ts';
import { failedLook } from './failed-look.ts';
import { hostOf } from './host.ts';
import { type HostPace, learn, newHostPace } from './host-pace.ts';
import { LocalFault } from './local-fault.ts';
import type { Layer } from './probe.ts';

export interface PolitenessOptions {
  readonly clock: Clock;
  /** Requests under way at once, in all and on one host. */
  readonly concurrency: number;
  readonly hostConcurrency: number;
  /** Between two starts on one host. */
  readonly hostIntervalMs: number;
  /** Something the reader should hear once. */
  readonly onNotice: (text: string) => void;
}

interface Host {
  readonly slots: LimitFunction;
  readonly pace: HostPace;
}

/** How often, and how far apart, a request is tried for which this machine has no descriptors or memory left. */
const localTries = 8;
const localPauseMs = 1000;

/**
 * Keeps to what a host can bear. The host's slot is taken first and the network's second, and whoever waits holds no network
 * slot: so a slow host, or one that asks for patience, keeps nobody waiting but its own. A host is its name, whatever the port.
 */
export const polite = ({ clock, concurrency, hostConcurrency, hostIntervalMs, onNotice }: PolitenessOptions): Layer => {
  const network = pLimit(concurrency);
  const hosts = new Map<string, Host>();
  let shrunkAt = -Infinity;

  function hostAt(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const host = {
      slots: pLimit({ concurrency: hostConcurrency, rejectOnClear: true }),
      pace: newHostPace(hostIntervalMs, clock.monotonic()),
    };
    hosts.set(name, host);
    return host;
  }

  function note(name: string, { slots, pace }: Host, look: Look): void {
    const before = pace.closed;
    learn(pace, look, { monotonic: clock.monotonic(), time: clock.now() });
    if (pace.closed === undefined || pace.closed === before) return;
    slots.clearQueue();
    onNotice(`${name} ${closings[pace.closed]}`);
  }

  /** Halves the window for what is under way together; what started before that learns nothing new. */
  function shrink(startedAt: number): void {
    if (startedAt < shrunkAt) return;
    shrunkAt = clock.monotonic();
    network.concurrency = Math.max(1, Math.floor(network.concurrency / 2));
  }

  return (inner) => async (request, signal) => {
    const name = hostOf(request.url);
    const host = hostAt(name);
    const { pace, slots } = host;

    /** One request, when it may start; `undefined` if it may not yet. */
    const start = async (): Promise<Look | undefined> => {
      signal.throwIfAborted();
      if (pace.closed !== undefined) return closedLook(pace.closed);
      const now = clock.monotonic();
      if (now < pace.nextStart) return undefined;
      pace.nextStart = now + pace.intervalMs;
      const look = await inner(request, signal);
      if (isLocal(look)) shrink(now);
      return look;
    };

    const closedLook = (code: NonNullable<HostPace['closed']>): Look =>
      failedLook(request, { at: clock.now(), code, detail: `${name} ${closings[code]}` });

    const turn = async (): Promise<Look> => {
      let faults = 0;
      while (true) {
        // Another may take the start that we waited for, or the host ask for patience while we wait for the network.
        while (pace.closed === undefined && clock.monotonic() < pace.nextStart) {
          await clock.sleep(pace.nextStart - clock.monotonic(), signal);
        }
        const look = await network(start);
        if (look === undefined) continue;
        if (!isLocal(look)) {
          note(name, host, look);
          return look;
        }
        faults += 1;
        if (faults === localTries) throw new LocalFault(detailOf(look));
        await clock.sleep(localPauseMs, signal);
      }
    };

    if (pace.closed !== undefined) return closedLook(pace.closed);
    try {
      return await slots(turn);
    } catch (error) {
      if (pace.closed !== undefined && isCleared(error) && !signal.aborted) return closedLook(pace.closed);
      throw error;
    }
  };
};

const closings = {
  'host-given-up': 'failed again and again, and is not asked any more in this run.',
  'held-too-long': 'wants us to wait longer than a run may, and is not asked any more.',
} as const;

const isLocal = ({ end }: Look): boolean => end.type === 'failure' && end.failure.code === 'local';

const detailOf = ({ end }: Look): string => (end.type === 'failure' ? end.failure.detail : end.type);

/** p-limit's answer to those who still stood in a queue that was cleared. */
const isCleared = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
